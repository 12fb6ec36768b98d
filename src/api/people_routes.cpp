#include <algorithm>
#include <array>

#include "api/auth.hpp"
#include "api/live.hpp"
#include "api/map.hpp"
#include "api/routes.hpp"
#include "api/write_once.hpp"
#include "app/people.hpp"
#include "base/secret.hpp"
#include "base/text.hpp"

namespace heed::api {

namespace {

constexpr std::array<std::string_view, 4> token_scopes{"read", "write", "intake", "admin"};

/// Where the desk can be reached, by its owner's word or by the request's.
std::string own_address(const Services& services, const Request& request) {
    if (!services.settings.public_url.empty()) return services.settings.public_url;
    return (request.secure ? "https://" : "http://") + std::string(request.header("host"));
}

/// The token stands behind '#', which browsers do not send: no log ever holds it.
std::string invitation_link(const Services& services, const Request& request,
                            const std::string& token) {
    return own_address(services, request) + "/join#token=" + token;
}

Result<UserList> list_users(Services& services) {
    return services.database.ask<UserList>([](store::Reader& reader) -> Result<UserList> {
        UserList list;
        for (const auto& user : reader.users())
            list.items.push_back(to_wire(user));
        return list;
    });
}

using Invite = std::function<Result<app::UserRecord>(app::Transaction&, const app::Env&,
                                                     const std::string& hash)>;

Result<Invitation> invite(Services& services, Call& call, const Invite& work) {
    return write_once<Invitation>(
        services, call, Once::secret, [&](app::Transaction& t) -> Result<Invitation> {
            const auto token = random_token();
            const auto user =
                work(t, {services.clock.now(), services.ids, call.caller.user}, hash_token(token));
            if (!user) return fail(user.error());
            return Invitation{to_wire(*user), invitation_link(services, call.request, token)};
        });
}

Result<Invitation> add_user(Services& services, Call& call, const NewUser& input) {
    if (call.caller.role != Role::owner && input.role == Role::owner) {
        return fail(ErrorCode::forbidden, "Only an owner can make another owner.", "$.role");
    }
    return invite(services, call, [&](auto& t, const auto& env, const std::string& hash) {
        return app::invite(t, env, input.name, input.login, from_wire(input.role), hash);
    });
}

Result<User> change_user(Services& services, Call& call, const UserChange& input) {
    const auto id = call.id<UserId>("id");
    if (!id) return fail(id.error());
    app::UserChange change{input.name, std::nullopt, input.disabled};
    if (input.role) change.role = from_wire(*input.role);
    const auto user =
        write<app::UserRecord>(services, [&](app::Transaction& t) -> Result<app::UserRecord> {
            return app::change_user(t, {services.clock.now(), services.ids, call.caller.user}, *id,
                                    change);
        });
    if (!user) return fail(user.error());
    return to_wire(*user);
}

Token to_wire_token(const app::TokenRecord& record) {
    Token token;
    token.id = to_string(record.id);
    token.name = record.name;
    std::string_view rest = record.scopes;
    while (!rest.empty()) {
        const auto scope = rest.substr(0, rest.find(' '));
        token.scopes.emplace_back(scope);
        rest.remove_prefix(std::min(scope.size() + 1, rest.size()));
    }
    token.created_at = to_wire(record.created_at);
    token.last_used_at = to_wire_or_none(record.last_used_at);
    return token;
}

Result<CreatedToken> add_token(Services& services, Call& call, const NewToken& input) {
    auto name = app::checked_name(input.name);
    if (!name) return fail(name.error());
    app::TokenRecord record;
    record.name = *name;
    for (std::size_t i = 0; i < input.scopes.size(); ++i) {
        const auto& scope = input.scopes[i];
        if (std::find(token_scopes.begin(), token_scopes.end(), scope) == token_scopes.end()) {
            return fail(ErrorCode::invalid, "is none of read, write, intake, admin",
                        "$.scopes[" + std::to_string(i) + "]");
        }
        record.scopes += (record.scopes.empty() ? "" : " ") + scope;
    }
    if (record.scopes.empty()) {
        return fail(ErrorCode::invalid, "is empty; name at least one of read, write, intake, admin",
                    "$.scopes");
    }
    const auto secret = std::string(token_prefix) + random_token();
    record.user = call.caller.user;
    record.secret_hash = hash_token(secret);
    record.created_at = services.clock.now();
    record.id = services.ids.next<TokenId>(record.created_at);
    return write_once<CreatedToken>(services, call, Once::secret,
                                    [&](app::Transaction& t) -> Result<CreatedToken> {
                                        t.add(record);
                                        return CreatedToken{to_wire_token(record), secret};
                                    });
}

}  // namespace

void add_people_routes(std::vector<Route>& routes, Services& services) {
    const auto add = [&](Route route) { routes.push_back(std::move(route).tagged("people")); };
    add(route<None, UserList>(Method::get, "/api/v1/users", Access::viewer, "List the team",
                              [&](Call&) { return list_users(services); }));
    add(route<NewUser, Invitation>(
            Method::post, "/api/v1/users", Access::lead,
            "Add a person; gives a one-time link to choose a password",
            [&](Call& c, const NewUser& in) { return add_user(services, c, in); })
            .with(once_parameter(Once::secret))
            .created());
    add(route<UserChange, User>(
        Method::put, "/api/v1/users/{id}", Access::owner, "Change a name or a role, or disable",
        [&](Call& c, const UserChange& in) { return change_user(services, c, in); }));
    add(route<None, Invitation>(
            Method::post, "/api/v1/users/{id}/invitation", Access::owner,
            "A new one-time link, also for a forgotten password",
            [&](Call& c) -> Result<Invitation> {
                const auto id = c.id<UserId>("id");
                if (!id) return fail(id.error());
                return invite(services, c, [&](auto& t, const auto& env, const std::string& hash) {
                    return app::invite_again(t, env, *id, hash);
                });
            })
            .with(once_parameter(Once::secret)));
    add(route<None, TokenList>(Method::get, "/api/v1/tokens", Access::owner,
                               "List the programs' tokens", [&](Call&) -> Result<TokenList> {
                                   return services.database.ask<TokenList>(
                                       [](store::Reader& r) -> Result<TokenList> {
                                           TokenList list;
                                           for (const auto& token : r.tokens())
                                               list.items.push_back(to_wire_token(token));
                                           return list;
                                       });
                               }));
    add(route<NewToken, CreatedToken>(
            Method::post, "/api/v1/tokens", Access::owner, "Make a token; its secret is shown once",
            [&](Call& c, const NewToken& in) { return add_token(services, c, in); })
            .with(once_parameter(Once::secret))
            .created());
    add(route<None, None>(Method::delete_, "/api/v1/tokens/{id}", Access::owner, "Revoke a token",
                          [&](Call& c) -> Status {
                              const auto id = c.id<TokenId>("id");
                              if (!id) return fail(id.error());
                              auto done = services.database.write([&](auto& t) -> Status {
                                  t.erase_token(*id);
                                  return {};
                              });
                              if (done) services.live.end_streams({});
                              return done;
                          }));
}

}  // namespace heed::api
