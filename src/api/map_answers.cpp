#include "api/map_answers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "api/json.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"

namespace heed::api {

namespace {

template <class To, class From>
To same_name(From value, To otherwise) {
    return enum_from_name<To>(heed::name_of(value)).value_or(otherwise);
}

Maybe<Text> text_or_none(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

Maybe<Person> person_or_none(UserId id, const Names& names) {
    if (!id) return std::nullopt;
    const auto found = names.find(id);
    return Person{to_string(id), found == names.end() ? "" : found->second};
}

std::size_t length_in(std::string_view text, channels::LengthUnit unit) {
    switch (unit) {
        case channels::LengthUnit::graphemes:
            return count_graphemes(text);
        case channels::LengthUnit::code_points:
            return count_code_points(text);
        case channels::LengthUnit::bytes:
            return text.size();
    }
    return text.size();
}

/// The words concerned with what stands around them in the same sentence.
std::string sentence_around(std::string_view text, const Span& span) {
    std::size_t from = 0;
    std::size_t at = 0;
    for (long long place = 0; at < text.size(); ++place) {
        const auto before = at;
        const auto character = next_code_point(text, at);
        const bool ends =
            character == U'.' || character == U'!' || character == U'?' || character == U'\n';
        if (!ends) continue;
        if (place < span.start) {
            from = at;
        } else if (place >= span.end) {
            return std::string(trim(text.substr(from, before - from)));
        }
    }
    return std::string(trim(text.substr(from)));
}

}  // namespace

std::vector<Advice> to_wire(const std::vector<heed::Advice>& advice,
                            const std::vector<heed::Twin>& twins, Time now) {
    std::vector<Advice> wire;
    for (const auto& one : advice) {
        Advice remark;
        remark.kind = same_name(one.kind, AdviceKind::tone);
        remark.grade = same_name(one.grade, Grade::hint);
        for (const auto& span : one.spans) {
            remark.spans.push_back(
                {static_cast<long long>(span.start), static_cast<long long>(span.end)});
        }
        remark.rule = one.rule;
        remark.reason = one.reason;
        remark.do_ = one.what_to_do;
        if (one.twin && *one.twin < twins.size()) {
            const auto& twin = twins[*one.twin];
            remark.twin = Twin{twin.to, twin.text, twin.similarity, twin.same_thread, twin.example};
        }
        if (one.due_in) remark.promise = PromiseFound{"", to_wire(now + *one.due_in), {}, {}, {}};
        if (one.due_moment) {
            const auto& moment = *one.due_moment;
            remark.promise = PromiseFound{"", {}, moment.weekday, moment.in_days, moment.minute};
        }
        wire.push_back(std::move(remark));
    }
    return wire;
}

void name_promises(std::vector<Advice>& advice, std::string_view draft) {
    for (auto& remark : advice) {
        if (remark.kind != AdviceKind::promise || remark.spans.empty()) continue;
        if (!remark.promise) remark.promise = PromiseFound{};
        remark.promise->what = sentence_around(draft, remark.spans.front());
    }
}

Promise to_wire(const store::PromiseView& view) {
    const auto& promise = view.promise;
    Promise wire;
    wire.id = to_string(promise.id);
    wire.conversation_id = to_string(promise.conversation);
    wire.customer = view.customer;
    wire.what = promise.what;
    wire.owner = {to_string(promise.owner), view.owner_name};
    wire.due_at = to_wire(promise.due_at);
    wire.state = same_name(promise.state, PromiseState::open);
    wire.recorded_by = {to_string(promise.made_by), view.made_by_name};
    wire.recorded_at = to_wire(promise.made_at);
    wire.evidence = promise.evidence;
    wire.closed_at = to_wire_or_none(promise.closed_at);
    if (promise.closed_by)
        wire.closed_by = Person{to_string(promise.closed_by), view.closed_by_name};
    wire.made_good_at = to_wire_or_none(promise.made_good_at);
    wire.topic = text_or_none(promise.topic);
    if (promise.reply) wire.reply_id = to_string(promise.reply);
    wire.version = promise.version;
    return wire;
}

Remedy to_wire(const app::RemedyRecord& record, const Names& names) {
    Remedy wire;
    wire.asked_at = to_wire_or_none(record.asked_at);
    wire.asked_by = person_or_none(record.asked_by, names);
    wire.wish = record.wish;
    if (record.decision) wire.decision = enum_from_name<RemedyDecision>(name_of(*record.decision));
    wire.reason = record.reason;
    wire.decided_at = to_wire_or_none(record.decided_at);
    wire.decided_by = person_or_none(record.decided_by, names);
    wire.followed_at = to_wire_or_none(record.followed_at);
    wire.followed_by = person_or_none(record.followed_by, names);
    wire.version = record.version;
    return wire;
}

Playbook to_wire(const store::PlaybookView& view) {
    const auto& record = view.record;
    Playbook wire;
    wire.id = to_string(record.id);
    wire.topics = record.topics;
    wire.title = record.title;
    wire.goal = record.goal;
    wire.tone = record.tone;
    wire.facts = record.facts;
    wire.authority = record.authority;
    wire.examples = record.examples;
    wire.version = record.version;
    wire.updated_at = to_wire(record.at);
    wire.updated_by = {to_string(record.by), view.by_name};
    wire.retired = record.retired;
    wire.confirmed = view.confirmed_version == record.version;
    wire.confirmed_version = view.confirmed_version;
    wire.readers_missing = view.readers_missing;
    return wire;
}

Guard to_wire(const GuardPolicy& policy, long long version) {
    Guard wire;
    wire.version = version;
    for (const auto& rule : policy.rules) {
        GuardRule one;
        if (rule.role) one.role = to_wire(*rule.role);
        if (rule.channel) one.channel_id = to_string(rule.channel);
        one.stop = same_name(rule.stop, GuardAction::block);
        one.ask = same_name(rule.ask, GuardAction::free);
        one.hint = same_name(rule.hint, GuardAction::free);
        one.all_wait = rule.all_wait;
        one.may_override = rule.may_override;
        wire.rules.push_back(std::move(one));
    }
    return wire;
}

Result<GuardPolicy> from_wire(const Guard& guard) {
    GuardPolicy policy;
    for (std::size_t i = 0; i < guard.rules.size(); ++i) {
        const auto& one = guard.rules[i];
        heed::GuardRule rule;
        if (one.role) rule.role = from_wire(*one.role);
        if (one.channel_id) {
            const auto id = parse_id(*one.channel_id);
            if (!id) {
                return fail(ErrorCode::invalid, "is no channel's id",
                            fmt::format("$.rules[{}].channel_id", i));
            }
            rule.channel.value = *id;
        }
        rule.stop = guard_action(name_of(one.stop));
        rule.ask = guard_action(name_of(one.ask));
        rule.hint = guard_action(name_of(one.hint));
        rule.all_wait = one.all_wait;
        rule.may_override = one.may_override;
        policy.rules.push_back(rule);
    }
    return policy;
}

Names names_of(store::Reader& reader) {
    Names names;
    for (const auto& user : reader.users())
        names[user.id] = user.name;
    return names;
}

Result<app::DraftToRead> draft_to_read(Services& services, UserId writer,
                                       const app::DraftToRead& draft) {
    auto made = draft;
    made.writer = writer;
    const auto done = services.database.read([&](store::Reader& reader) -> Status {
        for (const auto& room : reader.rooms(draft.conversation)) {
            if (room.id != draft.room) continue;
            const auto channel = reader.channel(room.channel);
            if (!channel) return {};
            const auto limits = services.channels.limits(channel->id, channel->network, room.kind);
            made.network_length = length_in(draft.text, limits.unit);
            made.network_length_max = static_cast<std::size_t>(std::max(0, limits.length_max));
        }
        return {};
    });
    if (!done) return fail(done.error());
    return made;
}

Result<app::DraftReading> read_draft(Services& services, const app::DraftToRead& draft) {
    if (services.coaching == nullptr) return app::DraftReading{};
    return services.coaching->read(draft);
}

Verdict verdict_on(store::Reader& reader, Role role, ChannelId channel,
                   const std::vector<heed::Advice>& advice, Words words) {
    store::AnswerReader answers(reader);
    const auto judged = judge(answers.guard().rule_for(from_wire(role), channel), advice);
    Verdict verdict;
    verdict.why = sentence(judged, name_of(words));
    verdict.may_override = judged.may_override;
    verdict.second_person = judged.second_person || judged.all_wait;
    for (const auto place : judged.decided)
        verdict.decided.push_back(static_cast<long long>(place));
    if (judged.state == GuardState::blocked) verdict.state = VerdictState::blocked;
    if (judged.state == GuardState::needs_approval) verdict.state = VerdictState::needs_approval;
    if (judged.state != GuardState::free) return verdict;
    if (const auto stop = answers.outgoing_stop()) {
        verdict.state = VerdictState::stopped;
        verdict.why = stop->reason;
    }
    return verdict;
}

}  // namespace heed::api
