#include "app/refiner.hpp"

#include <future>

#include "app/judgements.hpp"
#include "base/thread.hpp"

namespace heed::app {

void Refiner::start(Store& store, const Judging& judging) {
    store_ = &store;
    judging_ = &judging;
    thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
}

void Refiner::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void Refiner::wake() {
    {
        const std::lock_guard lock(mutex_);
        more_ = true;
    }
    woken_.notify_one();
}

void Refiner::run(std::stop_token stop) {
    const auto state = judging_->state();
    if (!state.fast && !state.encoder) return;
    while (!stop.stop_requested() && refine_some(stop, &Transaction::posts_not_judged)) {
    }
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            woken_.wait_for(lock, stop, look_every, [&] { return more_; });
            more_ = false;
        }
        while (!stop.stop_requested() && refine_some(stop, &Transaction::posts_to_refine)) {
        }
    }
}

bool Refiner::refine_some(const std::stop_token& stop, Load load) {
    std::vector<PostToRefine> posts;
    const auto loaded = store_->write([&](Transaction& transaction) -> Status {
        posts = (transaction.*load)(batch_max);
        return {};
    });
    if (!loaded || posts.empty()) return false;
    std::vector<std::string_view> texts;
    for (const auto& post : posts)
        texts.push_back(post.text);
    const auto judgements = judge(stop, texts);
    if (judgements.size() < texts.size()) return false;
    std::vector<JudgementRecord> better;
    const auto now = clock_.now();
    for (std::size_t i = 0; i < posts.size(); ++i) {
        // No better word than the one that stands: it is looked at no more.
        auto judgement = judgements[i].layer.empty() ? posts[i].judgement : judgements[i];
        if (judgement.layer.empty()) return false;
        if (judgement.layer == fast_layer) judgement.layer = fast_only_layer;
        better.push_back({posts[i].post, std::move(judgement), now});
    }
    const auto saved = store_->write([&](Transaction& transaction) -> Status {
        refine(transaction, {now, ids_}, better);
        return {};
    });
    return saved && static_cast<int>(posts.size()) == batch_max;
}

/// In a thread of its own that gives way to whoever works at the desk. This one doesn't: it writes,
/// and while it did, everybody would wait for it. One post at a time, because a desk that is to
/// stop on a busy machine cannot wait for many; fewer than asked for when it is.
std::vector<Judgement> Refiner::judge(const std::stop_token& stop,
                                      const std::vector<std::string_view>& texts) const {
    return std::async(std::launch::async,
                      [&] {
                          give_way();
                          std::vector<Judgement> judgements;
                          for (const auto text : texts) {
                              if (stop.stop_requested()) break;
                              judgements.push_back(judging_->in_depth({text}).front());
                          }
                          return judgements;
                      })
        .get();
}

}  // namespace heed::app
