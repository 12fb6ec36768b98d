#include "domain/listening/listening.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/text.hpp"
#include "base/unicode.hpp"

namespace heed {

namespace {

/// Above this a person feels it so much that a stranger's help would hurt.
constexpr double overwhelming = 0.7;
/// Below this the desk does not speak to strangers on the strength of its own opinion.
constexpr double sure_enough = 0.6;
constexpr double likely_bait = 0.8;

using Answer = std::optional<Entry>;

Entry listening(std::string reason) {
    return {HeardDecision::listening, std::move(reason)};
}

/// What the author asked for comes before anything the post says.
Answer left_alone(const ListeningFacts& facts) {
    if (facts.quiet_reason) {
        return Entry{HeardDecision::quiet,
                     facts.quiet_reason->empty()
                         ? "The author is on the quiet list."
                         : fmt::format("The author is on the quiet list: {}", *facts.quiet_reason)};
    }
    if (!facts.profile.opted_out.empty()) {
        return Entry{HeardDecision::quiet,
                     fmt::format("The author's profile asks to be left alone (“{}”).",
                                 facts.profile.opted_out)};
    }
    return std::nullopt;
}

Answer taught(const ListeningFacts& facts) {
    if (facts.like_not_about_us) {
        return Entry{HeardDecision::not_about_us,
                     "It says the same as a post that a colleague marked as not about us."};
    }
    if (facts.near_not_about_us) {
        return Entry{HeardDecision::not_about_us,
                     fmt::format("It says nearly the same ({:.0f} % alike) as a post that a "
                                 "colleague marked as not about us.",
                                 std::floor(*facts.near_not_about_us * 100))};
    }
    if (facts.author_not_about_us >= not_about_us_author_max) {
        return Entry{HeardDecision::not_about_us,
                     fmt::format("A colleague marked {} posts of this author as not about us.",
                                 facts.author_not_about_us)};
    }
    return std::nullopt;
}

Answer noise(const ListeningFacts& facts) {
    if (facts.reshare) return Entry{HeardDecision::folded, "It passes on somebody else's words."};
    if (facts.heard_before < flood_posts_max) return std::nullopt;
    return Entry{HeardDecision::folded,
                 fmt::format("The author wrote more than {} posts about it within an hour.",
                             flood_posts_max)};
}

Answer about_others(const ListeningFacts& facts) {
    if (facts.about_us) return std::nullopt;
    if (facts.names_competitor)
        return listening(fmt::format("It names only a competitor ({}).", facts.named));
    return listening(fmt::format("It holds only a crisis tag ({}).", facts.named));
}

Answer vulnerable(const ListeningFacts& facts, const Judgement& judgement) {
    if (!facts.profile.minor.empty()) {
        return listening(fmt::format("The author may be a minor (“{}”).", facts.profile.minor));
    }
    if (judgement.intent == Intent::complaint) return std::nullopt;
    if (judgement.sadness >= overwhelming)
        return listening("The author may be grieving, and does not complain.");
    if (judgement.fear >= overwhelming)
        return listening("The author may be afraid, and does not complain.");
    return std::nullopt;
}

std::string_view a(Intent intent) {
    switch (intent) {
        case Intent::complaint:
            return "A complaint";
        case Intent::request:
            return "A request";
        case Intent::question:
            return "A question";
        case Intent::praise:
            return "Praise";
        case Intent::other:
            return "Talk";
    }
    return "Talk";
}

Answer no_need(const Judgement& judgement) {
    if (judgement.intent == Intent::praise || judgement.intent == Intent::other)
        return listening(fmt::format("{} that asks nothing of us.", a(judgement.intent)));
    if (!judgement.needs_answer)
        return listening(fmt::format("{}, but it needs no answer.", a(judgement.intent)));
    if (judgement.irony >= likely_bait && judgement.severity < 2)
        return listening("It may be meant as irony or as bait.");
    if (judgement.unsure) return listening("The desk is unsure what it means.");
    if (judgement.intent_confidence < sure_enough)
        return listening(
            fmt::format("Perhaps {}, but the desk is not sure enough to speak unasked.",
                        lower_ascii(a(judgement.intent))));
    return std::nullopt;
}

constexpr auto one_approach_days =
    std::chrono::duration_cast<std::chrono::days>(one_approach_within).count();

Answer approached(const ListeningFacts& facts) {
    if (!facts.approached_at) return std::nullopt;
    const auto ago = facts.written_at - *facts.approached_at;
    if (ago >= one_approach_within) return std::nullopt;
    const auto days = std::chrono::duration_cast<std::chrono::days>(ago).count();
    return listening(fmt::format("We spoke to this person unasked {}; one approach in {} days.",
                                 days < 1    ? std::string{"within the last day"}
                                 : days == 1 ? std::string{"a day ago"}
                                             : fmt::format("{} days ago", days),
                                 one_approach_days));
}

Entry real_need(const ListeningFacts& facts, const Judgement& judgement) {
    const auto about = facts.named.empty() ? std::string{} : fmt::format(" about {}", facts.named);
    if (judgement.intent != Intent::complaint || judgement.severity == 0)
        return {HeardDecision::inbox,
                fmt::format("{}{} that needs an answer.", a(judgement.intent), about)};
    return {HeardDecision::inbox, fmt::format("{} of severity {}{} that needs an answer.",
                                              a(judgement.intent), judgement.severity, about)};
}

}  // namespace

Entry decide_entry(const ListeningFacts& facts) {
    for (const auto rule : {left_alone, taught, noise, about_others})
        if (auto answer = rule(facts)) return *answer;
    if (!facts.judgement) return listening("Nothing has judged it; a person may bring it in.");
    const auto& judgement = *facts.judgement;
    if (auto answer = vulnerable(facts, judgement)) return *answer;
    if (auto answer = no_need(judgement)) return *answer;
    if (auto answer = approached(facts)) return *answer;
    return real_need(facts, judgement);
}

std::string_view name_of(HeardDecision decision) {
    switch (decision) {
        case HeardDecision::inbox:
            return "inbox";
        case HeardDecision::listening:
            return "listening";
        case HeardDecision::folded:
            return "folded";
        case HeardDecision::quiet:
            return "quiet";
        case HeardDecision::not_about_us:
            return "not_about_us";
    }
    return "listening";
}

std::optional<HeardDecision> heard_decision(std::string_view name) {
    for (const auto decision :
         {HeardDecision::inbox, HeardDecision::listening, HeardDecision::folded,
          HeardDecision::quiet, HeardDecision::not_about_us}) {
        if (name_of(decision) == name) return decision;
    }
    return std::nullopt;
}

namespace {

/// "RT @somebody: ..." from here on, as people have passed words on since before there was a
/// button.
bool begins_retweet(std::string_view text) {
    for (const std::string_view mark : {"RT @", "RT: @", "🔁 via @", "♻️ @"}) {
        if (!text.starts_with(mark)) continue;
        const auto name_end = text.find_first_of(" :\n", mark.size());
        return name_end != std::string_view::npos && text[name_end] == ':';
    }
    return false;
}

}  // namespace

bool is_reshare(std::string_view text) {
    for (auto at = text.find_first_not_of(" \n"); at != std::string_view::npos;
         at = text.find_first_not_of(" \n", at)) {
        if (begins_retweet(text.substr(at))) return true;
        at = text.find_first_of(" \n", at);
        if (at == std::string_view::npos) break;
    }
    return false;
}

std::string form_of(std::string_view text) {
    std::string form;
    bool skipping = false;  // a handle or an address, up to the next blank
    bool begins = true;     // of a word
    bool separated = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto before = at;
        const auto c = next_code_point(text, at);
        if (is_space(c)) {
            skipping = false;
            begins = separated = true;
            continue;
        }
        const auto rest = text.substr(before);
        if (begins && (c == U'@' || rest.starts_with("http://") || rest.starts_with("https://")))
            skipping = true;
        begins = false;
        if (skipping || is_punctuation(c) || is_digit(c)) continue;
        if (separated && !form.empty()) form.push_back(' ');
        separated = false;
        form.append(text.substr(before, at - before));
    }
    return lower_ascii(form);
}

}  // namespace heed
