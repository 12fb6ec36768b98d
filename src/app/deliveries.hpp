#pragma once

#include <string>

#include "app/env.hpp"
#include "app/outgoing.hpp"
#include "app/store.hpp"

/// What happens to a reply between the outbox and the world.
namespace heed::app {

/// A reply that the network could not take is tried again after 2, 4, 8 ... seconds, at most every
/// five minutes, and given up after about sixteen hours.
inline constexpr int reply_attempts_max = 200;
inline constexpr Millis reply_backoff_max = std::chrono::minutes{5};
/// While an attempt runs nobody else starts one.
inline constexpr Millis reply_attempt_lease = std::chrono::minutes{2};

/// The start of an attempt: what to say, to whom. Stores the key before anything leaves.
/// `conflict` when it is not due any more, or when everything outgoing is stopped.
[[nodiscard]] Result<Outgoing> begin_delivery(Transaction& transaction, const Env& env, ReplyId id,
                                              const std::string& delivery_key);
/// The network took it: the reply is a post now and the customer waits no longer.
[[nodiscard]] Status record_delivery(Transaction& transaction, const Env& env, ReplyId id,
                                     const Delivery& delivery);
/// The network did not. What may pass is tried again, what will not is failed, and a conversation
/// that was closed with it is opened again.
[[nodiscard]] Status record_failure(Transaction& transaction, const Env& env, ReplyId id,
                                    const Error& error);
/// Read back from the network: it is there for the world, or it is gone.
[[nodiscard]] Status record_presence(Transaction& transaction, const Env& env, ReplyId id,
                                     bool visible);

/// How long after attempt number `attempts` (1, 2, ...) the next may start.
[[nodiscard]] Millis backoff_after(int attempts);

}  // namespace heed::app
