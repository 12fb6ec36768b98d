#include "app/coaching.hpp"

#include <algorithm>
#include <future>
#include <iterator>

#include "base/text.hpp"
#include "understand/personal_data.hpp"
#include "understand/similarity.hpp"

namespace heed::app {

namespace {
/// A twin may be part of a longer draft: a text to paste with a sentence around it.
constexpr double twin_part_min = 0.85;
/// "4711-0815" as the whole answer to "Which order is it?" needs no word that says what it is.
constexpr std::size_t bare_number_digits_min = 4;
constexpr std::size_t bare_number_bytes_max = 40;

bool is_bare_number(std::string_view text) {
    const auto digits =
        std::count_if(text.begin(), text.end(), [](char one) { return one >= '0' && one <= '9'; });
    return text.size() <= bare_number_bytes_max &&
           static_cast<std::size_t>(digits) >= bare_number_digits_min &&
           text.find_first_of(" \t\n@/:") == std::string_view::npos;
}

/// The numbers of orders, bookings and contracts in what was told.
std::vector<std::string> numbers_told(const std::vector<Told>& told) {
    std::vector<std::string> numbers;
    for (const auto& one : told) {
        for (auto& found : understand::find_case_numbers(one.text))
            numbers.push_back(std::move(found.number));
        const auto whole = trim(one.text);
        if (one.in_private && is_bare_number(whole)) numbers.emplace_back(whole);
    }
    return numbers;
}

/// What our side said in this thread, also in the network's own app.
std::vector<EarlierReply> said_above(const DraftFacts& facts) {
    const auto& customer = facts.customer;
    std::vector<EarlierReply> said;
    for (const auto& post : facts.thread) {
        if (post.from != Speaker::agent) continue;
        said.push_back({customer.name.empty() ? customer.handle : customer.name, post.text, true});
    }
    return said;
}

/// The most similar first; of equals those in `left`.
std::vector<Twin> most_similar(std::vector<Twin> left, std::vector<Twin> right) {
    left.insert(left.end(), std::make_move_iterator(right.begin()),
                std::make_move_iterator(right.end()));
    std::stable_sort(left.begin(), left.end(),
                     [](const Twin& a, const Twin& b) { return a.similarity > b.similarity; });
    if (left.size() > Coaching::twins_max) left.resize(Coaching::twins_max);
    return left;
}
}  // namespace

/// A company's rules as compiled, and from what.
struct Coaching::Rules {
    CoachSelf self;
    CoachRules rules;
};

Coaching::Coaching(Ports ports)
    : ports_(std::move(ports)), index_(std::make_unique<understand::SimilarityIndex>()) {}

Coaching::~Coaching() {
    stop();
}

void Coaching::start() {
    thread_ = std::jthread([this](std::stop_token stop) {
        // What fails now is done when the first draft is read.
        static_cast<void>(rules());
        if (!stop.stop_requested()) static_cast<void>(fill());
    });
}

void Coaching::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

Status Coaching::fill() {
    return catch_up();
}

std::size_t Coaching::replies_known() const {
    return index_->size();
}

void Coaching::note(const Events& events) {
    const std::lock_guard lock(mutex_);
    for (const auto& event : events) {
        if (event.kind == EventKind::post_deleted && event.side == Side::us) {
            deleted_.push_back(event.post);
        }
        if (event.kind == EventKind::reply_cancelled || event.kind == EventKind::reply_returned) {
            given_up_.push_back(event.reply);
        }
    }
}

void Coaching::add(const SaidReply& reply) {
    if (reply.gone) return;
    const std::string names[] = {reply.to, reply.agent};
    index_->add(to_string(reply.id), reply.text, names);
}

/// Reads what was said since the last time. One at a time: who comes meanwhile compares with what
/// is there.
Status Coaching::catch_up() {
    const std::unique_lock lock(filling_, std::try_to_lock);
    if (!lock) return {};
    if (!read_to_) {
        const auto oldest = ports_.newest(static_cast<long long>(replies_kept_max));
        if (!oldest) return fail(oldest.error());
        read_to_.value = oldest->value - 1;
    }
    while (!thread_.get_stop_token().stop_requested()) {
        const auto batch = ports_.replies(read_to_, fill_batch);
        if (!batch) return fail(batch.error());
        for (const auto& reply : *batch)
            add(reply);
        if (!batch->empty()) read_to_ = batch->back().id;
        if (batch->size() < static_cast<std::size_t>(fill_batch)) break;
    }
    return {};
}

Status Coaching::forget_deleted() {
    std::vector<PostId> posts;
    std::vector<ReplyId> replies;
    {
        const std::lock_guard lock(mutex_);
        posts.swap(deleted_);
        replies.swap(given_up_);
    }
    if (!posts.empty()) {
        const auto found = ports_.replies_of_posts(posts);
        if (!found) return fail(found.error());
        replies.insert(replies.end(), found->begin(), found->end());
    }
    for (const auto id : replies)
        index_->erase(to_string(id));
    return {};
}

Result<std::vector<Twin>> Coaching::find_twins(const DraftToRead& draft, const DraftFacts& facts) {
    if (auto done = catch_up(); !done) return fail(done.error());
    if (auto done = forget_deleted(); !done) return fail(done.error());
    const std::string names[] = {facts.customer.name, facts.agent};
    const auto near =
        index_->nearest(draft.text, twin_similarity_min, twins_max + 1, names, twin_part_min);
    std::vector<ReplyId> ids;
    for (const auto& one : near) {
        if (const auto id = parse_id(one.id); id && *id != draft.itself.value) {
            ids.push_back(ReplyId{*id});
        }
    }
    const auto said = ports_.said(ids);
    if (!said) return fail(said.error());
    std::vector<Twin> twins;
    for (const auto& one : near) {
        const auto found = std::find_if(said->begin(), said->end(), [&](const SaidReply& reply) {
            return to_string(reply.id) == one.id;
        });
        if (found == said->end() || found->gone) continue;
        // What was said above is compared with the thread itself.
        if (found->conversation == draft.conversation) continue;
        if (twins.size() == twins_max) break;
        twins.push_back(
            {found->to, found->text, std::max(one.similarity, one.containment), false, false});
    }
    return twins;
}

Result<std::shared_ptr<const Coaching::Rules>> Coaching::rules() {
    auto self = ports_.self();
    if (!self) return fail(self.error());
    {
        const std::lock_guard lock(mutex_);
        if (rules_ && rules_->self == *self) return rules_;
    }
    auto rules = CoachRules::built_in();
    if (!self->rules.empty()) {
        // They were checked when they were saved; what an older program took may not fit any more.
        if (auto own = rules.extended_by(self->rules)) rules = std::move(*own);
    }
    auto made = std::make_shared<const Rules>(Rules{std::move(*self), std::move(rules)});
    const std::lock_guard lock(mutex_);
    rules_ = made;
    return made;
}

Result<DraftReading> Coaching::read(const DraftToRead& draft) {
    auto gathered = ports_.facts(draft);
    if (!gathered) return fail(gathered.error());
    auto& facts = gathered->draft;
    const auto in_force = rules();
    if (!in_force) return fail(in_force.error());
    facts.own_contacts.insert(facts.own_contacts.end(), (*in_force)->self.own_contacts.begin(),
                              (*in_force)->self.own_contacts.end());
    read_texts(facts, {(*in_force)->self.countries, numbers_told(gathered->told)});
    // Listening is the processor's work, the twins are the database's: neither waits for the other.
    const auto known_max = draft.while_typing ? heard_while_typing_max : heard_known_max;
    auto heard = std::async(std::launch::async, [this, &facts, known_max] {
        return hear_draft(facts, ports_.ear, known_max);
    });
    auto twins = find_twins(draft, facts);
    facts.heard = heard.get();
    if (!twins) return fail(twins.error());
    auto nearby = said_above(facts);
    nearby.insert(nearby.end(), std::make_move_iterator(gathered->examples.begin()),
                  std::make_move_iterator(gathered->examples.end()));
    facts.twins = most_similar(twins_among(facts, nearby), std::move(*twins));
    DraftReading reading;
    reading.advice = advise(facts, (*in_force)->rules, draft.words);
    reading.asks_remedy = !draft.while_typing && asks_remedy(facts, (*in_force)->rules);
    reading.twins = std::move(facts.twins);
    reading.language = facts.draft_language;
    reading.known_language =
        reading.language == "und" || (*in_force)->rules.knows(reading.language);
    return reading;
}

void Coaching::remember(const DraftToRead& draft, const std::vector<Advice>& advice) {
    const std::lock_guard lock(mutex_);
    if (said_.size() >= drafts_remembered_max) said_.erase(said_.begin());
    auto& said = said_[{draft.conversation, draft.writer}];
    for (const auto& one : advice)
        said.try_emplace(one.rule, Advice{one.kind, one.grade, {}, one.rule, "", ""});
}

std::vector<Advice> Coaching::mended(const DraftToRead& draft, const std::vector<Advice>& now) {
    const std::lock_guard lock(mutex_);
    std::vector<Advice> gone;
    const auto said = said_.find({draft.conversation, draft.writer});
    if (said == said_.end()) return gone;
    for (const auto& earlier : said->second) {
        const bool stands = std::any_of(
            now.begin(), now.end(), [&](const Advice& one) { return one.rule == earlier.first; });
        if (!stands) gone.push_back(earlier.second);
    }
    return gone;
}

void Coaching::forget(ConversationId conversation, UserId writer) {
    const std::lock_guard lock(mutex_);
    said_.erase({conversation, writer});
}

}  // namespace heed::app
