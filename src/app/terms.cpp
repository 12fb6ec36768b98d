#include "app/terms.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/bounds.hpp"
#include "base/text.hpp"

namespace heed::app {

namespace {

void tidy(std::vector<std::string>& list) {
    for (auto& text : list)
        text = clean_utf8(trim(text));
    std::erase(list, "");
}

/// "terms[0].text" of a set with one term is "$.text" of that term.
Error of_one_term(Error error) {
    const std::string_view prefix = "terms[0]";
    error.field = error.field.starts_with(prefix) ? "$" + error.field.substr(prefix.size()) : "$";
    return error;
}

Event event_of(const Env& env, EventKind kind, const TermRecord& record) {
    Event event;
    event.at = env.now;
    event.kind = kind;
    event.actor = env.actor;
    event.detail = fmt::format("{} ({}, {})", record.term.text, name_of(record.term.kind),
                               name_of(record.term.purpose));
    return event;
}

bool same(const understand::Term& a, const understand::Term& b) {
    return a.kind == b.kind && lower_ascii(a.text) == lower_ascii(b.text);
}

Status check_unique(Transaction& transaction, const TermRecord& record) {
    for (const auto& known : transaction.terms()) {
        if (known.id != record.id && same(known.term, record.term)) {
            return fail(ErrorCode::conflict, "The desk listens for this term already.", "$.text");
        }
    }
    return {};
}

void save(Transaction& transaction, const Env& env, const TermRecord& record, EventKind kind) {
    transaction.save(record);
    transaction.save_setting(std::string(terms_version_setting),
                             to_string(env.ids.next<TermId>(env.now)));
    transaction.append({event_of(env, kind, record)});
}

Result<TermRecord> in_use(Transaction& transaction, TermId id) {
    auto record = transaction.term(id);
    if (!record || record->removed_at != Time{}) {
        return fail(ErrorCode::not_found, "There is no such term.");
    }
    return std::move(*record);
}

}  // namespace

Result<understand::Term> checked_term(understand::Term term) {
    term.text = clean_utf8(trim(term.text));
    tidy(term.exclusions);
    tidy(term.languages);
    const auto compiled = understand::TermSet::compile({term});
    if (!compiled) return fail(of_one_term(compiled.error()));
    return term;
}

Result<TermRecord> add_term(Transaction& transaction, const Env& env, understand::Term term) {
    auto checked = checked_term(std::move(term));
    if (!checked) return fail(checked.error());
    const auto brand = transaction.first_brand();
    if (!brand) return fail(ErrorCode::conflict, "The desk has no brand yet.");
    if (transaction.terms().size() >= terms_kept_max) {
        return fail(ErrorCode::conflict,
                    fmt::format("A desk keeps at most {} terms.", terms_kept_max));
    }
    TermRecord record{
        env.ids.next<TermId>(env.now), *brand, std::move(*checked), env.now, env.actor, {}};
    if (auto unique = check_unique(transaction, record); !unique) return fail(unique.error());
    save(transaction, env, record, EventKind::term_added);
    return record;
}

Result<TermRecord> change_term(Transaction& transaction, const Env& env, TermId id,
                               const TermChange& change) {
    auto record = in_use(transaction, id);
    if (!record) return record;
    auto term = record->term;
    if (change.kind) term.kind = *change.kind;
    if (change.text) term.text = *change.text;
    if (change.exclusions) term.exclusions = *change.exclusions;
    if (change.languages) term.languages = *change.languages;
    if (change.purpose) term.purpose = *change.purpose;
    auto checked = checked_term(std::move(term));
    if (!checked) return fail(checked.error());
    record->term = std::move(*checked);
    if (auto unique = check_unique(transaction, *record); !unique) return fail(unique.error());
    save(transaction, env, *record, EventKind::term_changed);
    return record;
}

Status remove_term(Transaction& transaction, const Env& env, TermId id) {
    auto record = in_use(transaction, id);
    if (!record) return fail(record.error());
    record->removed_at = env.now;
    save(transaction, env, *record, EventKind::term_removed);
    return {};
}

}  // namespace heed::app
