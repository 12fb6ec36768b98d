#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "api/http.hpp"
#include "api/json.hpp"
#include "api/respond.hpp"
#include "api/types.hpp"
#include "base/id.hpp"
#include "base/result.hpp"

/// One endpoint: how it is called, who may call it, what it does, and what is said about it.
namespace heed::api {

inline constexpr std::size_t json_body_bytes_max = 1024 * 1024;
inline constexpr std::size_t path_arguments_max = 4;

/// The least role that may call a route; `open` needs nobody to be signed in.
enum class Access { open, viewer, trainee, agent, lead, owner };

/// What a program's token must be good for, besides the role of the person who made it. By method:
/// "read" for GET, "write" for the rest; routes for owners need "admin".
enum class Scope { by_method, read, write, intake, admin };
BOOST_DESCRIBE_ENUM(Scope, by_method, read, write, intake, admin)

/// Who calls. `user` is none on an open route when nobody is signed in.
struct Caller {
    UserId user;
    Role role = Role::viewer;
    std::vector<std::string> scopes;  ///< of a token
    bool by_token = false;
    std::string name;
    std::string csrf;  ///< what X-CSRF-Token must say when the caller came with a cookie
};

/// No input, or nothing to give back (204).
struct None {};
BOOST_DESCRIBE_STRUCT(None, (), ())

/// One request on its way through a handler.
class Call {
public:
    struct Argument {
        std::string_view name, value;
    };
    using Arguments = std::array<Argument, path_arguments_max>;

    Call(const Request& incoming, Caller who, const Arguments& arguments)
        : request{incoming}, caller{std::move(who)}, arguments_{arguments} {}

    const Request& request;
    Caller caller;
    int status = 0;   ///< of success; 0: the usual one
    Headers headers;  ///< sent along, whatever comes out
    /// Sent along with a failure: why the guard refused a reply.
    Maybe<std::vector<Advice>> advice = {};
    Maybe<Verdict> verdict = {};

    /// A part of the path, "" when the pattern has none of that name.
    [[nodiscard]] std::string_view argument(std::string_view name) const;

    /// not_found for what cannot be an id: there is nothing at such an address.
    template <class AnyId>
    [[nodiscard]] Result<AnyId> id(std::string_view name) const {
        const auto value = parse_id(argument(name));
        if (!value) return fail(ErrorCode::not_found, "There is nothing at this address.");
        return AnyId{*value};
    }

    /// A number in the query; `otherwise` when it is absent.
    [[nodiscard]] Result<long long> integer(std::string_view name, long long otherwise,
                                            long long min, long long max) const;

    /// One of an enum's names in the query; `otherwise` when it is absent.
    template <json::Enum T>
    [[nodiscard]] Result<T> choice(std::string_view name, T otherwise) const {
        const auto value = request.parameter(name);
        if (!value) return otherwise;
        if (const auto found = enum_from_name<T>(*value)) return *found;
        return fail(not_one_of(name, json::enum_names<T>));
    }

    /// The body as T. Malformed JSON will be a 400, a wrong value a 422. No body is an empty
    /// object.
    template <json::Struct T>
    [[nodiscard]] Result<T> input() {
        auto node = json::parse(request.body.empty() ? "{}" : std::string_view{request.body});
        if (node) return from_node<T>(*node);
        failure_status_ = 400;
        return fail(std::move(node.error()));
    }

    /// 412: If-Match names a state that has passed.
    [[nodiscard]] tl::unexpected<Error> precondition_failed(std::string detail) {
        failure_status_ = 412;
        return fail(ErrorCode::conflict, std::move(detail));
    }
    /// 428: a header that makes the request safe is absent.
    [[nodiscard]] tl::unexpected<Error> precondition_required(std::string detail) {
        failure_status_ = 428;
        return fail(ErrorCode::invalid, std::move(detail));
    }

    [[nodiscard]] int failure_status() const { return failure_status_; }

private:
    [[nodiscard]] static Error not_one_of(std::string_view name,
                                          std::span<const std::string_view> names);

    Arguments arguments_;
    int failure_status_ = 0;
};

/// A query parameter or a header, for the documentation.
struct Parameter {
    enum class In { query, header };
    std::string name, about;
    In in = In::query;
    bool required = false;
    std::string schema = R"({"type":"string"})";
};

template <json::Enum T>
[[nodiscard]] Parameter choice_parameter(std::string name, std::string about) {
    std::string schema = R"({"type":"string","enum":)";
    append_json(schema,
                std::vector<std::string>(json::enum_names<T>.begin(), json::enum_names<T>.end()));
    return {std::move(name), std::move(about), Parameter::In::query, false, schema + "}"};
}

struct Route {
    using Handle = std::function<Response(Call&)>;
    using SchemaOf = std::string (*)(Schemas&, Use);

    Method method = Method::get;
    std::string pattern;  ///< "/api/v1/conversations/{id}"
    Access access = Access::owner;
    Handle handle;

    Scope scope = Scope::by_method;
    std::size_t body_bytes_max = json_body_bytes_max;
    std::vector<std::string> accepts = {"application/json"};  ///< empty: whatever comes

    std::string summary;
    std::string tag;
    SchemaOf input = nullptr;
    SchemaOf output = nullptr;
    std::string output_type = "application/json";  ///< empty: no body
    int success = 200;                             ///< for the documentation
    std::vector<Parameter> parameters;

    // What is rarely needed is said after the fact: route<...>(...).tagged("replies").created().
    [[nodiscard]] Route tagged(std::string name) &&;
    [[nodiscard]] Route created() &&;  ///< answers 201
    [[nodiscard]] Route with(Parameter parameter) &&;
    [[nodiscard]] Route needs(Scope token_scope) &&;
    /// Takes bytes of these media types instead of JSON.
    [[nodiscard]] Route takes(std::vector<std::string> types, std::size_t bytes_max) &&;
    [[nodiscard]] Route gives(std::string type) &&;
};

namespace detail {

[[nodiscard]] Response finish(Call& call, Response response);
[[nodiscard]] Response failure(Call& call, const Error& error);

template <class T>
[[nodiscard]] std::string schema_of(Schemas& schemas, Use use) {
    return schemas.of<T>(use);
}

template <class In, class Fn>
[[nodiscard]] auto invoke(const Fn& fn, Call& call, const In& in) {
    if constexpr (std::is_invocable_v<const Fn&, Call&>) {
        return fn(call);
    } else {
        return fn(call, in);
    }
}

template <class Out>
[[nodiscard]] Response success(Call& call, const Out& out) {
    if constexpr (std::same_as<Out, None>) {
        Response response;
        response.status = call.status == 0 ? 204 : call.status;
        return finish(call, std::move(response));
    } else {
        return finish(call, json_response(to_json(out), call.status == 0 ? 200 : call.status));
    }
}

template <class In, class Out, class Fn>
[[nodiscard]] Response run(const Fn& fn, Call& call) {
    In in{};
    if constexpr (!std::same_as<In, None>) {
        auto read = call.input<In>();
        if (!read) return failure(call, read.error());
        in = std::move(*read);
    }
    auto out = invoke<In>(fn, call, in);
    if (!out) return failure(call, out.error());
    if constexpr (std::is_void_v<typename decltype(out)::value_type>) {
        return success(call, None{});
    } else {
        return success<Out>(call, *out);
    }
}

}  // namespace detail

/// An endpoint from a function `Result<Out>(Call&, const In&)`; without In it may be
/// `Result<Out>(Call&)`, without Out it may give a Status.
template <class In, class Out, class Fn>
[[nodiscard]] Route route(Method method, std::string pattern, Access access, std::string summary,
                          Fn fn) {
    Route made;
    made.method = method;
    made.pattern = std::move(pattern);
    made.access = access;
    made.summary = std::move(summary);
    made.handle = [fn = std::move(fn)](Call& call) { return detail::run<In, Out>(fn, call); };
    if constexpr (!std::same_as<In, None>) made.input = &detail::schema_of<In>;
    if constexpr (std::same_as<Out, None>) {
        made.success = 204;
        made.output_type.clear();
    } else {
        made.output = &detail::schema_of<Out>;
    }
    return made;
}

/// An endpoint that makes its own response: `Response(Call&)` or `Result<Response>(Call&)`.
template <class Fn>
[[nodiscard]] Route raw_route(Method method, std::string pattern, Access access,
                              std::string summary, Fn fn) {
    Route made;
    made.method = method;
    made.pattern = std::move(pattern);
    made.access = access;
    made.summary = std::move(summary);
    made.output_type = "application/octet-stream";
    made.handle = [fn = std::move(fn)](Call& call) {
        if constexpr (std::is_same_v<decltype(fn(call)), Response>) {
            return detail::finish(call, fn(call));
        } else {
            auto response = fn(call);
            if (!response) return detail::failure(call, response.error());
            return detail::finish(call, std::move(*response));
        }
    };
    return made;
}

}  // namespace heed::api
