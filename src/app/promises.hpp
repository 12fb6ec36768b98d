#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/env.hpp"
#include "app/store.hpp"
#include "domain/promise/promise.hpp"

/// The ledger of what customers were promised.
namespace heed::app {

struct NewPromise {
    ConversationId conversation;
    std::string what, evidence;
    Time due_at;
    UserId owner;   ///< none: the actor
    ReplyId reply;  ///< it was made in, if known
};

[[nodiscard]] Result<Promise> record_promise(Transaction& transaction, const Env& env,
                                             const NewPromise& input);

/// `conflict` with the field "If-Match" when it changed since `seen`. A broken one moves its
/// conversation up, and one made good moves it back.
[[nodiscard]] Result<Promise> change_promise(Transaction& transaction, const Env& env, PromiseId id,
                                             const PromiseChange& change,
                                             std::optional<long long> seen);

inline constexpr int promises_batch_max = 100;

/// Breaks what fell due and reminds the owners of what will; how many it touched.
[[nodiscard]] int look_after_promises(Transaction& transaction, const Env& env);

/// Does that for as long as the desk runs.
class PromiseKeeper {
public:
    static constexpr std::chrono::seconds look_every{15};

    PromiseKeeper(IdSource& ids, const Clock& clock) : ids_(ids), clock_(clock) {}
    ~PromiseKeeper() { stop(); }
    PromiseKeeper(const PromiseKeeper&) = delete;
    PromiseKeeper& operator=(const PromiseKeeper&) = delete;

    void start(Store& store);  ///< must live until `stop`
    void stop();

private:
    void run(std::stop_token stop);

    IdSource& ids_;
    const Clock& clock_;
    Store* store_ = nullptr;
    std::mutex mutex_;
    std::condition_variable_any never_;
    std::jthread thread_;
};

}  // namespace heed::app
