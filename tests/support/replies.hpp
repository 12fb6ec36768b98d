#pragma once

#include <array>
#include <random>
#include <string>
#include <string_view>

namespace heed::tests {

/// Replies as a desk writes them: some from one mould with the name changed, most from parts that
/// many share, so that all degrees of likeness come up.
class ReplyWriter {
public:
    explicit ReplyWriter(unsigned seed) : random_(seed) {}

    std::string next() {
        std::string text;
        text += pick(greetings) + " " + pick(names) + pick(marks) + " " + pick(openings);
        const int middles = 1 + static_cast<int>(random_() % 3);
        for (int i = 0; i < middles; ++i)
            text +=
                " " + pick(subjects) + " " + pick(verbs) + " " + pick(objects) + pick(times) + ".";
        return text + " " + pick(closings) + " ^" + pick(signatures);
    }

    /// The same said to somebody else.
    std::string canned(std::string_view mould) {
        return pick(greetings) + " " + pick(names) + "! " + std::string(mould) + " ^" +
               pick(signatures);
    }

private:
    using Parts = std::array<std::string_view, 12>;

    template <std::size_t N>
    std::string pick(const std::array<std::string_view, N>& parts) {
        return std::string(parts[random_() % N]);
    }

    static constexpr std::array<std::string_view, 4> greetings{"Hi", "Hello", "Hey", "Dear"};
    static constexpr std::array<std::string_view, 3> marks{",", "!", "."};
    static constexpr Parts names{"Ana",   "Bob",  "Chloé", "Deniz", "Eva",   "Femke",
                                 "Grace", "Hugo", "Inês",  "Jan",   "Karim", "Lucía"};
    static constexpr Parts openings{"I am sorry that this went wrong.",
                                    "Thank you for telling us.",
                                    "That must have been a long wait.",
                                    "I can see why you are upset.",
                                    "Good news from the workshop!",
                                    "Let me find out what happened.",
                                    "We hear you.",
                                    "What a lovely picture, thank you.",
                                    "You should not have to ask twice.",
                                    "I read your whole story.",
                                    "We got this wrong yesterday.",
                                    "Thanks for your patience so far."};
    static constexpr Parts subjects{"The courier",  "Our team in Leeds", "The new router",
                                    "Your seat",    "The second bag",    "The refund",
                                    "My colleague", "The replacement",   "The shop in town",
                                    "The engineer", "Your parcel",       "The invoice"};
    static constexpr Parts verbs{"will reach",   "has left",         "is checked with",
                                 "was sent to",  "goes back to",     "waits for",
                                 "cannot find",  "should be at",     "was mixed up with",
                                 "arrives with", "is on the way to", "left"};
    static constexpr Parts objects{"your door",       "the airport desk", "the depot",
                                   "our warehouse",   "your neighbour",   "the right address",
                                   "your account",    "the wrong gate",   "the night train",
                                   "your old number", "the bank",         "platform nine"};
    static constexpr Parts times{" today",         " tomorrow at 9", " by Friday", "",
                                 " within 2 days", " this evening",  " at noon",   " on Monday",
                                 " right now",     " in an hour",    " next week", " soon"};
    static constexpr Parts closings{
        "Does that help?",           "Write to me if it does not.", "What would put this right?",
        "I will look again at six.", "Please send us a message.",   "I stay on it.",
        "Tell me how it went.",      "Which colour was it?",        "Was it the early one?",
        "We owe you that.",          "Have a calm evening.",        "Shall I call you?"};
    static constexpr Parts signatures{"AB",   "Tom", "LM",  "Sue", "K",  "JJ",
                                      "Ravi", "MO",  "Pia", "DD",  "Ed", "Zoë"};

    std::mt19937 random_;
};

}  // namespace heed::tests
