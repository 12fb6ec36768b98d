#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/incoming.hpp"

namespace heed::channels::bluesky {

enum class StreamVerb {
    create,
    update,
    remove,
    none,  ///< of an account or another collection: only its time counts
};

/// One event of a Jetstream, as much of it as it takes to know whether it concerns us. Views into
/// the reader that made it.
struct StreamEvent {
    StreamVerb verb = StreamVerb::none;
    long long time_us = 0;  ///< when the stream saw it; a cursor
    std::string_view did;   ///< of the author
    std::string_view record_key;
    std::string_view revision;
    std::string_view text;      ///< of a post that was created or updated
    std::string_view language;  ///< the first that the author says
};

/// Reads messages of a Jetstream, one after the other. One thread.
class StreamReader {
public:
    StreamReader();
    ~StreamReader();
    StreamReader(const StreamReader&) = delete;
    StreamReader& operator=(const StreamReader&) = delete;

    /// Empty for what is no event. The event is valid until the next call; `message` may be
    /// enlarged, never changed.
    [[nodiscard]] std::optional<StreamEvent> read(std::string& message);

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

/// The whole post of a message that the reader found to be one; empty when there is more to it
/// than meets the reader. `images` is where the network serves pictures from.
[[nodiscard]] std::optional<app::IncomingPost> read_stream_post(std::string_view message,
                                                                std::string_view images);

/// Whether the post names, answers or quotes the account. The account's own listener brings those.
[[nodiscard]] bool addresses(std::string_view message, std::string_view own_did);

}  // namespace heed::channels::bluesky
