#include "support/desk_check.hpp"

#include <algorithm>

#include "domain/conversation/conversation.hpp"
#include "store/database.hpp"
#include "store/reader.hpp"

namespace heed::test {

namespace {

constexpr int page = 1000;

Events events_of(store::Reader& reader, ConversationId id) {
    Events all;
    for (long long before = 0;;) {
        const auto events = reader.events_of(id, before, page);
        all.insert(all.end(), events.begin(), events.end());
        if (events.size() < page) break;
        before = events.back().seq;
    }
    std::reverse(all.begin(), all.end());
    return all;
}

bool agree(const Conversation& a, const Conversation& b) {
    return a.id == b.id && a.state == b.state && a.owner == b.owner && a.opened_at == b.opened_at &&
           a.waiting_since == b.waiting_since && a.unanswered == b.unanswered &&
           a.later_waiting_since == b.later_waiting_since &&
           a.later_unanswered == b.later_unanswered && a.replies_pending == b.replies_pending &&
           a.reply_state == b.reply_state && a.last_post_at == b.last_post_at &&
           a.resolved_reason == b.resolved_reason && a.version == b.version;
}

void check_conversation(store::Reader& reader, ConversationId id, std::vector<std::string>& wrong) {
    const auto stored = reader.conversation(id);
    Conversation folded;
    for (const auto& event : events_of(reader, id))
        apply(folded, event);
    if (!stored || !agree(stored->state, folded))
        wrong.push_back("conversation " + to_string(id) + " is not what its events say");
}

}  // namespace

std::vector<std::string> faults_in(const std::string& target) {
    store::Database::Options options;
    options.target = target;
    options.readers = 1;
    const auto database = store::Database::open(std::move(options));
    if (!database) return {database.error().message};
    std::vector<std::string> wrong;
    const auto done = (*database)->read([&](store::Reader& reader) -> Status {
        wrong = reader.violations();
        for (ConversationId after;;) {
            const auto ids = reader.conversation_ids(after, page);
            for (const auto id : ids)
                check_conversation(reader, id, wrong);
            if (ids.size() < page) break;
            after = ids.back();
        }
        return {};
    });
    if (!done) wrong.push_back(done.error().message);
    return wrong;
}

}  // namespace heed::test
