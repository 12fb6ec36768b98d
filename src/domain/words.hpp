#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

/// The nouns that every room of the house shares (ARCHITECTURE.md, "Words").
namespace heed {

/// One thread of a conversation. Only `public_` is read by everybody.
enum class RoomKind { public_, direct, mail, phone, private_page };

/// Who wrote a post, seen from the conversation it lies in.
enum class Side {
    customer,  ///< the person whose matter it is
    us,        ///< the brand, from this desk or from elsewhere
    other,     ///< somebody else in the same thread
};

/// Where a reply of ours stands on its way to the network.
enum class ReplyState {
    none,       ///< nothing is on its way
    waiting,    ///< within the undo window, or before another attempt
    sending,    ///< handed to the network, no answer yet
    sent,       ///< the network took it
    seen,       ///< read back as the world sees it
    failed,     ///< given up, with a reason; a person decides
    cancelled,  ///< taken back before it left
    held,       ///< waits for a second person
    returned,   ///< a second person gave it back; its text is the writer's draft again
};

/// The names as they are stored and sent; an unknown name reads as the first (harmless) value.
[[nodiscard]] std::string_view name_of(RoomKind kind);
[[nodiscard]] RoomKind room_kind(std::string_view name);
[[nodiscard]] std::string_view name_of(Side side);
[[nodiscard]] Side side(std::string_view name);
[[nodiscard]] std::string_view name_of(ReplyState state);
[[nodiscard]] ReplyState reply_state(std::string_view name);

/// A picture or file of a post, as the network shows it.
struct Media {
    std::string url;   ///< where the network serves it; never handed to a browser
    std::string mime;  ///< "image/jpeg"; empty when the network does not say
    std::string alt;   ///< the author's description, may be empty
    int width = 0;     ///< pixels, 0 when unknown
    int height = 0;
};

/// What we know of one account of a person, as the network shows it.
struct Author {
    std::string remote_id;  ///< the durable name: DID, account uri, mail address
    std::string handle;     ///< without a leading @
    std::string name;       ///< may be empty
    std::string avatar_url;
    std::string profile_url;
    long long followers = -1;  ///< -1 when the network does not say
    /// What the account says of itself, where the network tells; looked at and not kept.
    std::string about = {};
};

}  // namespace heed
