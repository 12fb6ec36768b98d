#include "app/first_look.hpp"

#include <string_view>

namespace heed::app {

namespace {

bool wants_judgement(const IncomingPost& post) {
    if (post.own || post.context) return false;
    return !post.terms || !post.terms->empty() || !post.in_reply_to.empty();
}

void judge(const std::vector<Incoming*>& items, const Judging& judging) {
    std::vector<std::string_view> texts;
    std::vector<std::optional<Judgement>*> places;
    for (auto* item : items) {
        if (auto* post = std::get_if<IncomingPost>(item); post && wants_judgement(*post)) {
            texts.push_back(post->text);
            places.push_back(&post->judgement);
        } else if (auto* edit = std::get_if<IncomingEdit>(item)) {
            texts.push_back(edit->text);
            places.push_back(&edit->judgement);
        }
    }
    if (texts.empty()) return;
    auto judgements = judging.at_once(texts);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!judgements[i].layer.empty()) *places[i] = std::move(judgements[i]);
    }
    for (auto* item : items) {
        if (auto* edit = std::get_if<IncomingEdit>(item); edit && edit->whole)
            edit->whole->judgement = edit->judgement;
    }
}

/// Nobody is spoken to unasked on the fast layer's word alone.
void look_twice(const std::vector<Incoming*>& items, const Judging& judging) {
    std::vector<std::string_view> texts;
    std::vector<IncomingPost*> posts;
    for (auto* item : items) {
        auto* post = post_in(*item);
        if (post == nullptr || !post->terms || post->terms->empty() || !may_be_heard(*post))
            continue;
        if (!post->judgement || !post->judgement->needs_answer) continue;
        if (posts.size() == look_twice_max) break;
        texts.push_back(post->text);
        posts.push_back(post);
    }
    if (texts.empty()) return;
    auto judgements = judging.in_depth(texts);
    for (std::size_t i = 0; i < posts.size(); ++i) {
        if (!judgements[i].layer.empty()) posts[i]->judgement = std::move(judgements[i]);
    }
}

}  // namespace

void first_look(const std::vector<Incoming*>& items, const Listening* listening,
                const Judging& judging) {
    if (listening != nullptr) listening->match(items);
    judge(items, judging);
    if (listening != nullptr) look_twice(items, judging);
}

}  // namespace heed::app
