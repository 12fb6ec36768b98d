#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What we think a post is (ARCHITECTURE.md, "Words"): an opinion with its confidence and the words
/// that decided, never a fact.
namespace heed {

enum class Intent { complaint, request, question, praise, other };
enum class Sentiment { negative, neutral, positive };

[[nodiscard]] std::string_view name_of(Intent intent);
[[nodiscard]] std::string_view name_of(Sentiment sentiment);
[[nodiscard]] std::optional<Intent> intent(std::string_view name);
[[nodiscard]] std::optional<Sentiment> sentiment(std::string_view name);

inline constexpr int severity_max = 3;
inline constexpr std::size_t topics_max = 5;
inline constexpr std::size_t because_max = 5;

/// A part of a text, half open, in code points as `next_code_point` counts them.
struct TextSpan {
    std::size_t start = 0;
    std::size_t end = 0;

    friend auto operator<=>(const TextSpan&, const TextSpan&) = default;
};

/// A topic by its id in the taxonomy, such as "delivery".
struct TopicOpinion {
    std::string topic;
    double confidence = 0;

    friend bool operator==(const TopicOpinion&, const TopicOpinion&) = default;
};

struct Judgement {
    std::string language = "und";  ///< BCP 47 primary tag; "und" when it cannot be told
    Intent intent = Intent::other;
    double intent_confidence = 0;
    Sentiment sentiment = Sentiment::neutral;
    double sentiment_confidence = 0;
    double anger = 0;
    double fear = 0;
    double sadness = 0;
    double irony = 0;
    int severity = 0;                  ///< of a complaint: 0 none to 3 grave
    std::vector<TopicOpinion> topics;  ///< most certain first, at most `topics_max`
    bool needs_answer = false;
    double needs_answer_confidence = 0;
    bool unsure = false;            ///< a person should look
    std::vector<TextSpan> because;  ///< the words that decided, by place, at most `because_max`
    std::string layer;              ///< "fast", "encoder", "corrected"; empty: nothing judged it
    std::string model;              ///< the version of what judged
    /// How much it is like a post that a person said is not about the brand, when it says nearly
    /// the same (0 to 1, a cosine). For the decision about the post, not kept with the judgement.
    std::optional<double> like_unrelated = std::nullopt;

    friend bool operator==(const Judgement&, const Judgement&) = default;
};

}  // namespace heed
