#pragma once

#include <string>
#include <tl/expected.hpp>

namespace heed {

/// Why an expected failure happened. The set is closed on purpose: a caller decides what to do by
/// the code alone; `message` is for the person who reads it. HTTP status codes are chosen in api/.
enum class ErrorCode {
    invalid,          ///< The input is wrong; the message says where and what would be right.
    unauthenticated,  ///< Nobody is signed in, or the credentials were refused (also by a network).
    forbidden,        ///< Somebody is signed in who may not do this.
    not_found,        ///< There is no such thing, or it may not be seen.
    conflict,         ///< The state changed meanwhile, or does not allow this.
    too_large,        ///< A named bound was exceeded.
    rate_limited,     ///< Too many tries; `retry_after_s` says when to come back.
    unavailable,      ///< A peer (network, database) cannot be reached now; trying again is right.
    internal,         ///< A bug or a damaged installation.
};

/// One expected failure. `field` names the offending input as a JSON path ("$.text") or a line
/// ("line 12"), empty where none applies.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;
    std::string field = {};
    int retry_after_s = 0;
};

template <class T>
using Result = tl::expected<T, Error>;

/// A result that carries nothing but success.
using Status = tl::expected<void, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message,
                                                std::string field = {}) {
    return tl::make_unexpected(Error{code, std::move(message), std::move(field), 0});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
    return tl::make_unexpected(std::move(error));
}

}  // namespace heed
