#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heed::channels::street {

/// What somebody who reads a reply notices about it. Plain heuristics over the words of ten
/// languages, on purpose: they are the audience's first impression, not a judgement.
struct Impression {
    bool names_me = false;      ///< my first name, full name or handle is in it
    bool apologises = false;    ///< "sorry", "tut mir leid", ...
    bool asks = false;          ///< holds a question mark of any script
    bool goes_private = false;  ///< invites me to write a direct message
    bool next_step = false;     ///< says what happens, or when
    bool specific = false;      ///< takes up a word of what I wrote
    bool canned = false;        ///< a stock phrase, or what was already said to somebody else
    bool insulting = false;     ///< "calm down", "your own fault", ...
    std::string agent;          ///< the first name it is signed with: "– Nora", "^Nora"
};

/// What the reader knows when reading.
struct Reader {
    std::string given;
    std::string family;
    std::string handle;
    std::vector<std::string> own_words;       ///< what the reader wrote in this matter
    std::vector<std::string> seen_elsewhere;  ///< what the same account has said before
};

[[nodiscard]] Impression read_reply(std::string_view reply, const Reader& reader);

/// How the reader feels before reading.
struct Mood {
    int anger = 0;  ///< 0 calm, 1 annoyed, 2 angry, 3 shames in public and threatens to leave
    bool in_private = false;
    bool complains = true;   ///< a question or a compliment needs less
    bool sensitive = false;  ///< nothing can be solved without details that are private
    bool was_kept_waiting = false;
    bool has_answered = false;  ///< a question of the agent's has been answered before
};

enum class Move {
    none,          ///< says nothing and goes on waiting
    insulted,      ///< angrier, says so
    sceptical,     ///< not helped: wants a real answer
    late,          ///< wants an apology for the wait first
    answer,        ///< answers the agent's question
    come_private,  ///< writes a direct message
    calm,          ///< accepts, and waits for what was announced
};

struct Reaction {
    Move move = Move::none;
    int anger = 0;  ///< afterwards
};

/// In this order: an insult enrages. What is canned calms nobody and the second time annoys. An
/// invitation to write privately is followed. After a long wait an angry reader wants to hear an
/// apology. A next step that fits calms; without one, a question is answered once. The rest leaves
/// the reader where they were. Whatever is said, being named, an apology and one's own words in the
/// reply each take the edge off.
[[nodiscard]] Reaction react(const Impression& impression, const Mood& mood);

}  // namespace heed::channels::street
