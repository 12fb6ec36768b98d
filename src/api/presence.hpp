#pragma once

#include <mutex>
#include <unordered_map>
#include <vector>

#include "api/types.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace heed::api {

/// Who looks at which conversation right now. Kept in memory only: it is gone when the browser is.
class PresenceBoard {
public:
    static constexpr Millis seen_for = std::chrono::seconds{45};
    static constexpr Millis replying_for = std::chrono::seconds{60};
    static constexpr std::size_t conversations_max = 10'000;

    /// True when others should hear of it: somebody came, or began or stopped to write.
    bool note(ConversationId conversation, const Person& person, bool replying, Time now);
    [[nodiscard]] std::vector<Presence> others(ConversationId conversation, const Text& person_id,
                                               Time now);
    [[nodiscard]] std::vector<Presence> everybody(ConversationId conversation, Time now);

private:
    struct Here {
        Person person;
        Time seen_at;
        Time replying_at;
    };
    std::mutex mutex_;
    std::unordered_map<ConversationId, std::vector<Here>> here_;
};

}  // namespace heed::api
