#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace heed {

/// A strong identifier: a ConversationId is not a CustomerId. Positive; zero means "none".
/// Outside the program it is written as 13 characters of Crockford's base 32, lower case.
template <class Tag>
struct Id {
    std::int64_t value = 0;

    [[nodiscard]] explicit operator bool() const { return value != 0; }
    friend auto operator<=>(const Id&, const Id&) = default;
};

[[nodiscard]] std::string format_id(std::int64_t value);
/// Empty unless the text is exactly 13 base-32 characters of a positive 63-bit number.
[[nodiscard]] std::optional<std::int64_t> parse_id(std::string_view text);

template <class Tag>
[[nodiscard]] std::string to_string(Id<Tag> id) {
    return format_id(id.value);
}

using BrandId = Id<struct BrandTag>;
using UserId = Id<struct UserTag>;
using ChannelId = Id<struct ChannelTag>;
using CustomerId = Id<struct CustomerTag>;
using IdentityId = Id<struct IdentityTag>;
using ConversationId = Id<struct ConversationTag>;
using RoomId = Id<struct RoomTag>;
using PostId = Id<struct PostTag>;
using ReplyId = Id<struct ReplyTag>;
using NoteId = Id<struct NoteTag>;
using MediaId = Id<struct MediaTag>;
using TokenId = Id<struct TokenTag>;
using CorrectionId = Id<struct CorrectionTag>;
using TermId = Id<struct TermTag>;
using QuietId = Id<struct QuietTag>;

/// Gives out ids that grow with time: 41 bits of milliseconds since 2024-01-01, 12 bits of
/// sequence, 10 bits of node, so that several nodes never give the same one. When more than
/// 4,096 are asked for within a millisecond it borrows from the next one. Thread safe.
class IdSource {
public:
    explicit IdSource(std::uint32_t node);

    template <class AnyId>
    [[nodiscard]] AnyId next(Time now) {
        return AnyId{next_value(now)};
    }

private:
    [[nodiscard]] std::int64_t next_value(Time now);

    std::uint32_t node_;
    std::atomic<std::int64_t> last_ = 0;  ///< the last (milliseconds << 12 | sequence)
};

}  // namespace heed

template <class Tag>
struct std::hash<heed::Id<Tag>> {
    std::size_t operator()(heed::Id<Tag> id) const noexcept {
        return std::hash<std::int64_t>{}(id.value);
    }
};
