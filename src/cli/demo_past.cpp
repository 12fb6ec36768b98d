#include "cli/demo_past.hpp"

#include <algorithm>
#include <functional>
#include <queue>

#include "app/conversations.hpp"
#include "app/deliveries.hpp"
#include "app/first_look.hpp"
#include "app/receive_posts.hpp"
#include "app/replies.hpp"
#include "channels/web_form/web_form.hpp"
#include "cli/demo_cast.hpp"
#include "cli/demo_form.hpp"
#include "cli/demo_words.hpp"

namespace heed::cli {

namespace street = channels::street;

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr Millis undo_window = seconds{10};
constexpr int owned_by_nora_min = 3;
constexpr int owned_by_nora_max = 5;
constexpr int claimed_by_colleagues = 4;
// However busy the street was, a newcomer should be able to take the first view in.
constexpr int waiting_max = 27;
constexpr int overdue_max = 7;
constexpr Millis overdue_after = minutes{60};
constexpr Millis waited_max = std::chrono::hours{6};

/// The name that a reply is signed with: "... – Aylin".
std::string_view signature(std::string_view text) {
    constexpr std::string_view dash = "– ";
    const auto at = text.rfind(dash);
    return at == std::string_view::npos ? std::string_view{} : text.substr(at + dash.size());
}

class Past {
public:
    Past(app::Transaction& transaction, IdSource& ids, street::World& world, Time now,
         std::uint64_t seed, const app::Listening& listening, const app::Judging& judging)
        : t_(transaction),
          ids_(ids),
          world_(world),
          listening_(listening),
          judging_(judging),
          now_(now),
          random_(street::Random::derive(seed, "team past")),
          words_(seed) {}

    Status live() {
        const auto cast = Cast::find(t_);
        if (!cast) return {};
        cast_ = *cast;
        if (auto found = find_channels(); !found) return found;
        if (!street_.cursor.empty()) return {};
        if (auto heard = hear(); !heard) return heard;
        plan_form();
        while (!plans_.empty() && plans_.top().at <= now_) {
            const auto plan = plans_.top();
            plans_.pop();
            plan.happen(plan.at);
        }
        share_out();
        return {};
    }

private:
    struct Plan {
        Time at;
        std::size_t number = 0;
        std::function<void(Time)> happen;
        bool operator<(const Plan& other) const {
            return at != other.at ? at > other.at : number > other.number;
        }
    };

    void plan(Time at, std::function<void(Time)> happen) {
        plans_.push({at, planned_++, std::move(happen)});
    }

    Millis within(double least_minutes, double most_minutes) {
        return Millis{static_cast<Millis::rep>(random_.between(least_minutes, most_minutes) * 6e4)};
    }

    [[nodiscard]] app::Env env(Time at, UserId actor = {}) {
        return {std::min(at, now_), ids_, actor};
    }

    Status find_channels() {
        for (const auto& channel : t_.channels()) {
            if (channel.network == "street") street_ = channel;
            if (channel.network == channels::web_form_network) form_ = channel;
        }
        if (street_.id && form_.id) return {};
        return fail(ErrorCode::internal, "the demo's channels are missing");
    }

    /// Everything that the street shows so far, each at its own time.
    Status hear() {
        std::string cursor;
        Time latest = world_.start();
        for (bool more = true; more;) {
            auto received = world_.receive(cursor, Millis{0}, {});
            if (!received) return fail(received.error());
            look(received->items);
            for (auto& item : received->items) {
                latest = std::min(time_of(item, latest), now_);
                plan(latest, [this, item](Time at) { take(item, at); });
            }
            cursor = received->cursor;
            more = received->more;
        }
        t_.move_cursor(street_.id, cursor, now_);
        return {};
    }

    void look(std::vector<app::Incoming>& items) const {
        std::vector<app::Incoming*> all;
        for (auto& item : items)
            all.push_back(&item);
        app::first_look(all, &listening_, judging_);
    }

    static Time time_of(const app::Incoming& item, Time otherwise) {
        if (const auto* post = std::get_if<app::IncomingPost>(&item)) return post->written_at;
        if (const auto* edit = std::get_if<app::IncomingEdit>(&item)) return edit->edited_at;
        if (const auto* gone = std::get_if<app::IncomingDeletion>(&item)) return gone->deleted_at;
        return otherwise;
    }

    void take(const app::Incoming& item, Time at) {
        const auto* post = std::get_if<app::IncomingPost>(&item);
        if (post != nullptr && post->own && say(*post, at)) return;
        (void)app::receive_posts(t_, env(at + seconds{2}), street_, {item});
        if (post == nullptr || post->own) return;
        const auto stored = t_.post(street_.id, post->remote_id);
        if (!stored || !stored->conversation) return;
        touched_.push_back(stored->conversation);
        plan_reading(*post, at);
    }

    /// Somebody reads it; what needs no answer is put away.
    void plan_reading(const app::IncomingPost& post, Time at) {
        const auto truth = world_.truth_of(post.remote_id);
        if (!truth) return;
        auto reason = needs_no_answer(*truth);
        Millis after = within(1, 14);
        if (truth->entry.intent == street::Intent::praise && !reason) {
            reason = ResolveReason::no_answer_needed;
            after = within(30, 80);
        }
        if (!reason) return;
        const auto speaker = cast_.speaker_of(language_of(*truth));
        plan(at + after, [this, id = post.remote_id, reason, speaker](Time when) {
            put_away(id, *reason, speaker, when);
        });
    }

    void put_away(const std::string& remote_id, ResolveReason reason, UserId who, Time at) {
        const auto post = t_.post(street_.id, remote_id);
        if (!post) return;
        const auto conversation = t_.conversation(post->conversation);
        if (!conversation || conversation->last_post != post->id) return;
        if (conversation->state.owner) who = conversation->state.owner;
        (void)app::resolve_conversation(t_, env(at, who), conversation->state.id, reason);
    }

    /// A reply of ours as this desk said it: queued by its writer, delivered, read back. False when
    /// there is nothing here that it answers.
    bool say(const app::IncomingPost& post, Time at) {
        const auto parent = t_.post(street_.id, post.in_reply_to);
        if (!parent || !parent->conversation) return false;
        const auto truth = world_.truth_of(post.remote_id);
        if (!truth) return false;
        UserId writer = cast_.named(signature(post.text));
        const auto conversation = t_.conversation(parent->conversation);
        if (!writer) writer = conversation->state.owner;
        if (!writer) writer = cast_.speaker_of(language_of(*truth));
        maybe_note(*truth, parent->conversation, writer, at);
        const app::NewReply reply{
            parent->conversation, parent->room, parent->id, post.text, {}, false, std::nullopt};
        const app::Delivery delivery{post.remote_id, post.url, false};
        return send(reply, writer, truth->entry.delivery_key, delivery, at);
    }

    bool send(const app::NewReply& reply, UserId writer, const std::string& key,
              const app::Delivery& delivery, Time at) {
        const auto queued = app::queue_reply(t_, env(at - undo_window, writer), reply, undo_window);
        if (!queued) return false;
        (void)app::begin_delivery(t_, env(at), queued->id, key);
        (void)app::record_delivery(t_, env(at), queued->id, delivery);
        (void)app::record_presence(t_, env(at + seconds{1}), queued->id, true);
        plan(at + within(110, 320),
             [this, id = reply.conversation](Time when) { close(id, when); });
        return true;
    }

    void maybe_note(const street::Truth& truth, ConversationId id, UserId writer, Time at) {
        if (!random_.chance(0.12)) return;
        const auto text = words_.note(truth);
        if (text.empty()) return;
        (void)app::add_note(t_, env(at - seconds{90}, writer), id, text);
    }

    /// Who has not written again for hours has their answer.
    void close(ConversationId id, Time at) {
        const auto conversation = t_.conversation(id);
        if (!conversation || conversation->state.waiting_since) return;
        if (at - conversation->state.last_post_at < minutes{100}) return;
        (void)app::resolve_conversation(t_, env(at, conversation->state.owner), id, std::nullopt);
    }

    void plan_form() {
        for (const auto& said : form_posts()) {
            plan(now_ - said.ago, [this, &said](Time at) { take_form(said, at); });
        }
    }

    void take_form(const FormPost& said, Time at) {
        if (said.writer.empty()) {
            (void)app::receive_posts(t_, env(at), form_, {as_incoming(said, at)});
            if (const auto post = t_.post(form_.id, said.remote_id)) {
                touched_.push_back(post->conversation);
            }
            return;
        }
        const auto asked = t_.post(form_.id, said.in_reply_to);
        if (!asked) return;
        const app::NewReply reply{asked->conversation, asked->room, asked->id, said.text, {}, false,
                                  std::nullopt};
        send(reply, cast_.named(said.writer), said.remote_id,
             {"reply:" + said.remote_id, "", false}, at);
    }

    /// What is left when the demo begins: some of it is somebody's already.
    void share_out() {
        std::sort(touched_.begin(), touched_.end());
        touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
        settle_by_phone();
        std::vector<app::ConversationRecord> unowned;
        int noras = 0;
        for (const auto id : touched_) {
            const auto conversation = t_.conversation(id);
            if (!conversation || !needs_reply(conversation->state)) continue;
            if (!conversation->state.owner) unowned.push_back(*conversation);
            if (conversation->state.owner != cast_.owner()) continue;
            if (++noras > owned_by_nora_max) hand_over(*conversation);
        }
        std::erase_if(unowned, [&](const auto& c) {
            return c.channel != street_.id || now_ - c.state.last_post_at < minutes{8};
        });
        random_.shuffle(unowned);
        give_to_nora(unowned, owned_by_nora_min - noras);
        for (int i = 0; i < claimed_by_colleagues && !unowned.empty(); ++i) {
            claim_one(unowned.back(), i);
            unowned.pop_back();
        }
    }

    /// The longest waits beyond what the first view shall hold were settled on the telephone.
    void settle_by_phone() {
        std::vector<app::ConversationRecord> waiting;
        for (const auto id : touched_) {
            const auto conversation = t_.conversation(id);
            if (conversation && needs_reply(conversation->state)) waiting.push_back(*conversation);
        }
        std::sort(waiting.begin(), waiting.end(), [](const auto& a, const auto& b) {
            return a.state.waiting_since < b.state.waiting_since;
        });
        auto overdue = std::count_if(waiting.begin(), waiting.end(), [&](const auto& c) {
            return now_ - *c.state.waiting_since > overdue_after;
        });
        auto left = static_cast<int>(waiting.size());
        for (const auto& conversation : waiting) {
            const auto waited = now_ - *conversation.state.waiting_since;
            const bool too_late = waited > overdue_after && overdue > overdue_max;
            const bool too_many = waited <= overdue_after && left > waiting_max;
            if (!too_late && !too_many && waited < waited_max) continue;
            if (waited > overdue_after) --overdue;
            --left;
            phone(conversation);
        }
    }

    void phone(const app::ConversationRecord& conversation) {
        const auto& state = conversation.state;
        const auto post = t_.post(conversation.last_post);
        UserId who = cast_.speaker_of(post ? post->language : "en");
        if (state.owner) who = state.owner;
        const Time at = std::max(state.last_post_at, now_ - within(3, 30));
        (void)app::set_owner(t_, env(at, who), state.id, who, false);
        (void)app::add_note(t_, env(at, who), state.id, "Rang them up. All settled.");
        (void)app::resolve_conversation(t_, env(at, who), state.id,
                                        ResolveReason::answered_elsewhere);
    }

    void hand_over(const app::ConversationRecord& conversation) {
        const Time at = std::max(conversation.state.last_post_at, now_ - within(2, 9));
        (void)app::set_owner(t_, env(at, cast_.owner()), conversation.state.id,
                             cast_.named("Aylin"), false);
    }

    void give_to_nora(std::vector<app::ConversationRecord>& unowned, int count) {
        for (auto next = unowned.begin(); next != unowned.end() && count > 0;) {
            const auto post = t_.post(next->last_post);
            if (!post || post->language != "en") {
                ++next;
                continue;
            }
            const auto at = now_ - within(2, 7);
            (void)app::set_owner(t_, env(at, cast_.lead()), next->state.id, cast_.owner(), false);
            (void)app::add_note(t_, env(at + seconds{20}, cast_.lead()), next->state.id,
                                "Nora, could you take this one? It needs your say.");
            --count;
            next = unowned.erase(next);
        }
    }

    void claim_one(const app::ConversationRecord& conversation, int number) {
        const auto post = t_.post(conversation.last_post);
        UserId who = cast_.speaker_of(post ? post->language : "en");
        if (number % 2 == 1) who = cast_.lead();
        (void)app::set_owner(t_, env(now_ - within(1, 6), who), conversation.state.id, who, false);
    }

    app::Transaction& t_;
    IdSource& ids_;
    street::World& world_;
    const app::Listening& listening_;
    const app::Judging& judging_;
    Time now_;
    street::Random random_;
    DemoWords words_;
    Cast cast_;
    app::ChannelRecord street_;
    app::ChannelRecord form_;
    std::priority_queue<Plan> plans_;
    std::size_t planned_ = 0;
    std::vector<ConversationId> touched_;
};

}  // namespace

Status live_the_past(store::Database& database, IdSource& ids, street::World& world,
                     const Clock& clock, std::uint64_t seed, const app::Listening& listening,
                     const app::Judging& judging) {
    return database.write([&](app::Transaction& transaction) -> Status {
        return Past(transaction, ids, world, clock.now(), seed, listening, judging).live();
    });
}

}  // namespace heed::cli
