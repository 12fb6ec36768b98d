#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/coach/heard.hpp"
#include "domain/judgement/judgement.hpp"

namespace heed {

/// What a sentence of a draft does, as a model hears it: there are more ways to say it than a list
/// of phrases can hold. A sentence may do several of them, or none.
enum class SpeechAct : std::uint8_t {
    insult,          ///< insults, mocks, or is sarcastic towards the customer
    blame,           ///< puts the fault on the customer
    dismiss,         ///< brushes off: not our problem, deal with it
    threaten,        ///< threatens, or speaks like a lawyer
    blame_others,    ///< puts the fault on a partner, a colleague, a competitor
    sell,            ///< advertises
    hollow_sorry,    ///< "sorry if you feel so"
    sorry,           ///< says sorry, or takes the fault
    empathy,         ///< acknowledges what the customer feels
    thanks,          ///< thanks, or is glad with them
    promise,         ///< commits the company to something
    gives,           ///< money, a credit, a replacement, a gift
    next_step,       ///< says what happens next, or what the customer can do
    invite_private,  ///< invites to where nobody reads along
    ask_data,        ///< asks for data of the person or the matter
    ask_secret,      ///< asks for a password, a PIN, a whole card number
    case_detail,     ///< tells of this customer's own matter what outsiders should not read
    other_person,    ///< talks of another customer so that one could know them
    asks_remedy,     ///< asks what would put it right
    refuses,         ///< says no to what was wanted
    boilerplate,     ///< empty standard talk
    private_talk,    ///< gossip, internals, opinions
    hostile,         ///< an insult, blame, a brush-off or a threat, whichever it may be
    // Of a whole draft behind what the customer wrote:
    passes_over,  ///< does not answer this question
    hurts,        ///< mocks, blames, belittles, brushes off, in this place
    cold,         ///< something bad happened, and nobody says a human word
    deaf,         ///< takes anger or sarcasm for praise, is cheerful where somebody is let down
    // Of what a customer wrote:
    let_down,  ///< something went wrong for them through the company: somebody is to be sorry
    upset,     ///< they are angry, afraid or sad
    glad,      ///< they are content
};
inline constexpr std::size_t speech_acts = 30;

[[nodiscard]] std::string_view name_of(SpeechAct act);
[[nodiscard]] std::optional<SpeechAct> speech_act(std::string_view name);

using HeardActs = std::array<Heard, speech_acts>;

/// What is to be heard: a sentence of a draft, or the whole draft behind a question or a post.
struct DraftPart {
    std::string_view text;
    std::string_view question = {};
};

/// One sentence of a draft, and what it does.
struct SentenceActs {
    TextSpan span;  ///< in the draft, code points
    HeardActs heard{};

    friend bool operator==(const SentenceActs&, const SentenceActs&) = default;
};

/// A question of the customer, and whether the draft passes it over.
struct AskedQuestion {
    std::size_t post = 0;  ///< its place in the thread
    TextSpan span;         ///< in the post, code points
    Heard passed_over = Heard::no;

    friend bool operator==(const AskedQuestion&, const AskedQuestion&) = default;
};

/// What a post of the customer does.
struct HeardPost {
    std::size_t post = 0;  ///< its place in the thread
    HeardActs heard{};

    friend bool operator==(const HeardPost&, const HeardPost&) = default;
};

inline constexpr std::size_t act_sentences_max = 60;
inline constexpr std::size_t heard_posts_max = 3;  ///< the newest
inline constexpr std::size_t asked_questions_max = 6;

/// Where the sentences of a draft stand that have words enough to do anything, with the marks and
/// blanks behind them, at most `act_sentences_max`.
[[nodiscard]] std::vector<TextSpan> act_sentences(std::string_view draft);
/// Where the sentences of a post stand that ask something, at most `asked_questions_max`.
[[nodiscard]] std::vector<TextSpan> asking_sentences(std::string_view post);

}  // namespace heed
