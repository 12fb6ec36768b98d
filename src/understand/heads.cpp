#include "understand/heads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "understand/heads_reader.hpp"

namespace heed::understand {

namespace {

constexpr std::array intents{Intent::complaint, Intent::request, Intent::question, Intent::praise,
                             Intent::other};
constexpr std::array sentiments{Sentiment::negative, Sentiment::neutral, Sentiment::positive};

template <class Values>
auto value_of(const Values& values, std::string_view label) {
    const auto found = std::find_if(values.begin(), values.end(),
                                    [&](const auto value) { return name_of(value) == label; });
    return found == values.end() ? std::nullopt : std::optional(*found);
}

/// Only labels that a judgement can say.
Status check_labels(const Head& head) {
    const auto all = [&](auto known) {
        return std::all_of(head.labels.begin(), head.labels.end(), known);
    };
    const bool known = head.name == "intent"
                           ? all([](auto& l) { return value_of(intents, l).has_value(); })
                       : head.name == "sentiment"
                           ? all([](auto& l) { return value_of(sentiments, l).has_value(); })
                       : head.name == "severity" ? head.labels.size() == severity_max + 1
                                                 : true;
    if (known) return {};
    return fail(ErrorCode::invalid,
                fmt::format("heads.{} has labels that mean nothing", head.name));
}

void answer_one_of(const Head& head, const float* scores, double* into) {
    double greatest = -1e30;
    for (std::size_t i = 0; i < head.labels.size(); ++i) {
        into[i] = static_cast<double>(scores[i]) / head.temperature[i] + head.bias[i];
        greatest = std::max(greatest, into[i]);
    }
    double sum = 0;
    for (std::size_t i = 0; i < head.labels.size(); ++i)
        sum += into[i] = std::exp(into[i] - greatest);
    for (std::size_t i = 0; i < head.labels.size(); ++i)
        into[i] /= sum;
}

void answer_each(const Head& head, const float* scores, double* into) {
    for (std::size_t i = 0; i < head.labels.size(); ++i) {
        const auto score = static_cast<double>(scores[i]) / head.temperature[i] + head.bias[i];
        into[i] = 1 / (1 + std::exp(-score));
    }
}

/// The most certain label of a head.
std::size_t best(const Head& head, std::span<const double> certainties) {
    const auto begin = certainties.begin() + static_cast<std::ptrdiff_t>(head.first);
    const auto end = begin + static_cast<std::ptrdiff_t>(head.labels.size());
    return static_cast<std::size_t>(std::max_element(begin, end) - begin);
}

double confidence(const Head& head, std::span<const double> certainties) {
    const double most = certainties[head.first + best(head, certainties)];
    return head.one_of || head.labels.size() > 1 ? most : std::max(most, 1 - most);
}

/// In natural units: 0 for one certain label.
double entropy(const Head& head, std::span<const double> certainties) {
    double sum = 0;
    for (std::size_t i = 0; i < head.labels.size(); ++i) {
        const double p = certainties[head.first + i];
        if (p > 0) sum -= p * std::log(p);
    }
    return sum;
}

void say_tone(const Head& head, std::span<const double> certainties, Judgement& judgement) {
    for (std::size_t i = 0; i < head.labels.size(); ++i) {
        const double value = certainties[head.first + i];
        if (head.labels[i] == "anger") judgement.anger = value;
        if (head.labels[i] == "fear") judgement.fear = value;
        if (head.labels[i] == "sadness") judgement.sadness = value;
        if (head.labels[i] == "irony") judgement.irony = value;
    }
}

void say_topics(const Head& head, std::span<const double> certainties, Judgement& judgement) {
    std::optional<double> other;
    for (std::size_t i = 0; i < head.labels.size(); ++i) {
        const double value = certainties[head.first + i];
        if (value < head.threshold[i]) continue;
        if (head.labels[i] == "other") {
            other = value;
        } else {
            judgement.topics.push_back({head.labels[i], value});
        }
    }
    std::stable_sort(judgement.topics.begin(), judgement.topics.end(),
                     [](const auto& a, const auto& b) { return a.confidence > b.confidence; });
    if (judgement.topics.empty() && other) judgement.topics.push_back({"other", *other});
    if (judgement.topics.size() > topics_max) judgement.topics.resize(topics_max);
}

}  // namespace

Result<Heads> Heads::read(std::string_view json) {
    auto file = read_heads(json);
    if (!file) return fail(file.error());
    Heads heads;
    heads.version_ = std::move(file->version);
    heads.heads_ = std::move(file->heads);
    heads.doubt_ = std::move(file->doubt);
    heads.same_matter_ = file->same_matter;
    heads.languages_ = std::move(file->languages);
    for (const auto& head : heads.heads_) {
        if (const auto known = check_labels(head); !known) return fail(known.error());
        heads.label_count_ += head.labels.size();
    }
    if (heads.find("intent") == nullptr)
        return fail(ErrorCode::invalid, "heads.intent is missing", "heads.intent");
    return heads;
}

const Head& Heads::head_of(std::size_t label) const {
    return *std::find_if(heads_.begin(), heads_.end(),
                         [&](const Head& head) { return label < head.first + head.labels.size(); });
}

double Heads::certainty(std::size_t label, std::span<const float> head_scores) const {
    const auto& head = head_of(label);
    std::vector<double> values(head.labels.size());
    const auto answer = head.one_of ? answer_one_of : answer_each;
    answer(head, head_scores.data(), values.data());
    return values[label - head.first];
}

const Head* Heads::find(std::string_view name) const {
    const auto found = std::find_if(heads_.begin(), heads_.end(),
                                    [&](const Head& head) { return head.name == name; });
    return found == heads_.end() ? nullptr : &*found;
}

std::vector<double> Heads::certainties(std::span<const float> scores) const {
    std::vector<double> all(label_count_);
    for (const auto& head : heads_) {
        const auto answer = head.one_of ? answer_one_of : answer_each;
        answer(head, scores.data() + head.first, all.data() + head.first);
    }
    return all;
}

double Heads::doubt(const Judgement& judgement, std::span<const double> certainties) const {
    double sum = 0;
    for (const auto& [name, weight] : doubt_.weights) {
        const auto* head = find(name);
        if (head == nullptr) continue;
        sum += weight * (doubt_.by_entropy ? entropy(*head, certainties)
                                           : 1 - confidence(*head, certainties));
    }
    const bool complains = judgement.intent == Intent::complaint;
    const bool contradicts = complains != (judgement.sentiment == Sentiment::negative);
    return contradicts && find("sentiment") != nullptr ? sum + doubt_.clash : sum;
}

Judgement Heads::decide(std::span<const double> certainties) const {
    Judgement judgement;
    judgement.model = version_;
    const auto* intent = find("intent");
    const auto chosen = best(*intent, certainties);
    judgement.intent = *value_of(intents, intent->labels[chosen]);
    judgement.intent_confidence = certainties[intent->first + chosen];
    if (const auto* head = find("sentiment")) {
        const auto label = best(*head, certainties);
        judgement.sentiment = *value_of(sentiments, head->labels[label]);
        judgement.sentiment_confidence = certainties[head->first + label];
    }
    const auto* severity = find("severity");
    if (severity != nullptr && judgement.intent == Intent::complaint)
        judgement.severity = static_cast<int>(best(*severity, certainties));
    if (const auto* head = find("tone")) say_tone(*head, certainties, judgement);
    if (const auto* head = find("topics")) say_topics(*head, certainties, judgement);
    if (const auto* head = find("needs_answer")) {
        const double yes = certainties[head->first];
        judgement.needs_answer = yes >= head->threshold[0];
        judgement.needs_answer_confidence = judgement.needs_answer ? yes : 1 - yes;
    }
    judgement.unsure = doubt(judgement, certainties) > doubt_.most;
    return judgement;
}

bool Heads::speaks(std::string_view language) const {
    return languages_.empty() || language == "und" ||
           std::find(languages_.begin(), languages_.end(), language) != languages_.end();
}

std::size_t Heads::deciding_label(std::span<const double> certainties) const {
    const auto* intent = find("intent");
    const auto* sentiment = find("sentiment");
    const auto chosen = best(*intent, certainties);
    if (sentiment == nullptr || intent->labels[chosen] != name_of(Intent::other))
        return intent->first + chosen;
    const auto label = best(*sentiment, certainties);
    const bool says_nothing = sentiment->labels[label] == name_of(Sentiment::neutral);
    return says_nothing ? intent->first + chosen : sentiment->first + label;
}

}  // namespace heed::understand
