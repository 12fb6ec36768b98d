#include "app/check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/data.hpp"

namespace heed::cli {

namespace {

constexpr int conversations_a_page = 1000;
constexpr int events_a_page = 1000;
constexpr long long shown_max = 200;  ///< findings that are printed; all are counted

struct Findings {
    long long conversations = 0;
    long long posts = 0;
    long long events = 0;
    long long count = 0;

    void add(const std::string& what) {
        if (++count <= shown_max) fmt::print("{}\n", one_line(what));
        if (count == shown_max + 1) fmt::print("... and more\n");
    }
};

/// All events of a conversation, oldest first; the reader hands them out newest first.
Events events_of(store::Reader& reader, ConversationId id) {
    Events all;
    for (long long before = 0;;) {
        auto page = reader.events_of(id, before, events_a_page);
        const bool last = page.size() < events_a_page;
        if (!page.empty()) before = page.back().seq;
        all.insert(all.end(), page.begin(), page.end());
        if (last) break;
    }
    std::reverse(all.begin(), all.end());
    return all;
}

void check_conversation(store::Reader& reader, ConversationId id, Findings& findings) {
    const auto stored = reader.conversation(id);
    if (!stored) return findings.add("conversation " + to_string(id) + " cannot be read");
    Conversation folded;
    for (const auto& event : events_of(reader, id))
        apply(folded, event);
    for (const auto& difference : app::compare(stored->state, folded)) {
        findings.add(fmt::format("conversation {}: {}", to_string(id), difference));
    }
}

Status check_all(store::Reader& reader, Findings& findings) {
    for (const auto& damage : reader.damage())
        findings.add("damaged: " + damage);
    for (const auto& violation : reader.violations())
        findings.add("rule broken: " + violation);
    for (ConversationId after;;) {
        const auto ids = reader.conversation_ids(after, conversations_a_page);
        if (ids.empty()) break;
        for (const auto id : ids)
            check_conversation(reader, id, findings);
        findings.conversations += static_cast<long long>(ids.size());
        after = ids.back();
    }
    findings.posts = reader.count_all_posts();
    findings.events = reader.last_event();
    return {};
}

int check(const Invocation& invocation) {
    const auto config = invocation.load();
    if (!config) return config_failed(config.error());
    auto data = Data::open(*config, IfAbsent::refuse);
    if (!data) return fail_with(data.error());
    Findings findings;
    const auto done = (*data)->database().read(
        [&](store::Reader& reader) { return check_all(reader, findings); });
    if (!done) return fail_with(done.error());
    const auto verdict =
        findings.count == 0 ? std::string("clean") : fmt::format("{} findings", findings.count);
    fmt::print("checked {} conversations, {} posts, {} events: {}\n", findings.conversations,
               findings.posts, findings.events, verdict);
    return findings.count == 0 ? exit_ok : exit_failed;
}

}  // namespace

void add_check(Command app, Invocation& invocation) {
    auto command = app.add_subcommand("check", "Proves that the data is what its events say");
    command.footer(
        "Examples:\n  heed check\n  heed check --data /var/lib/heed/heed.db\n\n"
        "Folds every conversation's events again and compares, and looks for broken references\n"
        "and replies that nobody can account for. Changes nothing; may run beside the desk.");
    add_settings(command, invocation, {"data", "database"});
    on_run(command, invocation, [&invocation] { return check(invocation); });
}

}  // namespace heed::cli
