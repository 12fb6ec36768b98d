#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "domain/coach/heard.hpp"

namespace heed {

/// What a draft must keep to.
enum class KnownKind : std::uint8_t {
    fact,       ///< of the playbook
    authority,  ///< a limit of what may be given or promised, of the playbook
    colleague,  ///< what one of us told this customer before
};

/// What is to be heard: a draft, the post that it answers, and one thing that is known.
struct KnownPart {
    std::string_view known;
    std::string_view post;
    std::string_view draft;
};

/// How certainly the draft breaks one thing that is known: says the opposite, takes it back, gives
/// more.
struct HeardKnown {
    KnownKind kind = KnownKind::fact;
    std::size_t place = 0;  ///< in the playbook's list, or in the thread
    Heard breaks = Heard::no;

    friend bool operator==(const HeardKnown&, const HeardKnown&) = default;
};

/// More are not listened to: each takes some milliseconds. Who types waits for fewer of them than
/// who sends.
inline constexpr std::size_t heard_known_max = 6;
inline constexpr std::size_t heard_while_typing_max = 2;

}  // namespace heed
