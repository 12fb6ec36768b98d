#pragma once

#include "api/auth.hpp"
#include "api/json.hpp"
#include "api/map.hpp"
#include "base/secret.hpp"

namespace heed::api {

inline constexpr std::size_t idempotency_key_bytes_max = 200;

template <class Out>
Result<Out> write_once(Services& services, Call& call, bool required,
                       const std::function<Result<Out>(app::Transaction&)>& work) {
    const std::string key(call.request.header("idempotency-key"));
    if (key.size() > idempotency_key_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 200 bytes", "Idempotency-Key");
    }
    if (key.empty() && required) {
        return fail(ErrorCode::invalid,
                    "is missing; send a new random value with each thing that is to happen once",
                    "Idempotency-Key");
    }
    if (key.empty()) return write<Out>(services, work);
    const auto caller = to_string(call.caller.user);
    const auto hash = hash_token(call.request.path + "\n" + call.request.body);
    return write<Out>(services, [&](app::Transaction& transaction) -> Result<Out> {
        if (const auto earlier = transaction.idempotency(caller, key)) {
            if (earlier->request_hash != hash) {
                return fail(ErrorCode::conflict, "was used for another request", "Idempotency-Key");
            }
            return from_json<Out>(earlier->body);
        }
        auto out = work(transaction);
        if (!out) return out;
        transaction.add(
            app::IdempotencyRecord{caller, key, hash, 200, to_json(*out), services.clock.now()});
        return out;
    });
}

}  // namespace heed::api
