#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/coach/rules.hpp"
#include "domain/coach/words.hpp"

/// What the coach sees in a draft and its conversation, before it judges.
namespace heed::coach {

/// One text and the phrases in it.
struct Text {
    Words words;
    std::string language = "und";
    bool known = false;  ///< there are phrases of its language
    std::vector<Hit> hits;
};

/// How the customer's posts that wait for this answer sound, 0 not at all to 2 beyond doubt.
struct Mood {
    int complaint = 0;
    int complaint_plain = 0;  ///< the same by words, or by an ear that is sure; judged by no model
    int anger = 0;
    int praise = 0;
    int sarcasm = 0;
    int grief = 0;
    int worry = 0;
    int request = 0;  ///< wants something to be done
    int severity = 0;
    bool known = false;  ///< something was there to judge by
};

struct Reading {
    Reading(const DraftFacts& told, const CoachRules::Content& words) : facts{told}, rules{words} {}

    const DraftFacts& facts;
    const CoachRules::Content& rules;
    bool in_public = true;
    Text draft;
    /// The newest posts, in the order of facts.thread; `thread` and `posts` go together.
    std::span<const ThreadPost> thread;
    std::vector<Text> posts;
    std::vector<std::size_t> open;  ///< the customer's posts that this draft answers
    std::size_t agent_posts = 0;
    Mood mood;
    std::string language;  ///< the customer's; "und" when it cannot be told

    [[nodiscard]] std::vector<WordRange> all(const Text& text, std::string_view list) const;
    /// By its words or, in the draft, by what was heard: some lists of phrases stand for an act.
    [[nodiscard]] bool has(const Text& text, std::string_view list) const;
    /// The same in that sentence.
    [[nodiscard]] bool has_in(const Text& text, std::string_view list, const Sentence& part) const;
    [[nodiscard]] std::vector<TextSpan> spans(std::string_view list) const;
    /// Whether that sentence of the draft may do one of these: where nobody listened, it may.
    [[nodiscard]] bool may(std::span<const SpeechAct> acts, const Sentence& part,
                           Heard enough = Heard::perhaps) const;
    /// How certainly that sentence of the draft does it. In a language without words nobody is
    /// believed: the models were tried in none of those.
    [[nodiscard]] Heard heard(SpeechAct act, const Sentence& part) const;
    /// How certainly the whole draft does it, in this place.
    [[nodiscard]] Heard sounds(SpeechAct act) const;
    /// Whether the draft breaks that known thing, as heard; nothing where nobody listened. A
    /// colleague's place is one in `thread`.
    [[nodiscard]] std::optional<Heard> breaks(KnownKind kind, std::size_t place) const;
    /// Whether any sentence of the draft does it at least that certainly.
    [[nodiscard]] bool hears(SpeechAct act, Heard enough) const;
    /// Whether the customer or somebody else wrote this word where the world can read it.
    [[nodiscard]] bool said_in_public(std::string_view folded_word) const;
    [[nodiscard]] bool agent_said(std::string_view list) const;
    /// "1/2", "(2/3)", ">>" at its end: the rest stands in another post.
    [[nodiscard]] bool is_part() const;
};

[[nodiscard]] Reading read(const DraftFacts& facts, const CoachRules& rules);
[[nodiscard]] Text read_text(std::string_view text, std::string_view language,
                             const CoachRules::Content& rules);
/// A text of the playbook: in its own language or, where that cannot be told, in the draft's.
[[nodiscard]] Text read_known(const Reading& reading, std::string_view text);
[[nodiscard]] Mood mood_of(const Reading& reading);

/// The language whose small words are most in it; "und" when none stands out.
[[nodiscard]] std::string guess_language(const Words& words, const CoachRules::Content& rules);

[[nodiscard]] std::string language_by_phrases(const Words& words, const CoachRules::Content& rules);

/// The words that carry meaning: no small words, none of two letters.
[[nodiscard]] std::vector<std::string> content_words(const Reading& reading, const Text& text,
                                                     WordRange range);
/// Whether two words are forms of one: the longer begins as the shorter does.
[[nodiscard]] bool same_stem(std::string_view left, std::string_view right);

/// The folded words of a name or handle, without what is no part of a name.
[[nodiscard]] std::vector<std::string> name_words(std::string_view name);

}  // namespace heed::coach
