#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/listening_records.hpp"
#include "domain/judgement/judgement.hpp"
#include "domain/words.hpp"

namespace heed::app {

/// Bounds of what a channel may hand over. Longer text is cut at a character boundary and marked.
inline constexpr std::size_t post_text_bytes_max = 64 * 1024;
inline constexpr std::size_t remote_id_bytes_max = 1024;
inline constexpr std::size_t author_field_bytes_max = 2048;
inline constexpr std::size_t post_media_max = 20;
inline constexpr std::size_t post_raw_bytes_max = 256 * 1024;
inline constexpr std::size_t incoming_batch_max = 1000;

/// One post as a channel hands it over. (channel, remote_id) is its identity: handing over a known
/// one changes nothing.
struct IncomingPost {
    std::string remote_id;
    Author author;
    Time written_at;  ///< by the network's word; clocks run from here
    std::string text;
    std::string language;  ///< BCP 47 as the network says, may be empty
    RoomKind room = RoomKind::public_;
    std::string in_reply_to;  ///< remote id, empty for a thread's first post
    std::string thread_root;  ///< remote id of the thread's first post; empty when it is this one
    std::string url;          ///< where a person can see it
    std::vector<Media> media;
    bool own = false;       ///< written by the channel's own account
    bool addressed = true;  ///< names or answers the brand's account
    /// Belongs to the thread but asks nothing of us (an ancestor fetched to understand a mention).
    /// A context post never opens a conversation and never starts a wait.
    bool context = false;
    std::string raw;  ///< the network's own form, JSON, kept for audit
    /// What the desk thinks of it; set by the intake, not by the channel.
    std::optional<Judgement> judgement = std::nullopt;
    /// The terms that stand in a post that does not address us. None: nobody looked (a desk without
    /// terms takes every post); empty: it concerns us only where it continues a conversation. Set
    /// by the intake where the channel did not.
    std::optional<std::vector<HeardTerm>> terms = std::nullopt;
    bool reshare = false;  ///< passes on somebody else's words
};

/// Whether a post is talk about us rather than to us: then terms and good manners decide.
[[nodiscard]] inline bool may_be_heard(const IncomingPost& post) {
    return !post.addressed && !post.own && !post.context && post.room == RoomKind::public_;
}

/// The author changed a post. The earlier form is kept beside the new one.
struct IncomingEdit {
    std::string remote_id;
    std::string text;
    std::vector<Media> media;
    Time edited_at;
    /// The whole post as it reads now, where the network shows it: one that was no concern of ours
    /// may have become one.
    std::optional<IncomingPost> whole = std::nullopt;
    std::optional<Judgement> judgement = std::nullopt;  ///< as with IncomingPost
};

/// The author (or the network) took a post away.
struct IncomingDeletion {
    std::string remote_id;
    Time deleted_at;
};

/// Facts about an account that changed (new handle, follower count, gone).
struct IncomingProfile {
    Author author;
};

using Incoming = std::variant<IncomingPost, IncomingEdit, IncomingDeletion, IncomingProfile>;

/// The post that an item shows, new or changed; null when it shows none.
[[nodiscard]] inline IncomingPost* post_in(Incoming& item) {
    if (auto* post = std::get_if<IncomingPost>(&item)) return post;
    auto* edit = std::get_if<IncomingEdit>(&item);
    return edit != nullptr && edit->whole ? &*edit->whole : nullptr;
}

/// What became of one item.
enum class Taken {
    stored,   ///< new: a post was stored, an edit or deletion noted
    known,    ///< seen before, or erased for good; nothing changed
    heard,    ///< new: talk about us that stays out of the inbox
    ignored,  ///< an edit of a post that we never saw, or a post that is no concern of ours
};

}  // namespace heed::app
