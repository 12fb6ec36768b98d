#include <algorithm>
#include <limits>

#include "cli/demo_team.hpp"

/// What the demo's colleagues do next, and what they leave alone.
namespace heed::cli {

namespace street = channels::street;

namespace {

using std::chrono::minutes;

constexpr Millis overdue_after = minutes{60};
constexpr int looked_back_max = 12;
constexpr store::Key newest{std::numeric_limits<long long>::max(),
                            std::numeric_limits<long long>::max()};

}  // namespace

std::optional<DemoTeam::Task> DemoTeam::choose(Colleague& colleague, Time now) {
    auto candidates = waiting(now);
    const Candidate* best = nullptr;
    double most = 0;
    for (const auto& candidate : candidates) {
        const double wish = appeal(colleague, candidate, now);
        if (wish <= most || is_taken(candidate.record.state.id)) continue;
        if (is_left_alone(candidate, now) || anybody_drafts(candidate.record.state.id)) continue;
        most = wish;
        best = &candidate;
    }
    if (best == nullptr) return std::nullopt;
    return Task{*best, false, false, 0, {}};
}

/// How much this one wants to be done by this colleague; 0: not now.
double DemoTeam::appeal(const Colleague& colleague, const Candidate& candidate, Time now) const {
    const auto& state = candidate.record.state;
    const auto in_scene = [&](double usual_seconds) {
        return Millis{static_cast<Millis::rep>(usual_seconds * 1000 / office_.speed)};
    };
    const auto waited = now - state.waiting_since.value_or(now);
    const auto quiet = now - state.last_post_at;
    if (state.owner && state.owner != colleague.id) return 0;
    if (candidate.needs_nothing) return quiet > in_scene(40) ? 300 : 0;
    if (state.owner == colleague.id) return quiet > in_scene(15) ? 200 : 0;
    if (quiet < in_scene(50)) return 0;
    const bool many = waiting_now_ >= waiting_many ||
                      (overdue_now_ > overdue_many && waited > overdue_after * 3 / 4);
    if (!many && waiting_now_ <= waiting_few) return 0;
    if (!many && is_the_owners_share(candidate)) return 0;
    const auto language = language_of(candidate.truth);
    double wish = 1 + std::min(90.0, std::chrono::duration<double>(waited).count() / 60);
    if (language != "en") wish += 30;
    if (speaks(cast_members[colleague.member], language)) wish += 40;
    return wish + 8 * candidate.truth.entry.anger;
}

/// Always the same of what arrives, so that they do not take away what they left before.
bool DemoTeam::is_the_owners_share(const Candidate& candidate) const {
    std::uint64_t number = office_.seed;
    const auto& root = candidate.truth.entry.post.author.remote_id;
    for (const char c : root)
        number = street::mix(number, static_cast<unsigned char>(c));
    return number % 100 < (language_of(candidate.truth) == "en" ? 55U : 15U);
}

bool DemoTeam::is_taken(ConversationId id) const {
    return std::any_of(colleagues_.begin(), colleagues_.end(), [&](const Colleague& other) {
        return other.task && other.task->of.record.state.id == id;
    });
}

/// Belongs to somebody else, or somebody else looks at it right now.
bool DemoTeam::is_left_alone(const Candidate& candidate, Time now) {
    const auto& state = candidate.record.state;
    if (state.owner && !cast_->is_colleague(state.owner)) return true;
    const auto here = office_.presence.everybody(state.id, now);
    return std::any_of(here.begin(), here.end(), [&](const api::Presence& presence) {
        return std::none_of(colleagues_.begin(), colleagues_.end(), [&](const Colleague& one) {
            return to_string(one.id) == presence.person.id;
        });
    });
}

bool DemoTeam::anybody_drafts(ConversationId id) {
    const auto found = office_.database.ask<bool>([&](store::Reader& reader) -> Result<bool> {
        return std::any_of(outsiders_.begin(), outsiders_.end(), [&](UserId user) {
            const auto draft = reader.draft(id, user);
            return draft && !draft->text.empty();
        });
    });
    return !found || *found;
}

std::vector<DemoTeam::Candidate> DemoTeam::waiting(Time now) {
    std::vector<Candidate> candidates;
    const auto looked = office_.database.read([&](store::Reader& reader) -> Status {
        outsiders_.clear();
        for (const auto& user : reader.users()) {
            if (!cast_->is_colleague(user.id)) outsiders_.push_back(user.id);
        }
        store::ListQuery query;
        query.view = store::View::needs_reply;
        query.by_urgency = true;
        query.limit = rows_max;
        const auto rows = reader.list(query);
        waiting_now_ = static_cast<int>(rows.size());
        overdue_now_ = 0;
        for (const auto& row : rows) {
            const auto since = row.record.state.waiting_since.value_or(now);
            if (now - since > overdue_after) ++overdue_now_;
            if (auto candidate = look_at(reader, row)) candidates.push_back(std::move(*candidate));
        }
        return {};
    });
    if (!looked) candidates.clear();
    return candidates;
}

/// Empty for what did not come from the street: what it is about nobody here can know.
std::optional<DemoTeam::Candidate> DemoTeam::look_at(store::Reader& reader,
                                                     const store::RowView& row) const {
    if (row.network != "street") return std::nullopt;
    const auto id = row.record.state.id;
    for (auto& view : reader.posts(id, newest, looked_back_max)) {
        if (view.post.side != Side::customer || view.post.deleted_at != Time{}) continue;
        auto truth = office_.world.truth_of(view.post.remote_id);
        if (!truth) return std::nullopt;
        const auto reason = needs_no_answer(*truth);
        const auto room = truth->entry.post.room;
        return Candidate{row.record, std::move(view.post), std::move(*truth), room, reason};
    }
    return std::nullopt;
}

/// Among one's own that nobody waits for: ask whether all is well, or close what is over.
std::optional<DemoTeam::Task> DemoTeam::choose_quiet(Colleague& colleague, Time now) {
    std::vector<Candidate> candidates;
    const auto looked = office_.database.read([&](store::Reader& reader) -> Status {
        store::ListQuery query;
        query.view = store::View::answered;
        query.limit = rows_max;
        for (const auto& row : reader.list(query)) {
            if (row.record.state.owner != colleague.id || is_taken(row.record.state.id)) continue;
            if (row.record.state.replies_pending > 0) continue;
            if (auto candidate = look_at(reader, row)) candidates.push_back(std::move(*candidate));
        }
        return {};
    });
    if (!looked) return std::nullopt;
    for (auto& candidate : candidates) {
        const auto& story = candidate.truth.story;
        const auto quiet = now - candidate.record.state.last_post_at;
        const auto pace = [&](Millis usual) {
            return Millis{
                static_cast<Millis::rep>(static_cast<double>(usual.count()) / office_.speed)};
        };
        const bool settled = story && story->stage == street::Stage::solved;
        const bool asks = settled && quiet > pace(minutes{4}) && !confirmed_.contains(story->id);
        const bool over = (settled && quiet > pace(minutes{12})) || quiet > minutes{100};
        if (!asks && !over) continue;
        if (is_left_alone(candidate, now) || anybody_drafts(candidate.record.state.id)) continue;
        if (asks) confirmed_.insert(story->id);
        if (asks && !turn_to_public(candidate)) continue;
        if (!asks) candidate.needs_nothing = ResolveReason::answered;
        return Task{std::move(candidate), asks, false, 0, {}};
    }
    return std::nullopt;
}

/// Where everybody reads: the person's last words there.
bool DemoTeam::turn_to_public(Candidate& candidate) {
    if (candidate.room == RoomKind::public_) return true;
    const auto found = office_.database.read([&](store::Reader& reader) -> Status {
        for (auto& view : reader.posts(candidate.record.state.id, newest, looked_back_max)) {
            const auto room = view.post.side == Side::customer
                                  ? office_.world.truth_of(view.post.remote_id)
                                  : std::nullopt;
            if (!room || room->entry.post.room != RoomKind::public_) continue;
            candidate.post = std::move(view.post);
            candidate.truth = *room;
            candidate.room = RoomKind::public_;
            return {};
        }
        return {};
    });
    return found && candidate.room == RoomKind::public_;
}

}  // namespace heed::cli
