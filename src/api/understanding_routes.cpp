#include <algorithm>
#include <chrono>

#include "api/map.hpp"
#include "api/routes.hpp"
#include "app/judgements.hpp"

namespace heed::api {

namespace {

/// How many of those who wait a preview of other weights looks at.
constexpr int preview_rows_max = 200;
constexpr long long quality_days_default = 30;
constexpr long long quality_days_max = 3650;

app::Env env_of(Services& services, const Call& call) {
    return {services.clock.now(), services.ids, call.caller.user};
}

/// What is like this post is judged so from now on.
void learn(Services& services, PostId id, const JudgementCorrection& input) {
    const auto post = services.database.ask<app::PostRecord>(
        [&](store::Reader& reader) -> Result<app::PostRecord> {
            auto found = reader.post(id);
            if (!found) return fail(ErrorCode::not_found, "There is no such post.");
            return *std::move(found);
        });
    if (post) services.judging.learn(id, post->text, from_wire(input));
}

Result<Judgement> correct(Services& services, Call& call, const JudgementCorrection& input) {
    const auto id = call.id<PostId>("id");
    if (!id) return fail(id.error());
    const auto record = write<app::JudgementRecord>(services, [&](app::Transaction& t) {
        return app::correct_judgement(t, env_of(services, call), *id, from_wire(input));
    });
    if (!record) return fail(record.error());
    learn(services, *id, input);
    return to_wire(record->judgement);
}

Result<CustomerMarks> mark(Services& services, Call& call, const CustomerMarks& input) {
    const auto id = call.id<CustomerId>("id");
    if (!id) return fail(id.error());
    const auto done = services.database.write([&](app::Transaction& t) {
        return app::mark_customer(t, env_of(services, call), *id, from_wire(input));
    });
    if (!done) return fail(done.error());
    return input;
}

Result<PriorityWeights> show_weights(Services& services) {
    return services.database.ask<PriorityWeights>(
        [](store::Reader& reader) -> Result<PriorityWeights> { return to_wire(reader.weights()); });
}

Result<PriorityWeights> change_weights(Services& services, Call& call,
                                       const PriorityWeights& input) {
    const auto done = services.database.write([&](app::Transaction& t) {
        return app::set_weights(t, env_of(services, call), from_wire(input));
    });
    if (!done) return fail(done.error());
    return input;
}

/// Those who wait, in the order that other weights would give.
Result<PriorityPreview> preview(Services& services, const PriorityWeights& input) {
    const auto weights = from_wire(input);
    if (auto right = check(weights); !right) return fail(right.error());
    return services.database.ask<PriorityPreview>(
        [&](store::Reader& reader) -> Result<PriorityPreview> {
            store::ListQuery query;
            query.view = store::View::needs_reply;
            query.by_urgency = true;
            query.limit = preview_rows_max;
            auto rows = reader.list(query);
            PriorityPreview wire;
            wire.whole = static_cast<int>(rows.size()) < preview_rows_max;
            std::vector<Time> moments;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const auto start = prioritise(rows[i].record.facts, weights).head_start;
                wire.items.push_back({to_wire(rows[i], services.settings.promise_minutes),
                                      static_cast<int>(i) + 1, 0, start});
                rows[i].record.head_start = start;
                moments.push_back(rows[i].record.urgency());
            }
            std::stable_sort(wire.items.begin(), wire.items.end(),
                             [&](const auto& a, const auto& b) {
                                 return moments[static_cast<std::size_t>(a.before) - 1] <
                                        moments[static_cast<std::size_t>(b.before) - 1];
                             });
            for (std::size_t i = 0; i < wire.items.size(); ++i)
                wire.items[i].after = static_cast<int>(i) + 1;
            return wire;
        });
}

Result<TopicList> list_topics(Services& services) {
    return services.database.ask<TopicList>([](store::Reader& reader) -> Result<TopicList> {
        TopicList list;
        for (const auto& topic : reader.topics())
            list.items.push_back({topic.id, topic.label, topic.words, topic.retired_at != Time{}});
        return list;
    });
}

void use_topics(Services& services) {
    const auto topics = services.database.ask<std::vector<app::TopicRecord>>(
        [](store::Reader& reader) -> Result<std::vector<app::TopicRecord>> {
            return reader.topics();
        });
    if (topics) services.judging.use_topics(app::words_of(*topics));
}

Result<Topic> save_topic(Services& services, Call& call, const TopicChange& input) {
    const auto id = call.argument("id");
    const auto env = env_of(services, call);
    const auto done = services.database.write([&](app::Transaction& t) {
        return app::save_topic(
            t, env,
            {std::string(id), input.label, input.words, 0, input.retired ? env.now : Time{}});
    });
    if (!done) return fail(done.error());
    use_topics(services);
    return Topic{std::string(id), input.label, input.words, input.retired};
}

std::vector<QualityRow> to_wire(const std::vector<store::QualityFigures::Row>& rows) {
    std::vector<QualityRow> wire;
    for (const auto& row : rows)
        wire.push_back({row.name, row.judged, row.corrected, row.unsure});
    return wire;
}

Result<Quality> quality(Services& services, Call& call) {
    const auto days = call.integer("days", quality_days_default, 1, quality_days_max);
    if (!days) return fail(days.error());
    const auto since = services.clock.now() - std::chrono::days{*days};
    return services.database.ask<Quality>([&](store::Reader& reader) -> Result<Quality> {
        const auto figures = reader.quality(since);
        Quality wire;
        wire.since = api::to_wire(since);
        wire.all = {"all", figures.all.judged, figures.all.corrected, figures.all.unsure};
        wire.languages = to_wire(figures.languages);
        wire.intents = to_wire(figures.intents);
        wire.topics = to_wire(figures.topics);
        wire.layers = to_wire(figures.layers);
        for (const auto& example : figures.latest) {
            wire.latest.push_back({to_string(example.post), example.text, example.was, example.is,
                                   api::to_wire(example.at)});
        }
        return wire;
    });
}

void add_priority_routes(const std::function<void(Route)>& add, Services& services) {
    add(route<None, PriorityWeights>(Method::get, "/api/v1/priority", Access::viewer,
                                     "How much each factor counts",
                                     [&](Call&) { return show_weights(services); }));
    add(route<PriorityWeights, PriorityWeights>(
        Method::put, "/api/v1/priority", Access::lead, "Change how much each factor counts",
        [&](Call& c, const PriorityWeights& in) { return change_weights(services, c, in); }));
    add(route<PriorityWeights, PriorityPreview>(
        Method::post, "/api/v1/priority/preview", Access::lead,
        "Who would be answered first under other weights; changes nothing",
        [&](Call&, const PriorityWeights& in) { return preview(services, in); }));
    add(route<CustomerMarks, CustomerMarks>(
        Method::put, "/api/v1/customers/{id}/marks", Access::agent,
        "Say what the team knows of a customer",
        [&](Call& c, const CustomerMarks& in) { return mark(services, c, in); }));
}

}  // namespace

void add_understanding_routes(std::vector<Route>& routes, Services& services) {
    const auto add = [&](Route route) {
        routes.push_back(std::move(route).tagged("understanding"));
    };
    add(route<JudgementCorrection, Judgement>(
        Method::put, "/api/v1/posts/{id}/judgement", Access::agent, "Say what a post really is",
        [&](Call& c, const JudgementCorrection& in) { return correct(services, c, in); }));
    add(route<None, TopicList>(Method::get, "/api/v1/topics", Access::viewer, "List the topics",
                               [&](Call&) { return list_topics(services); }));
    add(route<TopicChange, Topic>(
        Method::put, "/api/v1/topics/{id}", Access::lead, "Add, change or retire a topic",
        [&](Call& c, const TopicChange& in) { return save_topic(services, c, in); }));
    add(route<None, Quality>(Method::get, "/api/v1/quality", Access::viewer,
                             "How often staff said otherwise",
                             [&](Call& c) { return quality(services, c); })
            .with({"days", "How far to look back; 30 when absent"}));
    add(route<None, Understanding>(
        Method::get, "/api/v1/understanding", Access::viewer, "What judges posts at this desk",
        [&](Call&) -> Result<Understanding> {
            auto state = services.judging.state();
            return Understanding{state.fast, state.encoder, std::move(state.words), state.learned};
        }));
    add_priority_routes(add, services);
}

}  // namespace heed::api
