#include "cli/demo_team.hpp"

#include <algorithm>

#include "api/json.hpp"
#include "app/conversations.hpp"
#include "store/answer_reader.hpp"

namespace heed::cli {

namespace street = channels::street;

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr Millis tick_max = seconds{1};
/// Who looks at the demo may look at what waits first.
constexpr Millis looked_over_after = minutes{3};

struct PresenceMessage {
    std::string conversation_id;
    std::vector<api::Presence> others;
};
BOOST_DESCRIBE_STRUCT(PresenceMessage, (), (conversation_id, others))

}  // namespace

DemoTeam::DemoTeam(DemoOffice office) : office_(std::move(office)), words_(office_.seed + 1) {}

DemoTeam::~DemoTeam() {
    stop();
}

void DemoTeam::start() {
    thread_ = std::jthread([this](std::stop_token stop) { work(std::move(stop)); });
}

void DemoTeam::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void DemoTeam::work(std::stop_token stop) {
    while (!stop.stop_requested()) {
        const Time next = step();
        const auto wait = std::clamp<Millis>(next - office_.clock.now(), Millis{20}, tick_max);
        std::unique_lock lock(mutex_);
        stopping_.wait_for(lock, stop, wait, [] { return false; });
    }
}

Time DemoTeam::step() {
    const Time now = office_.clock.now();
    if (!cast_ && !meet()) return now + minutes{1};
    Time next = now + minutes{1};
    for (auto& colleague : colleagues_) {
        if (colleague.due <= now) go_on(colleague, now);
        next = std::min(next, colleague.due);
    }
    return next;
}

/// Who we are, once. Nobody begins in the first moment, nor all at once.
bool DemoTeam::meet() {
    const auto found = office_.database.write([&](app::Transaction& t) -> Status {
        cast_ = Cast::find(t);
        return {};
    });
    if (!found || !cast_) return false;
    for (std::size_t i = 0; i < colleagues_.size(); ++i) {
        auto& colleague = colleagues_[i];
        colleague.member = i + 1;
        colleague.id = cast_->ids[i + 1];
        colleague.random = street::Random::derive(office_.seed, "colleague", i);
        const auto first = 4.0 + 7.0 * static_cast<double>(i);
        colleague.due = office_.clock.now() + paced(colleague, first, first + 4);
    }
    return true;
}

void DemoTeam::go_on(Colleague& colleague, Time now) {
    if (!colleague.task) return look_for_work(colleague, now);
    if (colleague.task->writing) return send(colleague, now);
    read(colleague, now);
}

void DemoTeam::look_for_work(Colleague& colleague, Time now) {
    if (look_over(colleague, now)) return rest(colleague, now);
    colleague.task = choose(colleague, now);
    if (!colleague.task) colleague.task = choose_quiet(colleague, now);
    if (!colleague.task) {
        colleague.due = now + paced(colleague, 8, 20);
        return;
    }
    be_seen(colleague, false, now);
    colleague.due = now + paced(colleague, 3, 9);
}

/// Read it. What needs no answer is closed, the rest is taken and answered.
void DemoTeam::read(Colleague& colleague, Time now) {
    const bool closes = colleague.task->of.needs_nothing && !colleague.task->confirms;
    if (closes) return put_away(colleague, now);
    begin_writing(colleague, now);
}

void DemoTeam::put_away(Colleague& colleague, Time now) {
    const auto& task = *colleague.task;
    const auto id = task.of.record.state.id;
    const auto done = office_.database.write([&](app::Transaction& t) -> Status {
        const auto record = t.conversation(id);
        if (!record || record->state.version != task.of.record.state.version) return {};
        auto closed = app::resolve_conversation(t, env(colleague, now), id, task.of.needs_nothing);
        if (!closed) return fail(closed.error());
        return {};
    });
    static_cast<void>(done);  // changed meanwhile: whoever looks next sees it
    colleague.task.reset();
    colleague.due = now + paced(colleague, 3, 9);
}

void DemoTeam::begin_writing(Colleague& colleague, Time now) {
    auto& task = *colleague.task;
    const auto id = task.of.record.state.id;
    if (is_left_alone(task.of, now) || anybody_drafts(id)) return rest(colleague, now);
    const auto name = cast_members[colleague.member].name;
    task.text = task.confirms ? words_.confirm(task.of.truth, name)
                              : words_.answer(task.of.truth, task.of.room, name);
    const bool notes = !task.confirms && colleague.random.chance(0.08);
    const auto note = notes ? words_.note(task.of.truth) : std::string{};
    const auto claimed = office_.database.write([&](app::Transaction& t) -> Status {
        auto mine = app::set_owner(t, env(colleague, now), id, colleague.id, false);
        if (!mine) return fail(mine.error());
        if (!note.empty()) (void)app::add_note(t, env(colleague, now), id, note);
        const auto record = t.conversation(id);
        // What came while it was read is read before it is answered.
        if (record->last_post != task.of.record.last_post)
            return fail(ErrorCode::conflict, "more was written");
        task.seen_version = record->state.version;
        return {};
    });
    if (!claimed || task.text.empty()) return rest(colleague, now);
    task.writing = true;
    be_seen(colleague, true, now);
    const auto letters = static_cast<double>(task.text.size());
    const double typing = std::clamp(letters / 8, 14.0, 45.0);
    colleague.due = now + paced(colleague, typing * 0.8, typing * 1.2);
}

void DemoTeam::send(Colleague& colleague, Time now) {
    const auto& task = *colleague.task;
    const app::NewReply reply{
        task.of.record.state.id, task.of.post.room, task.of.post.id, task.text, {}, false,
        task.seen_version};
    const auto sent = hand_in(colleague, reply, now);
    if (sent) office_.wake_outbox();
    be_seen(colleague, false, now);
    rest(colleague, now);
}

/// As everybody's: read by the coach, and where the guard says no, shown to somebody else first.
Status DemoTeam::hand_in(const Colleague& colleague, app::NewReply reply, Time now) {
    auto advice = advice_on(reply, colleague.id);
    if (!advice) return fail(advice.error());
    app::ReadReply read;
    read.reply = std::move(reply);
    read.advice = std::move(*advice);
    return office_.database.write([&](app::Transaction& t) -> Status {
        const auto record = t.conversation(read.reply.conversation);
        if (!record || record->state.owner != colleague.id)
            return fail(ErrorCode::conflict, "somebody took it over");
        const auto room = t.room(read.reply.room);
        const auto verdict =
            app::verdict_on(t, colleague.id, room ? room->channel : ChannelId{}, read.advice);
        read.ask_approval = verdict.state != GuardState::free;
        auto sent = app::send_reply(t, env(colleague, now), read, office_.undo_window);
        if (!sent) return fail(sent.error());
        return {};
    });
}

Result<std::vector<Advice>> DemoTeam::advice_on(const app::NewReply& reply, UserId writer,
                                                ReplyId itself) {
    app::DraftToRead draft;
    draft.conversation = reply.conversation;
    draft.room = reply.room;
    draft.writer = writer;
    draft.in_reply_to = reply.in_reply_to;
    draft.text = reply.text;
    draft.itself = itself;
    auto reading = office_.coaching.read(draft);
    if (!reading) return fail(reading.error());
    return std::move(reading->advice);
}

/// A colleague's reply that has waited long enough for a second person gets one. What anybody else
/// wrote is not theirs to decide.
bool DemoTeam::look_over(const Colleague& colleague, Time now) {
    const Millis patience{
        static_cast<Millis::rep>(static_cast<double>(looked_over_after.count()) / office_.speed)};
    const auto held = office_.database.ask<std::vector<store::ReplyView>>(
        [](store::Reader& reader) -> Result<std::vector<store::ReplyView>> {
            return store::AnswerReader(reader).held({}, held_max);
        });
    if (!held) return false;
    const auto due = std::find_if(held->begin(), held->end(), [&](const store::ReplyView& view) {
        return cast_->is_colleague(view.reply.user) && view.reply.user != colleague.id &&
               now - view.reply.created_at > patience;
    });
    if (due == held->end()) return false;
    const auto& reply = due->reply;
    const auto advice =
        advice_on({reply.conversation, reply.room, reply.in_reply_to, reply.text, {}, false, {}},
                  reply.user, reply.id);
    if (!advice) return false;
    const auto done = office_.database.write([&](app::Transaction& t) -> Status {
        const auto decided =
            app::decide(t, env(colleague, now), reply.id, app::Decision::approve,
                        "We went through it together.", *advice, office_.undo_window);
        if (!decided) return fail(decided.error());
        return {};
    });
    if (done) office_.wake_outbox();
    return done.has_value();
}

/// The next one, sooner the more people wait.
void DemoTeam::rest(Colleague& colleague, Time now) {
    colleague.task.reset();
    double usual = 28;
    if (waiting_now_ >= waiting_many) usual = 9;
    if (waiting_now_ <= waiting_few) usual = 45;
    colleague.due = now + paced(colleague, usual * 0.5, usual * 1.5);
}

void DemoTeam::be_seen(const Colleague& colleague, bool replying, Time now) {
    const auto id = colleague.task->of.record.state.id;
    const api::Person me{to_string(colleague.id), std::string(cast_members[colleague.member].name)};
    if (!office_.presence.note(id, me, replying, now)) return;
    const PresenceMessage message{to_string(id), office_.presence.everybody(id, now)};
    office_.live.announce("presence", api::to_json(message));
}

Millis DemoTeam::paced(Colleague& colleague, double least_seconds, double most_seconds) {
    const double drawn = colleague.random.between(least_seconds, most_seconds);
    return Millis{static_cast<Millis::rep>(std::max(20.0, drawn * 1000 / office_.speed))};
}

app::Env DemoTeam::env(const Colleague& colleague, Time now) {
    return {now, office_.ids, colleague.id};
}

}  // namespace heed::cli
