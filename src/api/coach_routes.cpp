#include <fmt/format.h>

#include <algorithm>

#include "api/map_answers.hpp"
#include "api/routes.hpp"
#include "app/answer_book.hpp"

namespace heed::api {

namespace {

constexpr int coaching_days_default = 30;
constexpr int coaching_days_max = 365;
constexpr std::size_t coach_lines_max = 1'000;

Result<app::DraftToRead> to_app(ConversationId conversation, const AskAdvice& input) {
    app::DraftToRead draft;
    draft.conversation = conversation;
    draft.text = input.text;
    draft.words = name_of(input.words);
    const auto room = parse_id(input.room_id);
    if (!room) return fail(ErrorCode::invalid, "is no room's id", "$.room_id");
    draft.room.value = *room;
    if (input.in_reply_to) draft.in_reply_to.value = parse_id(*input.in_reply_to).value_or(0);
    auto media = media_ids(input.media_ids);
    if (!media) return fail(media.error());
    draft.media = std::move(*media);
    return draft;
}

Result<DraftAdvice> advise(Services& services, Call& call, const AskAdvice& input) {
    const auto id = call.id<ConversationId>("id");
    if (!id) return fail(id.error());
    const auto asked = to_app(*id, input);
    if (!asked) return fail(asked.error());
    auto draft = draft_to_read(services, call.caller.user, *asked);
    if (!draft) return fail(draft.error());
    draft->while_typing = true;
    const auto reading = read_draft(services, *draft);
    if (!reading) return fail(reading.error());
    if (services.coaching != nullptr) services.coaching->remember(*draft, reading->advice);
    return services.database.ask<DraftAdvice>([&](store::Reader& reader) -> Result<DraftAdvice> {
        const auto conversation = reader.conversation(*id);
        if (!conversation) return fail(ErrorCode::not_found, "There is no such conversation.");
        DraftAdvice wire;
        wire.advice = to_wire(reading->advice, reading->twins, services.clock.now());
        name_promises(wire.advice, input.text);
        wire.verdict = verdict_on(reader, call.caller.role, conversation->channel, reading->advice,
                                  input.words);
        wire.known_language = reading->known_language;
        wire.language = reading->language;
        return wire;
    });
}

// --- what a company tells the coach of itself --------------------------------------------------

std::vector<std::string> lines_of(const std::optional<std::string>& text) {
    std::vector<std::string> lines;
    std::string_view rest = text ? std::string_view(*text) : std::string_view{};
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (!line.empty()) lines.emplace_back(line);
    }
    return lines;
}

Result<std::string> one_text(const Texts& lines, const char* field) {
    if (lines.size() > coach_lines_max) {
        return fail(ErrorCode::too_large, "holds more than 1000 lines", field);
    }
    std::string text;
    for (const auto& line : lines) {
        if (line.find('\n') != std::string::npos || line.size() > 500) {
            return fail(ErrorCode::invalid, "holds a line break or more than 500 bytes", field);
        }
        text += line + "\n";
    }
    return text;
}

CoachSettings settings_of(store::Reader& reader) {
    return {lines_of(reader.setting(std::string(app::coach_contacts_setting))),
            lines_of(reader.setting(std::string(app::coach_countries_setting))),
            reader.setting(std::string(app::coach_rules_setting)).value_or("")};
}

Result<CoachSettings> show_settings(Services& services) {
    return services.database.ask<CoachSettings>(
        [](store::Reader& reader) -> Result<CoachSettings> { return settings_of(reader); });
}

Result<CoachSettings> change_settings(Services& services, Call& call, const CoachSettings& input) {
    const auto contacts = one_text(input.own_contacts, "$.own_contacts");
    if (!contacts) return fail(contacts.error());
    const auto countries = one_text(input.countries, "$.countries");
    if (!countries) return fail(countries.error());
    if (!input.rules.empty()) {
        const auto rules = CoachRules::built_in().extended_by(input.rules);
        if (!rules) return fail(ErrorCode::invalid, rules.error().message, "$.rules");
    }
    const auto saved = services.database.write([&](app::Transaction& t) -> Status {
        t.save_setting(std::string(app::coach_contacts_setting), *contacts);
        t.save_setting(std::string(app::coach_countries_setting), *countries);
        t.save_setting(std::string(app::coach_rules_setting), input.rules);
        heed::Event event;
        event.at = services.clock.now();
        event.kind = EventKind::guard_changed;
        event.actor = call.caller.user;
        event.detail = "coach";
        t.append({event});
        return {};
    });
    if (!saved) return fail(saved.error());
    return show_settings(services);
}

// --- what the coach said, over time ------------------------------------------------------------

template <class To, class From>
To same_name(From value, To otherwise) {
    return enum_from_name<To>(heed::name_of(value)).value_or(otherwise);
}

OverriddenRemark to_wire(const store::RemarkView& view) {
    const auto& record = view.record;
    OverriddenRemark wire;
    wire.id = to_string(record.id);
    wire.at = api::to_wire(record.at);
    wire.conversation_id = to_string(record.conversation);
    wire.person = {to_string(record.user), view.user_name};
    wire.customer = view.customer;
    wire.kind = same_name(record.kind, AdviceKind::tone);
    wire.rule = record.rule;
    wire.grade = same_name(record.grade, Grade::stop);
    wire.reason = record.reason;
    wire.right = record.right;
    return wire;
}

Result<Coaching> coaching(Services& services, Call& call) {
    const auto days = call.integer("days", coaching_days_default, 1, coaching_days_max);
    if (!days) return fail(days.error());
    const auto since = services.clock.now() - std::chrono::days{*days};
    return services.database.ask<Coaching>([&](store::Reader& reader) -> Result<Coaching> {
        store::AnswerReader answers(reader);
        Coaching wire;
        wire.days = static_cast<int>(*days);
        wire.drafts = answers.count_drafts(since);
        for (const auto& count : answers.remark_counts(since)) {
            wire.rules.push_back({same_name(count.kind, AdviceKind::tone), count.rule,
                                  same_name(count.grade, Grade::hint), count.said, count.mended,
                                  count.overridden, count.right, count.wrong});
        }
        for (const auto& view : answers.overridden(since))
            wire.overrides.push_back(to_wire(view));
        return wire;
    });
}

Result<OverriddenRemark> mark(Services& services, Call& call, const OverrideOpinion& input) {
    const auto id = call.id<app::RemarkId>("id");
    if (!id) return fail(id.error());
    const auto marked = services.database.write([&](app::Transaction& t) -> Status {
        const auto remark = t.answers().remark(*id);
        if (!remark || remark->outcome != app::RemarkOutcome::overridden) {
            return fail(ErrorCode::not_found, "There is no such remark.");
        }
        t.answers().mark_remark(*id, input.right);
        heed::Event event;
        event.at = services.clock.now();
        event.kind = EventKind::remark_marked;
        event.actor = call.caller.user;
        event.detail = fmt::format("{}: {}", remark->rule,
                                   !input.right   ? "taken back"
                                   : *input.right ? "right"
                                                  : "wrong");
        t.append({event});
        return {};
    });
    if (!marked) return fail(marked.error());
    return services.database.ask<OverriddenRemark>(
        [&](store::Reader& reader) -> Result<OverriddenRemark> {
            const auto view = store::AnswerReader(reader).remark(*id);
            if (!view) return fail(ErrorCode::not_found, "There is no such remark.");
            return to_wire(*view);
        });
}

}  // namespace

void add_coach_routes(std::vector<Route>& routes, Services& services) {
    const auto add = [&](Route route) { routes.push_back(std::move(route).tagged("coach")); };
    add(route<AskAdvice, DraftAdvice>(
        Method::post, "/api/v1/conversations/{id}/advice", Access::trainee,
        "Have a draft read before the world does; changes nothing",
        [&](Call& c, const AskAdvice& in) { return advise(services, c, in); }));
    add(route<None, CoachSettings>(Method::get, "/api/v1/coach", Access::viewer,
                                   "What the company tells the coach of itself",
                                   [&](Call&) { return show_settings(services); }));
    add(route<CoachSettings, CoachSettings>(
        Method::put, "/api/v1/coach", Access::lead, "Tell the coach of the company",
        [&](Call& c, const CoachSettings& in) { return change_settings(services, c, in); }));
    add(route<None, Coaching>(Method::get, "/api/v1/coaching", Access::viewer,
                              "What the coach says most, and what became of it",
                              [&](Call& c) { return coaching(services, c); })
            .with({"days", "How far to look back; 30 when absent"}));
    add(route<OverrideOpinion, OverriddenRemark>(
        Method::put, "/api/v1/coaching/overrides/{id}", Access::agent,
        "Say whether the coach had been right",
        [&](Call& c, const OverrideOpinion& in) { return mark(services, c, in); }));
}

}  // namespace heed::api
