#include <fmt/format.h>

#include <algorithm>

#include "app/people.hpp"
#include "cli/commands.hpp"
#include "cli/data.hpp"

namespace heed::cli {

namespace {

constexpr std::string_view all_scopes[] = {"read", "write", "intake", "admin"};

struct TokenWishes {
    std::string id;
    std::string name;
    std::vector<std::string> scopes;
    std::string login;
};

Result<std::string> joined_scopes(const std::vector<std::string>& wished) {
    for (const auto& scope : wished) {
        if (std::find(std::begin(all_scopes), std::end(all_scopes), scope) != std::end(all_scopes))
            continue;
        return fail(ErrorCode::invalid,
                    fmt::format("\"{}\" is no scope, expected read, write, intake or admin",
                                one_line(scope)));
    }
    std::string joined;
    for (const auto scope : all_scopes) {
        if (std::find(wished.begin(), wished.end(), scope) == wished.end()) continue;
        joined += (joined.empty() ? "" : " ") + std::string(scope);
    }
    return joined;
}

/// Whose token it is: who was named, or the desk's first owner.
Result<app::UserRecord> holder(Data& data, const std::string& login) {
    return data.database().ask<app::UserRecord>(
        [&](store::Reader& reader) -> Result<app::UserRecord> {
            for (auto& user : reader.users()) {
                const bool fits = login.empty()
                                      ? user.role == app::Role::owner && user.disabled_at == Time{}
                                      : user.login == login;
                if (fits) return user;
            }
            return fail(ErrorCode::not_found,
                        login.empty() ? "the desk has no owner yet: heed user add LOGIN --name "
                                        "NAME --role owner"
                                      : "there is nobody with that login");
        });
}

Status add(const Config& config, const TokenWishes& wishes) {
    auto scopes = joined_scopes(wishes.scopes);
    if (!scopes) return fail(scopes.error());
    auto name = app::checked_name(wishes.name);
    if (!name) return fail(ErrorCode::invalid, "the name " + name.error().message);
    auto data = Data::open(config, IfAbsent::refuse);
    if (!data) return fail(data.error());
    const auto user = holder(**data, wishes.login);
    if (!user) return fail(user.error());
    const auto secret = "heed_" + random_token();
    app::TokenRecord token;
    token.created_at = (*data)->clock().now();
    token.id = (*data)->ids().next<TokenId>(token.created_at);
    token.user = user->id;
    token.name = *name;
    token.scopes = *scopes;
    token.secret_hash = hash_token(secret);
    auto done = (*data)->database().write([&](app::Transaction& transaction) -> Status {
        transaction.add(token);
        return {};
    });
    if (!done) return done;
    // The secret alone on stdout, so that a script can keep it.
    fmt::print(stderr, "Token {} of {}: keep it now, it is shown once.\n", to_string(token.id),
               one_line(user->login));
    fmt::print("{}\n", secret);
    return {};
}

std::string day_of(Time time) {
    return time == Time{} ? "never" : format_rfc3339(time).substr(0, 10);
}

Status list(const Config& config) {
    auto data = Data::open(config, IfAbsent::refuse);
    if (!data) return fail(data.error());
    return (*data)->database().read([](store::Reader& reader) -> Status {
        for (const auto& token : reader.tokens()) {
            fmt::print("{}\t{}\t{}\tlast used {}\n", to_string(token.id), one_line(token.name),
                       token.scopes, day_of(token.last_used_at));
        }
        return {};
    });
}

Result<bool> is_token(store::Reader& reader, TokenId id) {
    const auto tokens = reader.tokens();
    return std::any_of(tokens.begin(), tokens.end(), [&](auto& token) { return token.id == id; });
}

Status remove(const Config& config, const std::string& text) {
    const auto id = parse_id(text);
    auto data = Data::open(config, IfAbsent::refuse);
    if (!data) return fail(data.error());
    const auto known = (*data)->database().ask<bool>([&](store::Reader& reader) -> Result<bool> {
        return id ? is_token(reader, TokenId{*id}) : Result<bool>{false};
    });
    if (!known) return fail(known.error());
    if (!*known) return fail(ErrorCode::not_found, "there is no such token (heed token list)");
    auto done = (*data)->database().write([&](app::Transaction& transaction) -> Status {
        transaction.erase_token(TokenId{*id});
        return {};
    });
    if (done) fmt::print("Removed {}.\n", text);
    return done;
}

}  // namespace

void add_token(Command app, Invocation& invocation) {
    auto group = app.add_subcommand("token", "Keys for programs that use the API");
    group.require_subcommand();
    group.footer(
        "Examples:\n  heed token add --name import --scope read,intake,admin > token\n"
        "  heed token list\n  heed token remove 3f0q4m2k7x9aa\n\n"
        "Scopes: read, write, intake (hand over posts), admin.");
    const auto wishes = std::make_shared<TokenWishes>();
    const auto finish = [&](Command command, std::function<Status(const Config&)> action) {
        add_settings(command, invocation, {"data", "database"});
        on_run(command, invocation, [&invocation, action = std::move(action)] {
            return run_on_data(invocation, action);
        });
    };
    auto added = group.add_subcommand("add", "Makes a token and prints its secret once");
    added.add_option("--name", wishes->name, "What it is for").required();
    added.add_option("--scope", wishes->scopes, "read, write, intake, admin")
        .required()
        .delimiter(',');
    added.add_option("--user", wishes->login, "Whose it is (the login; default: the owner)");
    finish(added, [wishes](const Config& config) { return add(config, *wishes); });
    finish(group.add_subcommand("list", "Lists id, name, scopes and last use"),
           [](const Config& config) { return list(config); });
    auto removed = group.add_subcommand("remove", "Ends a token at once");
    removed.add_option("id", wishes->id, "As heed token list prints it").required();
    finish(removed, [wishes](const Config& config) { return remove(config, wishes->id); });
}

}  // namespace heed::cli
