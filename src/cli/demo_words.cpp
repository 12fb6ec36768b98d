#include "cli/demo_words.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "channels/street/corpus.hpp"

namespace heed::cli {

namespace street = channels::street;

namespace {

constexpr std::size_t remembered_max = 70;  ///< a little longer than the street itself remembers

constexpr auto contented = std::to_array<std::string_view>({"calm", "thanks", "grudging", "back"});

/// What colleagues tell each other, by the trade of the matter.
const std::map<std::string_view, street::Lines, std::less<>>& notes() {
    static const std::map<std::string_view, street::Lines, std::less<>> all{
        {"parcel",
         {"Same depot as the three others this morning.",
          "The depot opens at six; the shift leader there is Pavel, he picks up.",
          "Second one on this round this week. I have told transport."}},
        {"shop",
         {"Warehouse says the whole batch was packed without padding. Watch out for more.",
          "Accounts can do it by hand until four; ask for Ines.",
          "Regular customer, eleven orders. Let's be generous."}},
        {"mobile",
         {"Engineers have it as a known fault, number in the fault book from this morning.",
          "Do not offer a new contract here. Just put it right.",
          "Roaming team is looking into it, I am waiting for their call."}},
        {"app",
         {"I could make it happen on the old phone in the drawer.",
          "Development knows; the fix is in tonight's release.",
          "Same version as the two from yesterday evening."}},
        {"food",
         {"Spoke to the café's manager. She wants to ring them herself.",
          "Kitchen had a new cook on that shift.", "Vouchers are fine up to 15, I asked Nora."}},
        {"transport",
         {"Control has the trip log; it really did not run.",
          "Car 417 again. Ask the workshop before promising anything.",
          "Driver was new on that line and is being shown the stops tomorrow."}}};
    return all;
}

bool holds(const auto& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

street::Slots slots_of(const street::Truth& truth, std::string_view agent) {
    street::Slots slots;
    if (truth.story) slots.order = truth.story->slots.order;
    slots.agent = agent;
    return slots;
}

/// Somebody else in the thread is not the one whose matter it is.
bool is_own_matter(const street::Truth& truth) {
    return truth.story && truth.entry.matter == truth.story->matter->name;
}

}  // namespace

std::optional<ResolveReason> needs_no_answer(const street::Truth& truth) {
    const auto& entry = truth.entry;
    if (entry.matter == "spam") return ResolveReason::spam;
    if (entry.matter == "chatter") return ResolveReason::not_about_us;
    if (entry.matter == "reshare" || entry.matter == "same_here")
        return ResolveReason::no_answer_needed;
    if (holds(contented, entry.key)) return ResolveReason::no_answer_needed;
    if (entry.key == "answer" && entry.intent == street::Intent::praise)
        return ResolveReason::no_answer_needed;
    return std::nullopt;
}

std::string language_of(const street::Truth& truth) {
    if (truth.story) return truth.story->matter->language;
    return truth.person.language.empty() ? truth.entry.post.language : truth.person.language;
}

DemoWords::DemoWords(std::uint64_t seed) : random_(street::Random::derive(seed, "team words")) {}

std::string DemoWords::answer(const street::Truth& truth, RoomKind room, std::string_view agent) {
    std::string line;
    if (room == RoomKind::direct) {
        line = pick(truth, "agent_private");
        if (was_said_lately(line)) line = composed(truth);
    } else if (is_own_matter(truth) && truth.story->matter->sensitive && !truth.story->in_private) {
        line = own_line(truth);
        if (line.empty()) line = invitation(truth);
    } else if (is_own_matter(truth)) {
        line = own_line(truth);
    }
    if (line.empty()) line = composed(truth);
    remember(line);
    return street::fill(line, slots_of(truth, agent), truth.person);
}

std::string DemoWords::confirm(const street::Truth& truth, std::string_view agent) {
    const std::string line = pick(truth, "agent_confirm");
    return street::fill(line, slots_of(truth, agent), truth.person);
}

std::string DemoWords::note(const street::Truth& truth) {
    const bool is_about_it = truth.story && (truth.entry.post.own || is_own_matter(truth));
    if (!is_about_it || truth.story->matter->intent != street::Intent::complaint) return {};
    const auto found = notes().find(truth.story->matter->trade);
    return found == notes().end() ? std::string{} : memory_.choose(found->second, {}, random_);
}

/// The matter's own answer, once a story, and to nobody who could have read it a moment ago.
std::string DemoWords::own_line(const street::Truth& truth) {
    const auto& story = *truth.story;
    if (story.had_good_answer || answered_.contains(story.id)) return {};
    const auto& lines = street::lines_of(story.matter->lines, "reply");
    for (const auto& line : lines) {
        if (was_said_lately(line)) continue;
        answered_.insert(story.id);
        return line;
    }
    return {};
}

/// Said to somebody else a moment ago, it gets another greeting.
std::string DemoWords::invitation(const street::Truth& truth) {
    auto line = pick(truth, "agent_invite");
    constexpr std::string_view address = "{name}, ";
    const auto at = line.find(address);
    const auto hello = pick(truth, "agent_hello");
    if (!was_said_lately(line) || hello.empty() || at == std::string::npos) return line;
    auto rest = line.substr(at + address.size());
    if (!rest.empty() && rest.front() >= 'a' && rest.front() <= 'z')
        rest.front() = static_cast<char>(rest.front() - 'a' + 'A');
    return hello + " " + rest;
}

/// A greeting, what happens next, and a good-bye: a few of each make many answers.
std::string DemoWords::composed(const street::Truth& truth) {
    const auto hello = pick(truth, "agent_hello");
    auto step = std::string{};
    if (truth.story && !truth.story->matter->sensitive)
        step = pick(truth, "agent_step_" + truth.story->matter->trade);
    if (step.empty()) step = pick(truth, "agent_step");
    const auto close = pick(truth, "agent_close");
    if (hello.empty() || step.empty() || close.empty()) return pick(truth, "agent_answer");
    return hello + " " + step + " " + close;
}

std::string DemoWords::pick(const street::Truth& truth, std::string_view key) {
    const auto& tongue = street::Corpus::shipped().tongue(language_of(truth));
    const street::Slots anybody{.order = {}, .agent = "A", .handle = {}, .quote = {}, .name = {}};
    return memory_.choose(street::lines_of(tongue.lines, key), anybody, random_);
}

bool DemoWords::was_said_lately(const std::string& line) const {
    return holds(lately_, line);
}

void DemoWords::remember(const std::string& line) {
    lately_.push_back(line);
    if (lately_.size() > remembered_max) lately_.pop_front();
}

}  // namespace heed::cli
