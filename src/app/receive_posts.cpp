#include "app/receive_posts.hpp"

#include "app/bounds.hpp"
#include "app/post_changes.hpp"
#include "app/post_intake.hpp"

namespace heed::app {

namespace {

/// Takes the run of posts that begins at `at`; moves `at` behind it.
void take_posts(Transaction& transaction, const Env& env, const ChannelRecord& channel,
                const std::vector<Incoming>& items, std::size_t& at, std::vector<Taken>& taken) {
    std::vector<IncomingPost> posts;
    for (; at < items.size(); ++at) {
        const auto* post = std::get_if<IncomingPost>(&items[at]);
        if (post == nullptr) break;
        posts.push_back(bounded(*post, env.now));
    }
    PostIntake intake(transaction, env, channel);
    intake.load(posts);
    for (const auto& post : posts)
        taken.push_back(intake.take(post));
    intake.save();
}

}  // namespace

std::vector<Taken> receive_posts(Transaction& transaction, const Env& env,
                                 const ChannelRecord& channel, const std::vector<Incoming>& items) {
    std::vector<Taken> taken;
    taken.reserve(items.size());
    for (std::size_t at = 0; at < items.size();) {
        if (std::holds_alternative<IncomingPost>(items[at])) {
            take_posts(transaction, env, channel, items, at, taken);
            continue;
        }
        const auto& item = items[at++];
        if (const auto* edit = std::get_if<IncomingEdit>(&item)) {
            taken.push_back(take_edit(transaction, env, channel, *edit));
        } else if (const auto* deletion = std::get_if<IncomingDeletion>(&item)) {
            taken.push_back(take_deletion(transaction, env, channel, *deletion));
        } else {
            taken.push_back(
                take_profile(transaction, env, channel, std::get<IncomingProfile>(item)));
        }
    }
    return taken;
}

void open_for_post(Transaction& transaction, const Env& env, const ChannelRecord& channel,
                   const PostRecord& post, const Author& author, const std::string& reason) {
    IncomingPost incoming;
    incoming.remote_id = post.remote_id;
    incoming.author = author;
    incoming.written_at = post.written_at;
    incoming.text = post.text;
    incoming.in_reply_to = post.in_reply_to;
    incoming.thread_root = post.thread_root;
    incoming.addressed = false;
    if (const auto known = transaction.judgement(post.id)) incoming.judgement = known->judgement;
    PostIntake intake(transaction, env, channel);
    intake.load({incoming});
    intake.bring_in(incoming, reason);
    intake.save();
}

}  // namespace heed::app
