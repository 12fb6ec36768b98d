#include "domain/judgement/judgement.hpp"

namespace heed {

std::string_view name_of(Intent intent) {
    switch (intent) {
        case Intent::complaint:
            return "complaint";
        case Intent::request:
            return "request";
        case Intent::question:
            return "question";
        case Intent::praise:
            return "praise";
        case Intent::other:
            return "other";
    }
    return "other";
}

std::string_view name_of(Sentiment sentiment) {
    switch (sentiment) {
        case Sentiment::negative:
            return "negative";
        case Sentiment::neutral:
            return "neutral";
        case Sentiment::positive:
            return "positive";
    }
    return "neutral";
}

std::optional<Intent> intent(std::string_view name) {
    for (const auto intent :
         {Intent::complaint, Intent::request, Intent::question, Intent::praise, Intent::other}) {
        if (name_of(intent) == name) return intent;
    }
    return std::nullopt;
}

std::optional<Sentiment> sentiment(std::string_view name) {
    for (const auto sentiment : {Sentiment::negative, Sentiment::neutral, Sentiment::positive}) {
        if (name_of(sentiment) == name) return sentiment;
    }
    return std::nullopt;
}

}  // namespace heed
