#include "api/route.hpp"

#include <fmt/format.h>

#include <charconv>

namespace heed::api {

std::string_view Call::argument(std::string_view name) const {
    for (const auto& argument : arguments_) {
        if (argument.name == name) return argument.value;
    }
    return {};
}

Result<long long> Call::integer(std::string_view name, long long otherwise, long long min,
                                long long max) const {
    const auto text = request.parameter(name);
    if (!text) return otherwise;
    long long value = 0;
    const auto* end = text->data() + text->size();
    const auto [rest, problem] = std::from_chars(text->data(), end, value);
    if (problem != std::errc{} || rest != end || value < min || value > max) {
        return fail(ErrorCode::invalid, fmt::format("is not an integer from {} to {}", min, max),
                    std::string{name});
    }
    return value;
}

Error Call::not_one_of(std::string_view name, std::span<const std::string_view> names) {
    return {ErrorCode::invalid, fmt::format("is none of {}", fmt::join(names, ", ")),
            std::string{name}};
}

Route Route::tagged(std::string name) && {
    tag = std::move(name);
    return std::move(*this);
}

Route Route::created() && {
    success = 201;
    handle = [inner = std::move(handle)](Call& call) {
        call.status = 201;
        return inner(call);
    };
    return std::move(*this);
}

Route Route::with(Parameter parameter) && {
    parameters.push_back(std::move(parameter));
    return std::move(*this);
}

Route Route::needs(Scope token_scope) && {
    scope = token_scope;
    return std::move(*this);
}

Route Route::takes(std::vector<std::string> types, std::size_t bytes_max) && {
    accepts = std::move(types);
    body_bytes_max = bytes_max;
    return std::move(*this);
}

Route Route::gives(std::string type) && {
    output_type = std::move(type);
    return std::move(*this);
}

namespace detail {

Response finish(Call& call, Response response) {
    for (auto& [name, value] : call.headers)
        set_header(response, name, std::move(value));
    return response;
}

Response failure(Call& call, const Error& error) {
    auto problem = problem_of(error, call.failure_status());
    problem.advice = std::move(call.advice);
    problem.verdict = std::move(call.verdict);
    return finish(call, problem_response(problem));
}

}  // namespace detail
}  // namespace heed::api
