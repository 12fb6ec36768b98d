#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "channels/street/world.hpp"
#include "domain/conversation/conversation.hpp"

namespace heed::cli {

/// Why a post of the street needs no answer; empty when it needs one. The demo's colleagues read
/// as well as a person does, so this looks at what is true.
[[nodiscard]] std::optional<ResolveReason> needs_no_answer(const channels::street::Truth& truth);

/// The language of a post, as a person who reads it would say.
[[nodiscard]] std::string language_of(const channels::street::Truth& truth);

/// What the demo's colleagues write. Each answer fits its matter, is put together anew, and does
/// not repeat what was said lately.
class DemoWords {
public:
    explicit DemoWords(std::uint64_t seed);

    [[nodiscard]] std::string answer(const channels::street::Truth& truth, RoomKind room,
                                     std::string_view agent);
    /// Asks in public whether what was settled in private is.
    [[nodiscard]] std::string confirm(const channels::street::Truth& truth, std::string_view agent);
    /// A remark among colleagues that fits the matter; empty when there is none.
    [[nodiscard]] std::string note(const channels::street::Truth& truth);

private:
    [[nodiscard]] std::string own_line(const channels::street::Truth& truth);
    [[nodiscard]] std::string invitation(const channels::street::Truth& truth);
    [[nodiscard]] std::string composed(const channels::street::Truth& truth);
    [[nodiscard]] std::string pick(const channels::street::Truth& truth, std::string_view key);
    [[nodiscard]] bool was_said_lately(const std::string& line) const;
    void remember(const std::string& line);

    channels::street::Random random_;
    channels::street::Memory memory_;
    std::deque<std::string> lately_;
    std::set<int> answered_;  ///< stories whose matter's own answer was given
};

}  // namespace heed::cli
