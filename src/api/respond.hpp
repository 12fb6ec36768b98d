#pragma once

#include <string>
#include <string_view>

#include "api/http.hpp"
#include "api/types.hpp"
#include "base/result.hpp"

namespace heed::api {

[[nodiscard]] std::string_view method_name(Method method);

/// "Not Found" and the like; "Unknown" for a status nobody here sends.
[[nodiscard]] std::string_view reason_phrase(int status);

/// The one place where a failure becomes a status.
[[nodiscard]] int status_of(ErrorCode code);

[[nodiscard]] Response json_response(std::string body, int status = 200);
[[nodiscard]] Response problem_response(int status, std::string detail);
[[nodiscard]] Response problem_response(const Problem& problem);
/// What a failure says; see error_response.
[[nodiscard]] Problem problem_of(const Error& error, int status = 0);
/// `status` replaces the one that the code stands for (412 and 400 have no code of their own).
[[nodiscard]] Response error_response(const Error& error, int status = 0);

/// Replaces what is there, except for Set-Cookie, of which there may be several.
void set_header(Response& response, std::string_view name, std::string value);

/// What every response carries, unless its maker set that header to something else.
void add_security_headers(Response& response);

/// Compares without telling by the time taken where the first difference is.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace heed::api
