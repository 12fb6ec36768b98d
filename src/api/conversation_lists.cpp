#include "api/conversation_lists.hpp"

#include "api/map_answers.hpp"
#include "api/page.hpp"

namespace heed::api {

namespace {

store::View to_store(View view) {
    switch (view) {
        case View::needs_reply:
            return store::View::needs_reply;
        case View::mine:
            return store::View::mine;
        case View::unassigned:
            return store::View::unassigned;
        case View::answered:
            return store::View::answered;
        case View::resolved:
            return store::View::resolved;
        case View::all:
            return store::View::all;
    }
    return store::View::all;
}

/// A list is counted so far; what a person scrolls through is shorter, and a search could otherwise
/// cost a walk through everything that was ever written.
constexpr int list_total_max = 10'000;

Result<store::ListQuery> list_query(const Call& call) {
    store::ListQuery query;
    const auto view = call.choice<View>("view", View::needs_reply);
    if (!view) return fail(view.error());
    const auto order = call.choice<Order>("order", Order::urgency);
    if (!order) return fail(order.error());
    const auto limit = call.integer("limit", page_limit_default, 1, page_limit_max);
    if (!limit) return fail(limit.error());
    auto after = cursor_of(call, "cursor");
    if (!after) return fail(after.error());
    if (const auto channel = call.request.parameter("channel")) {
        const auto id = parse_id(*channel);
        if (!id) return fail(ErrorCode::invalid, "is no channel's id", "channel");
        query.channel.value = *id;
    }
    query.view = to_store(*view);
    query.words = call.request.parameter("q").value_or("");
    if (!query.words.empty()) query.view = store::View::search;
    query.by_urgency = *order == Order::urgency && (query.view == store::View::needs_reply ||
                                                    query.view == store::View::unassigned);
    query.user = call.caller.user;
    query.after = *after;
    query.limit = static_cast<int>(*limit);
    return query;
}

store::Key key_of(const store::RowView& row, bool by_urgency) {
    const auto& state = row.record.state;
    return {to_millis(by_urgency ? row.record.urgency() : state.last_post_at), state.id.value};
}

constexpr std::chrono::hours promises_soon{24};

Time overdue_before(const Services& services) {
    return services.clock.now() - std::chrono::minutes{services.settings.promise_minutes};
}

void count_list(store::Reader& reader, const store::ListQuery& query, ConversationPage& page) {
    page.total = reader.count(query, list_total_max + 1);
    page.total_at_least = page.total > list_total_max;
    if (page.total_at_least) page.total = list_total_max;
}

Result<ConversationPage> list(Services& services, Call& call) {
    auto query = list_query(call);
    if (!query) return fail(query.error());
    return services.database.ask<ConversationPage>(
        [&](store::Reader& reader) -> Result<ConversationPage> {
            ConversationPage page;
            const auto rows = reader.list(*query);
            for (const auto& row : rows) {
                page.items.push_back(to_wire(row, services.settings.promise_minutes));
            }
            if (static_cast<int>(rows.size()) == query->limit) {
                page.next = to_cursor(key_of(rows.back(), query->by_urgency));
                link_next(call, *page.next);
            }
            count_list(reader, *query, page);
            return page;
        });
}

Result<ViewCounts> counts(Services& services, Call& call) {
    return services.database.ask<ViewCounts>([&](store::Reader& reader) -> Result<ViewCounts> {
        const auto counted = reader.counts(call.caller.user, overdue_before(services));
        ViewCounts wire;
        for (const auto view : json::enum_values<View>) {
            for (const auto& count : counted.views) {
                if (count.view == to_store(view)) {
                    wire.views.push_back({view, count.count, count.overdue});
                }
            }
        }
        wire.failed_replies = counted.failed_replies;
        const bool deaf = services.listening.stream().hearing == app::StreamHearing::deaf;
        wire.channels_in_trouble = counted.channels_in_trouble + (deaf ? 1 : 0);
        const auto answers = store::AnswerReader(reader).counts(
            call.caller.user, services.clock.now() + promises_soon);
        wire.held_replies = answers.held;
        wire.promises_due = answers.promises_due;
        wire.promises_broken = answers.promises_broken;
        wire.playbooks_to_read = answers.playbooks_to_read;
        return wire;
    });
}

}  // namespace

void add_conversation_list_routes(std::vector<Route>& routes, Services& services) {
    const auto add = [&](Route route) {
        routes.push_back(std::move(route).tagged("conversations"));
    };
    add(route<None, ViewCounts>(Method::get, "/api/v1/views", Access::viewer,
                                "How many conversations each view holds",
                                [&](Call& c) { return counts(services, c); }));
    add(route<None, ConversationPage>(Method::get, "/api/v1/conversations", Access::viewer,
                                      "List conversations",
                                      [&](Call& c) { return list(services, c); })
            .with(choice_parameter<View>("view", "Which ones"))
            .with(choice_parameter<Order>("order", "The longest wait or the newest post first"))
            .with({"q", "Words to search for; replaces the view"})
            .with({"channel", "Only this channel's"})
            .with({"cursor", "Where the page before ended"})
            .with({"limit", "1 to 200"}));
}

}  // namespace heed::api
