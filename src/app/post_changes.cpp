#include "app/post_changes.hpp"

#include "app/bounds.hpp"
#include "app/judgements.hpp"
#include "app/post_intake.hpp"
#include "app/receive_posts.hpp"
#include "base/text.hpp"

namespace heed::app {

namespace {

Event post_event(const Env& env, const PostRecord& post, EventKind kind) {
    Event event;
    event.at = env.now;
    event.kind = kind;
    event.conversation = post.conversation;
    event.post = post.id;
    event.room = post.room;
    event.channel = post.channel;
    event.side = post.side;
    event.written_at = post.written_at;
    return event;
}

/// What a row does not keep, and a deletion asks for: the state with all it was made of.
Conversation folded(Transaction& transaction, ConversationId id) {
    Conversation state;
    while (state.version < history_events_max) {
        const auto events = transaction.events_since(id, state.version);
        if (events.empty()) break;
        for (const auto& event : events)
            apply(state, event);
    }
    return state;
}

/// Saves what happened to a stored post with its conversation, whose preview follows.
void happen_to_post(Transaction& transaction, const PostRecord& post, const Event& event) {
    auto conversation =
        post.conversation ? transaction.conversation(post.conversation) : std::nullopt;
    if (conversation && deletes_what_waits(conversation->state, event)) {
        conversation->state = folded(transaction, post.conversation);
    }
    transaction.append({event});
    if (!conversation) return;
    apply(conversation->state, event);
    if (const auto last = transaction.last_post(post.conversation)) {
        conversation->last_post = last->id;
        conversation->preview = preview_of(last->text, preview_code_points_max);
        conversation->preview_by = last->side;
    } else {
        conversation->preview.clear();
    }
    refresh_priority(transaction, *conversation, weights(transaction));
    transaction.save(*conversation);
}

/// One that we know nothing of is a post like any other, as far as the network shows it.
Taken take_unseen(Transaction& transaction, const Env& env, const ChannelRecord& channel,
                  const IncomingEdit& edit) {
    if (!edit.whole) return Taken::ignored;
    const auto post = bounded(*edit.whole, env.now);
    PostIntake intake(transaction, env, channel);
    intake.load({post});
    const auto taken = intake.take(post);
    intake.save();
    return taken;
}

/// The terms in what was heard before, where they stand now.
void find_again(Transaction& transaction, PostId post, const std::vector<HeardTerm>& terms) {
    auto heard = transaction.heard(post);
    if (!heard) return;
    heard->terms = terms;
    transaction.save(std::vector<HeardRecord>{*heard});
}

}  // namespace

Taken take_edit(Transaction& transaction, const Env& env, const ChannelRecord& channel,
                const IncomingEdit& edit) {
    auto post = transaction.post(channel.id, clean(edit.remote_id, remote_id_bytes_max));
    if (!post) return take_unseen(transaction, env, channel, edit);
    const auto text = clean(edit.text, post_text_bytes_max);
    if (post->deleted_at != Time{} || text == post->text) return Taken::known;
    transaction.add(PostVersionRecord{post->id, transaction.count_versions(post->id) + 1,
                                      post->text, post->media, env.now});
    post->text = text;
    post->media = bounded(edit.media);
    post->edited_at = plausible(edit.edited_at, env.now);
    transaction.change_post(*post);
    transaction.forget_spans(post->id);
    if (edit.whole && edit.whole->terms) find_again(transaction, post->id, *edit.whole->terms);
    if (edit.judgement && post->side == Side::customer) {
        transaction.save(std::vector<JudgementRecord>{{post->id, *edit.judgement, env.now}});
    }
    happen_to_post(transaction, *post, post_event(env, *post, EventKind::post_edited));
    return Taken::stored;
}

Taken take_deletion(Transaction& transaction, const Env& env, const ChannelRecord& channel,
                    const IncomingDeletion& deletion) {
    const auto remote_id = clean(deletion.remote_id, remote_id_bytes_max);
    auto post = transaction.post(channel.id, remote_id);
    if (!post) {
        transaction.bury(channel.id, remote_id, env.now);
        return Taken::stored;
    }
    if (post->deleted_at != Time{}) return Taken::known;
    post->text.clear();
    post->raw.clear();
    post->media.clear();
    post->deleted_at = plausible(deletion.deleted_at, env.now);
    transaction.change_post(*post);
    transaction.erase_versions(post->id);
    transaction.erase_judgement(post->id);
    transaction.erase_unrelated(post->id);
    happen_to_post(transaction, *post, post_event(env, *post, EventKind::post_deleted));
    return Taken::stored;
}

Taken take_profile(Transaction& transaction, const Env& env, const ChannelRecord& channel,
                   const IncomingProfile& profile) {
    const auto author = bounded(profile.author);
    auto facts = transaction.load_intake(channel.id, channel.network, {{}, {author.remote_id}});
    const auto found = facts.identities.find(author.remote_id);
    if (found == facts.identities.end()) return Taken::ignored;
    if (same_profile(found->second.author, author)) return Taken::known;
    IntakeChanges changes;
    found->second.author = author;
    found->second.updated_at = env.now;
    changes.identities.push_back(found->second);
    transaction.save_intake(changes);
    return Taken::stored;
}

}  // namespace heed::app
