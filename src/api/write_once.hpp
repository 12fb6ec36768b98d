#pragma once

#include "api/json.hpp"
#include "api/map.hpp"
#include "api/services.hpp"
#include "base/secret.hpp"

namespace heed::api {

inline constexpr std::size_t idempotency_key_bytes_max = 200;

enum class Once {
    if_asked,  ///< without a key it runs as often as it is asked
    required,  ///< without a key it is refused
    secret,    ///< if asked; the answer holds a secret and is kept sealed
};

/// For what is answered with the state as it is now: only what was made is remembered.
struct Made {
    Text id;
};
BOOST_DESCRIBE_STRUCT(Made, (), (id))

[[nodiscard]] inline Parameter once_parameter(Once once) {
    return {"Idempotency-Key",
            "A new random value for each thing that is to happen once; who sends it again gets "
            "the first answer",
            Parameter::In::header, once == Once::required};
}

namespace detail {

template <class Out>
Result<Out> answer_again(Services& services, const app::IdempotencyRecord& earlier,
                         const std::string& hash, Once once) {
    if (earlier.request_hash != hash) {
        return fail(ErrorCode::conflict, "was used for another request", "Idempotency-Key");
    }
    if (once != Once::secret) return from_json<Out>(earlier.body);
    const auto body = services.channels.open(earlier.body);
    if (!body) return fail(body.error());
    return from_json<Out>(*body);
}

}  // namespace detail

/// Runs `work` in one transaction, at most once per Idempotency-Key of this caller: a second
/// request with the same key and body gets the first one's answer, one with another body is
/// refused.
template <class Out>
[[nodiscard]] Result<Out> write_once(Services& services, Call& call, Once once,
                                     const std::function<Result<Out>(app::Transaction&)>& work) {
    const std::string key(call.request.header("idempotency-key"));
    if (key.size() > idempotency_key_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 200 bytes", "Idempotency-Key");
    }
    if (key.empty() && once == Once::required) {
        return fail(ErrorCode::invalid,
                    "is missing; send a new random value with each thing that is to happen once",
                    "Idempotency-Key");
    }
    if (key.empty()) return write<Out>(services, work);
    const auto caller = to_string(call.caller.user);
    const auto hash = hash_token(call.request.path + "\n" + call.request.body);
    return write<Out>(services, [&](app::Transaction& transaction) -> Result<Out> {
        if (const auto earlier = transaction.idempotency(caller, key)) {
            return detail::answer_again<Out>(services, *earlier, hash, once);
        }
        auto out = work(transaction);
        if (!out) return out;
        auto body = to_json(*out);
        if (once == Once::secret) body = services.channels.seal(body);
        transaction.add(app::IdempotencyRecord{caller, key, hash, 200, body, services.clock.now()});
        return out;
    });
}

}  // namespace heed::api
