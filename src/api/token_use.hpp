#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "app/records.hpp"
#include "store/database.hpp"

namespace heed::api {

/// Notes when a program's token was last used, at most once a minute each. The request that used it
/// does not wait: a thread of its own writes, and starts with the first token that is used.
class TokenUse {
public:
    static constexpr Millis every = std::chrono::minutes{1};
    static constexpr std::size_t tokens_max = 10'000;  ///< known here; beyond that it forgets them

    explicit TokenUse(store::Database& database) : database_(database) {}
    ~TokenUse();
    TokenUse(const TokenUse&) = delete;
    TokenUse& operator=(const TokenUse&) = delete;

    void note(const app::TokenRecord& token, Time now);

private:
    using Times = std::unordered_map<TokenId, Time>;
    void run(std::stop_token stop);
    void write(const Times& used);

    store::Database& database_;
    std::mutex mutex_;
    std::condition_variable_any noted_;
    Times last_;  ///< as it is stored, or will be soon
    Times to_write_;
    std::jthread thread_;
};

}  // namespace heed::api
