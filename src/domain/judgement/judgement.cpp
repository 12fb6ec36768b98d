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

}  // namespace heed
