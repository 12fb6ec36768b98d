#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "app/incoming.hpp"
#include "app/intake.hpp"
#include "base/result.hpp"
#include "cli/config.hpp"

namespace heed::cli {

inline constexpr std::size_t batch_posts_max = 500;
inline constexpr std::size_t batch_bytes_max = 4 * 1024 * 1024;
inline constexpr std::size_t lanes_max = 4;  ///< batches that are on their way at once
inline constexpr int tries_max = 10;

/// What goes to a desk at once.
struct ReplayBatch {
    std::vector<app::Incoming> items;
    std::string lines;  ///< the same as they were recorded
    std::size_t first_line = 0;
};

/// Where a recorded stream goes. `take` is called from as many threads as there are lanes.
class ReplayTarget {
public:
    virtual ~ReplayTarget() = default;
    [[nodiscard]] virtual std::size_t lanes() const = 0;
    [[nodiscard]] virtual Result<app::IntakeCount> take(ReplayBatch& batch,
                                                        std::stop_token stop) = 0;
};

/// Straight into the data; a channel and a brand are made where there are none.
[[nodiscard]] Result<std::unique_ptr<ReplayTarget>> replay_into_data(const Config& config,
                                                                     const std::string& channel);

/// Over the API of a desk that runs. `channel` is a name, or an id for a token that may only hand
/// over posts.
[[nodiscard]] Result<std::unique_ptr<ReplayTarget>> replay_into_desk(const std::string& url,
                                                                     const std::string& token,
                                                                     const std::string& channel);

}  // namespace heed::cli
