#pragma once

#include <string>
#include <vector>

#include "domain/words.hpp"

namespace heed::app {

/// A picture of ours on its way out.
struct OutgoingImage {
    std::string mime;
    std::string bytes;
    std::string alt;
    int width = 0;
    int height = 0;
};

/// One reply on its way to a network. Everything needed to say it, to whom, and where.
struct Outgoing {
    ReplyId id;
    /// Made once by Channel::delivery_key and stored before the first attempt; it makes the
    /// delivery repeatable.
    std::string delivery_key;
    Time created_at;
    RoomKind room = RoomKind::public_;
    std::string text;
    std::string language;  ///< BCP 47, may be empty
    std::vector<OutgoingImage> images;
    std::string in_reply_to;  ///< remote id of the post that is answered
    std::string thread_root;  ///< remote id of the thread's first post
    Author recipient;         ///< frozen when the reply was written; never changed by a merge
};

/// What the network made of it.
struct Delivery {
    std::string remote_id;
    std::string url;
    bool was_already_there = false;  ///< an earlier attempt had got through
};

}  // namespace heed::app
