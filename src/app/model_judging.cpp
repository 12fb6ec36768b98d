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

ModelJudging::ModelJudging(std::unique_ptr<understand::Judge> fast, OpenBest open_best)
    : fast_(std::move(fast)), open_best_(std::move(open_best)) {}
ModelJudging::~ModelJudging() = default;

std::vector<Judgement> ModelJudging::at_once(const std::vector<std::string_view>& texts) const {
    if (!fast_->has_fast()) return std::vector<Judgement>(texts.size());
    auto judgements = fast_->judge_many(texts, understand::Layer::fast);
    add_topics(texts, judgements);
    return judgements;
}

std::vector<Judgement> ModelJudging::in_depth(const std::vector<std::string_view>& texts) const {
    const auto* judge = best();
    if (judge == nullptr) return at_once(texts);
    auto judgements = judge->judge_many(texts);
    add_topics(texts, judgements);
    return judgements;
}

std::vector<HeardActs> ModelJudging::hear(std::span<const DraftPart> parts) const {
    const auto* judge = best();
    return judge == nullptr ? std::vector<HeardActs>{} : judge->hear(parts);
}

std::vector<Heard> ModelJudging::hear_known(std::span<const KnownPart> parts) const {
    const auto* judge = best();
    return judge == nullptr ? std::vector<Heard>{} : judge->hear_known(parts);
}

/// Loads while others may judge fast; who asks meanwhile waits.
understand::Judge* ModelJudging::best() const {
    const std::lock_guard one_at_a_time(loading_);
    {
        const std::lock_guard lock(mutex_);
        if (tried_ || !open_best_) return best_.get();
    }
    auto opened = open_best_();
    if (opened) {
        teach_and_use(std::move(*opened));
        return best_.get();
    }
    const std::lock_guard lock(mutex_);
    tried_ = true;
    trouble_ = opened.error().message;
    lessons_.clear();
    return nullptr;
}

/// What was learned before it came, and while it learns that.
void ModelJudging::teach_and_use(std::unique_ptr<understand::Judge> judge) const {
    for (;;) {
        std::vector<Lesson> lessons;
        {
            const std::lock_guard lock(mutex_);
            if (lessons_.empty()) {
                best_ = std::move(judge);
                tried_ = true;
                return;
            }
            lessons.swap(lessons_);
        }
        for (const auto& lesson : lessons) {
            if (lesson.said.says_nothing()) {
                judge->forget(lesson.post.value);
            } else {
                judge->correct(lesson.post.value, lesson.text, lesson.said);
            }
        }
    }
}

void ModelJudging::add_topics(const std::vector<std::string_view>& texts,
                              std::vector<Judgement>& judgements) const {
    const auto words = topic_words();
    if (!words) return;
    TermSet::Scratch scratch;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (judgements[i].layer == corrected_layer) continue;
        for (const auto& match : words->terms.match(texts[i], scratch, judgements[i].language)) {
            const auto& topic = words->topics[match.term];
            if (!knows(judgements[i], topic)) put_first(judgements[i], topic);
        }
    }
}

void ModelJudging::learn(PostId post, std::string_view text, const Correction& said) {
    understand::Judge* best = nullptr;
    {
        const std::lock_guard lock(mutex_);
        learned_.insert(post);
        best = best_.get();
        if (best == nullptr && open_best_ && !tried_)
            lessons_.push_back({post, std::string(text), said});
    }
    fast_->correct(post.value, text, said);
    if (best != nullptr) best->correct(post.value, text, said);
}

void ModelJudging::forget(PostId post) {
    understand::Judge* best = nullptr;
    {
        const std::lock_guard lock(mutex_);
        if (learned_.erase(post) == 0) return;
        best = best_.get();
        std::erase_if(lessons_, [&](const Lesson& lesson) { return lesson.post == post; });
        // It may be learning just this.
        if (best == nullptr && open_best_ && !tried_) lessons_.push_back({post, {}, {}});
    }
    fast_->forget(post.value);
    if (best != nullptr) best->forget(post.value);
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
    const std::lock_guard lock(mutex_);
    JudgingState state{fast_->has_fast(),
                       best_ || (open_best_ && !tried_),
                       {},
                       static_cast<long long>(learned_.size())};
    if (!trouble_.empty()) {
        state.words = "The better model cannot be used: " + trouble_;
    } else if (state.fast && state.encoder) {
        state.words =
            "A fast model judges every post as it comes in, a better one looks again at "
            "what enters the inbox.";
        if (best_ && !best_->remark().empty()) state.words += " Note: " + best_->remark() + ".";
    } else if (state.encoder) {
        state.words = "The fast model is missing: posts are judged a moment after they come in.";
    } else {
        state.words = fast_->remark();
    }
    return state;
}

}  // namespace heed::app
