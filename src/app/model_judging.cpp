#include "app/model_judging.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace heed::app {

namespace {

using understand::Term;
using understand::TermSet;

bool knows(const Judgement& judgement, const std::string& topic) {
    return std::any_of(judgement.topics.begin(), judgement.topics.end(),
                       [&](const TopicOpinion& opinion) { return opinion.topic == topic; });
}

/// A topic that the desk's people named by its words comes before those that a model supposes.
void put_first(Judgement& judgement, const std::string& topic) {
    std::erase_if(judgement.topics,
                  [&](const TopicOpinion& opinion) { return opinion.topic == topic; });
    judgement.topics.insert(judgement.topics.begin(), {topic, 1.0});
    if (judgement.topics.size() > topics_max) judgement.topics.resize(topics_max);
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (const auto line = trim(text.substr(0, end)); !line.empty()) lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace

/// All words of all topics, and whose each is.
struct ModelJudging::TopicWords {
    TermSet terms;
    std::vector<std::string> topics;  ///< of each term
};

ModelJudging::ModelJudging(std::unique_ptr<understand::Judge> judge) : judge_(std::move(judge)) {}
ModelJudging::~ModelJudging() = default;

std::vector<Judgement> ModelJudging::at_once(const std::vector<std::string_view>& texts) const {
    if (!judge_->has_fast()) return std::vector<Judgement>(texts.size());
    return judge(texts, understand::Layer::fast);
}

std::vector<Judgement> ModelJudging::in_depth(const std::vector<std::string_view>& texts) const {
    return judge(texts, understand::Layer::best);
}

std::vector<Judgement> ModelJudging::judge(const std::vector<std::string_view>& texts,
                                           understand::Layer layer) const {
    auto judgements = judge_->judge_many(texts, layer);
    const auto words = topic_words();
    if (!words) return judgements;
    TermSet::Scratch scratch;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (judgements[i].layer == corrected_layer) continue;
        for (const auto& match : words->terms.match(texts[i], scratch, judgements[i].language)) {
            const auto& topic = words->topics[match.term];
            if (!knows(judgements[i], topic)) put_first(judgements[i], topic);
        }
    }
    return judgements;
}

void ModelJudging::learn(PostId post, std::string_view text, const Correction& said) {
    judge_->correct(post.value, text, said);
    ++learned_;
}

/// Words that cannot be terms are left out: they were refused when they were written.
void ModelJudging::use_topics(const std::vector<std::pair<std::string, std::string>>& words) {
    std::vector<Term> terms;
    std::vector<std::string> topics;
    for (const auto& [topic, text] : words) {
        for (auto& line : lines_of(text)) {
            Term term;
            term.kind = understand::kind_of_text(line);
            term.text = std::move(line);
            if (!TermSet::compile({term})) continue;
            terms.push_back(std::move(term));
            topics.push_back(topic);
        }
    }
    std::shared_ptr<const TopicWords> replaced;
    if (!terms.empty()) {
        if (auto set = TermSet::compile(std::move(terms))) {
            replaced = std::make_shared<TopicWords>(TopicWords{*std::move(set), std::move(topics)});
        }
    }
    const std::lock_guard lock(mutex_);
    topic_words_ = std::move(replaced);
}

std::shared_ptr<const ModelJudging::TopicWords> ModelJudging::topic_words() const {
    const std::lock_guard lock(mutex_);
    return topic_words_;
}

JudgingState ModelJudging::state() const {
    JudgingState state{judge_->has_fast(), judge_->has_encoder(), judge_->remark(), learned_};
    if (state.words.empty()) {
        state.words =
            "A fast model judges every post as it comes in, a better one looks again at "
            "what enters the inbox.";
    }
    return state;
}

}  // namespace heed::app
