#include <algorithm>

#include "api/if_match.hpp"
#include "api/map_answers.hpp"
#include "api/routes.hpp"
#include "api/write_once.hpp"
#include "app/playbooks.hpp"

namespace heed::api {

namespace {

constexpr std::chrono::days gaps_within{90};
constexpr std::string_view other_topic = "other";

app::Env env_of(Services& services, const Call& call) {
    return {services.clock.now(), services.ids, call.caller.user};
}

Result<PlaybookList> list(Services& services, Call& call) {
    return services.database.ask<PlaybookList>([&](store::Reader& reader) -> Result<PlaybookList> {
        PlaybookList wire;
        for (const auto& view : store::AnswerReader(reader).playbooks(call.caller.user))
            wire.items.push_back(to_wire(view));
        return wire;
    });
}

Result<Playbook> show(Services& services, Call& call, app::PlaybookId id) {
    auto shown = services.database.ask<Playbook>([&](store::Reader& reader) -> Result<Playbook> {
        const auto view = store::AnswerReader(reader).playbook(id, call.caller.user);
        if (!view) return fail(ErrorCode::not_found, "There is no such playbook.");
        return to_wire(*view);
    });
    if (shown) tell_version(call, shown->version);
    return shown;
}

app::PlaybookRecord record_of(const PlaybookChange& input) {
    app::PlaybookRecord record;
    record.retired = input.retired;
    record.topics = input.topics;
    record.title = input.title;
    record.goal = input.goal;
    record.tone = input.tone;
    record.facts = input.facts;
    record.authority = input.authority;
    record.examples = input.examples;
    return record;
}

Result<Playbook> save(Services& services, Call& call, app::PlaybookRecord record) {
    const auto seen = if_match(call);
    if (!seen) return fail(seen.error());
    const auto saved =
        write_once<Made>(services, call, Once::if_asked, [&](app::Transaction& t) -> Result<Made> {
            const auto made = app::save_playbook(t, env_of(services, call), record, *seen);
            if (!made) return fail(made.error());
            return Made{to_string(made->id)};
        });
    if (!saved) return or_precondition<Playbook>(call, fail(saved.error()));
    return show(services, call, app::PlaybookId{parse_id(saved->id).value_or(0)});
}

Result<Playbook> change(Services& services, Call& call, const PlaybookChange& input) {
    const auto id = call.id<app::PlaybookId>("id");
    if (!id) return fail(id.error());
    auto record = record_of(input);
    record.id = *id;
    return save(services, call, std::move(record));
}

Result<PlaybookVersions> versions(Services& services, Call& call) {
    const auto id = call.id<app::PlaybookId>("id");
    if (!id) return fail(id.error());
    return services.database.ask<PlaybookVersions>(
        [&](store::Reader& reader) -> Result<PlaybookVersions> {
            PlaybookVersions wire;
            for (const auto& view : store::AnswerReader(reader).playbook_versions(*id)) {
                const auto& record = view.record;
                wire.items.push_back({record.version,
                                      to_wire(record.at),
                                      {to_string(record.by), view.by_name},
                                      record.title,
                                      record.goal,
                                      record.tone,
                                      record.facts,
                                      record.authority,
                                      record.examples});
            }
            if (wire.items.empty()) {
                return fail(ErrorCode::not_found, "There is no such playbook.");
            }
            return wire;
        });
}

Result<PlaybookReadings> readings(Services& services, Call& call) {
    const auto id = call.id<app::PlaybookId>("id");
    if (!id) return fail(id.error());
    return services.database.ask<PlaybookReadings>(
        [&](store::Reader& reader) -> Result<PlaybookReadings> {
            store::AnswerReader answers(reader);
            PlaybookReadings wire;
            for (const auto& one : answers.confirmations(*id)) {
                if (wire.items.empty() || wire.items.back().version != one.version)
                    wire.items.push_back({one.version, {}});
                wire.items.back().confirmed.push_back(
                    {{to_string(one.user), one.user_name}, to_wire(one.at)});
            }
            // Who writes a version has read it: without readers there is no such playbook.
            if (wire.items.empty()) {
                return fail(ErrorCode::not_found, "There is no such playbook.");
            }
            for (const auto& [user, name] : answers.missing_readers(*id))
                wire.missing.push_back({to_string(user), name});
            return wire;
        });
}

Result<Playbook> confirm(Services& services, Call& call, const PlaybookConfirmation& input) {
    const auto id = call.id<app::PlaybookId>("id");
    if (!id) return fail(id.error());
    const auto done =
        write_once<Made>(services, call, Once::if_asked, [&](app::Transaction& t) -> Result<Made> {
            auto read = app::confirm_playbook(t, env_of(services, call), *id, input.version);
            if (!read) return fail(read.error());
            return Made{to_string(*id)};
        });
    if (!done) return fail(done.error());
    return show(services, call, *id);
}

std::vector<TopicGap> topic_gaps(store::Reader& reader, store::AnswerReader& answers, Time since) {
    const auto playbooks = answers.playbooks({});
    const auto topics = reader.topics();
    std::vector<TopicGap> gaps;
    for (const auto& matter : answers.matters(since)) {
        const auto& topic = matter.first;
        const bool covered = std::any_of(playbooks.begin(), playbooks.end(), [&](const auto& view) {
            const auto& own = view.record.topics;
            return !view.record.retired && std::find(own.begin(), own.end(), topic) != own.end();
        });
        // "Something else" is no kind of matter that guidelines could be written for.
        if (covered || topic == other_topic) continue;
        const auto known = std::find_if(topics.begin(), topics.end(),
                                        [&](const auto& one) { return one.id == topic; });
        gaps.push_back({topic, known == topics.end() ? topic : known->label, matter.second});
    }
    return gaps;
}

std::vector<UnreadPlaybook> unread(store::AnswerReader& answers) {
    std::vector<UnreadPlaybook> list;
    for (const auto& view : answers.unread()) {
        const auto id = to_string(view.playbook);
        if (list.empty() || list.back().playbook_id != id) {
            list.push_back({id, view.title, view.version, {}});
        }
        list.back().people.push_back({to_string(view.user), view.user_name});
    }
    return list;
}

Result<PlaybookGaps> gaps(Services& services) {
    const auto since = services.clock.now() - gaps_within;
    return services.database.ask<PlaybookGaps>([&](store::Reader& reader) -> Result<PlaybookGaps> {
        store::AnswerReader answers(reader);
        return PlaybookGaps{topic_gaps(reader, answers, since), unread(answers)};
    });
}

}  // namespace

void add_playbook_routes(std::vector<Route>& routes, Services& services) {
    const auto add = [&](Route route) { routes.push_back(std::move(route).tagged("playbooks")); };
    const std::string all = "/api/v1/playbooks";
    add(route<None, PlaybookList>(Method::get, all, Access::viewer, "List the playbooks",
                                  [&](Call& c) { return list(services, c); }));
    add(route<PlaybookChange, Playbook>(
            Method::post, all, Access::lead, "Write a playbook",
            [&](Call& c, const PlaybookChange& in) { return save(services, c, record_of(in)); })
            .with(once_parameter(Once::if_asked)));
    add(route<None, PlaybookGaps>(Method::get, all + "/gaps", Access::viewer,
                                  "Matters without a playbook, and who has not read which",
                                  [&](Call&) { return gaps(services); }));
    add(route<PlaybookChange, Playbook>(
            Method::put, all + "/{id}", Access::lead,
            "Change a playbook: a new version, to be read again",
            [&](Call& c, const PlaybookChange& in) { return change(services, c, in); })
            .with({"If-Match", "The version as the caller saw it: 412 when it changed",
                   Parameter::In::header}));
    add(route<None, PlaybookVersions>(Method::get, all + "/{id}/versions", Access::viewer,
                                      "How a playbook came to be, newest first",
                                      [&](Call& c) { return versions(services, c); }));
    add(route<None, PlaybookReadings>(Method::get, all + "/{id}/confirmations", Access::lead,
                                      "Who confirmed which version, and who has not",
                                      [&](Call& c) { return readings(services, c); }));
    add(route<PlaybookConfirmation, Playbook>(
            Method::post, all + "/{id}/confirmation", Access::viewer,
            "Confirm having read a version",
            [&](Call& c, const PlaybookConfirmation& in) { return confirm(services, c, in); })
            .with(once_parameter(Once::if_asked)));
}

}  // namespace heed::api
