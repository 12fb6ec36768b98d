#include "app/playbooks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/answer_book.hpp"
#include "base/text.hpp"

namespace heed::app {

namespace {

Event event_of(const Env& env, EventKind kind, std::string detail) {
    Event event;
    event.at = env.now;
    event.kind = kind;
    event.actor = env.actor;
    event.detail = std::move(detail);
    return event;
}

Status tidy_text(std::string& text, std::size_t bytes_max, const char* field) {
    text = clean_utf8(trim(text));
    if (text.size() <= bytes_max) return {};
    return fail(ErrorCode::invalid, fmt::format("is longer than {} bytes", bytes_max), field);
}

Status tidy_lines(std::vector<std::string>& lines, const char* field) {
    for (auto& line : lines) {
        if (auto done = tidy_text(line, playbook_line_bytes_max, field); !done) return done;
    }
    std::erase(lines, "");
    if (lines.size() <= playbook_lines_max) return {};
    return fail(ErrorCode::invalid, fmt::format("has more than {} lines", playbook_lines_max),
                field);
}

Status check_topics(Transaction& transaction, const std::vector<std::string>& topics) {
    const auto known = transaction.topics();
    for (const auto& id : topics) {
        const bool found = std::any_of(known.begin(), known.end(),
                                       [&](const TopicRecord& topic) { return topic.id == id; });
        if (!found) return fail(ErrorCode::invalid, "names no topic of this desk", "$.topics");
    }
    return {};
}

Status tidy(Transaction& transaction, PlaybookRecord& record) {
    if (auto done = tidy_text(record.title, 200, "$.title"); !done) return done;
    if (record.title.empty()) return fail(ErrorCode::invalid, "is empty", "$.title");
    for (const auto& done :
         {tidy_text(record.goal, playbook_text_bytes_max, "$.goal"),
          tidy_text(record.tone, playbook_text_bytes_max, "$.tone"),
          tidy_lines(record.facts, "$.facts"), tidy_lines(record.authority, "$.authority"),
          tidy_lines(record.examples, "$.examples"), check_topics(transaction, record.topics)}) {
        if (!done) return done;
    }
    return {};
}

/// The number of the version to come.
Result<long long> next_version(AnswerBook& book, const PlaybookRecord& record,
                               std::optional<long long> seen) {
    if (!record.id) {
        if (book.count_playbooks() < static_cast<long long>(playbooks_max)) return 1;
        return fail(ErrorCode::conflict,
                    fmt::format("A desk keeps at most {} playbooks.", playbooks_max));
    }
    const auto before = book.playbook(record.id);
    if (!before) return fail(ErrorCode::not_found, "There is no such playbook.");
    if (seen && *seen != before->version) {
        return fail(ErrorCode::conflict, "Somebody changed it meanwhile. Look again first.",
                    "If-Match");
    }
    return before->version + 1;
}

}  // namespace

Result<PlaybookRecord> save_playbook(Transaction& transaction, const Env& env,
                                     PlaybookRecord record, std::optional<long long> seen) {
    if (auto right = tidy(transaction, record); !right) return fail(right.error());
    auto& book = transaction.answers();
    const auto version = next_version(book, record, seen);
    if (!version) return fail(version.error());
    if (!record.id) record.id = env.ids.next<PlaybookId>(env.now);
    record.version = *version;
    record.at = env.now;
    record.by = env.actor;
    book.save(record);
    book.confirm(record.id, record.version, env.actor, env.now);
    transaction.append({event_of(env, EventKind::playbook_saved,
                                 fmt::format("{}, version {}", record.title, record.version))});
    return record;
}

Status confirm_playbook(Transaction& transaction, const Env& env, PlaybookId id,
                        long long version) {
    const auto playbook = transaction.answers().playbook(id);
    if (!playbook) return fail(ErrorCode::not_found, "There is no such playbook.");
    if (playbook->version != version) {
        return fail(ErrorCode::conflict, "There is a newer version. Read that one.", "$.version");
    }
    transaction.answers().confirm(id, version, env.actor, env.now);
    transaction.append({event_of(env, EventKind::playbook_confirmed,
                                 fmt::format("{}, version {}", playbook->title, version))});
    return {};
}

}  // namespace heed::app
