#include <fmt/format.h>

#include "app/people.hpp"
#include "cli/commands.hpp"
#include "cli/data.hpp"

namespace heed::cli {

namespace {

using app::UserRecord;

struct UserWishes {
    std::string login;
    std::string name;
    std::string role = "agent";
    std::string brand{default_brand};
    bool password_stdin = false;
};

Result<app::Role> wished_role(const std::string& name) {
    if (const auto role = app::role(name)) return *role;
    return fail(
        ErrorCode::invalid,
        fmt::format("\"{}\" is no role, expected owner, lead, agent, trainee or viewer", name));
}

void print_link(const Config& config, const UserRecord& user, const std::string& token) {
    const auto& url = config.text("public_url");
    fmt::print("{} chooses a password here, once, within 72 hours:\n{}/join#token={}\n",
               one_line(user.name), url, token);
    if (url.empty()) {
        fmt::print("(behind the address of your desk; public_url puts it in front)\n");
    }
}

Result<UserRecord> add_person(Data& data, app::Transaction& transaction, const UserWishes& wishes,
                              app::Role role, const std::string& invitation_hash) {
    if (transaction.count_users() == 0 && role != app::Role::owner) {
        return fail(ErrorCode::invalid,
                    "the desk has nobody yet, and its first person must be an owner: add "
                    "--role owner");
    }
    return app::invite(transaction, data.env(), wishes.name, wishes.login, role, invitation_hash);
}

Result<UserRecord> add_with(Data& data, const UserWishes& wishes, app::Role role,
                            const std::string& token, const std::string& password) {
    const auto password_hash = password.empty() ? "" : hash_password(password);
    return data.write<UserRecord>([&](app::Transaction& transaction) -> Result<UserRecord> {
        auto user = add_person(data, transaction, wishes, role, hash_token(token));
        if (!user || password.empty()) return user;
        return app::accept_invitation(transaction, data.env(), hash_token(token), password_hash);
    });
}

Status add(const Config& config, const UserWishes& wishes) {
    const auto role = wished_role(wishes.role);
    if (!role) return fail(role.error());
    std::string password;
    if (wishes.password_stdin) {
        auto typed = read_secret("Password");
        if (!typed) return fail(typed.error());
        if (auto fine = app::checked_password(*typed); !fine) return fine;
        password = *typed;
    }
    auto data = Data::open(config, IfAbsent::create);
    if (!data) return fail(data.error());
    const auto token = random_token();
    const auto user = add_with(**data, wishes, *role, token, password);
    if (!user) return fail(user.error());
    if (auto brand = (*data)->brand(wishes.brand); !brand) return fail(brand.error());
    fmt::print("Added {} as {}.\n", one_line(user->login), name_of(user->role));
    if (password.empty()) print_link(config, *user, token);
    return {};
}

std::string_view state_of(const UserRecord& user) {
    if (user.disabled_at != Time{}) return "disabled";
    return user.password_hash.empty() ? "invited" : "active";
}

Status list(const Config& config) {
    auto data = Data::open(config, IfAbsent::refuse);
    if (!data) return fail(data.error());
    return (*data)->database().read([](store::Reader& reader) -> Status {
        for (const auto& user : reader.users()) {
            fmt::print("{}\t{}\t{}\t{}\n", one_line(user.login), name_of(user.role), state_of(user),
                       one_line(user.name));
        }
        return {};
    });
}

/// Finds the person and changes something in one transaction.
Result<UserRecord> with_person(
    Data& data, const std::string& login,
    const std::function<Result<UserRecord>(app::Transaction&, UserId)>& change) {
    const auto clean = app::checked_login(login);
    if (!clean) return fail(ErrorCode::invalid, "the login " + clean.error().message);
    return data.write<UserRecord>([&](app::Transaction& transaction) -> Result<UserRecord> {
        const auto user = transaction.user_by_login(*clean);
        if (!user) {
            return fail(ErrorCode::not_found,
                        fmt::format("there is nobody with the login \"{}\"", *clean));
        }
        return change(transaction, user->id);
    });
}

Status change(const Config& config, const std::string& login, const app::UserChange& wanted) {
    auto data = Data::open(config, IfAbsent::refuse);
    if (!data) return fail(data.error());
    const auto user = with_person(**data, login, [&](app::Transaction& t, UserId id) {
        return app::change_user(t, (*data)->env(), id, wanted);
    });
    if (!user) return fail(user.error());
    fmt::print("{} is {}, {}.\n", one_line(user->login), name_of(user->role), state_of(*user));
    return {};
}

Status change_role(const Config& config, const UserWishes& wishes) {
    const auto role = wished_role(wishes.role);
    if (!role) return fail(role.error());
    app::UserChange wanted;
    wanted.role = *role;
    return change(config, wishes.login, wanted);
}

Status change_access(const Config& config, const std::string& login, bool disabled) {
    app::UserChange wanted;
    wanted.disabled = disabled;
    return change(config, login, wanted);
}

Status link(const Config& config, const std::string& login) {
    auto data = Data::open(config, IfAbsent::refuse);
    if (!data) return fail(data.error());
    const auto token = random_token();
    const auto user = with_person(**data, login, [&](app::Transaction& t, UserId id) {
        return app::invite_again(t, (*data)->env(), id, hash_token(token));
    });
    if (!user) return fail(user.error());
    print_link(config, *user, token);
    return {};
}

using Wishes = std::shared_ptr<UserWishes>;

Command add_one(Command group, Invocation& invocation, const Wishes& wishes,
                const std::string& name, const std::string& help,
                std::function<Status(const Config&)> action) {
    auto command = group.add_subcommand(name, help);
    if (name != "list") {
        command.add_option("login", wishes->login, "Mail address or short name").required();
    }
    add_settings(command, invocation, {"data", "database", "public_url"});
    on_run(command, invocation,
           [&invocation, action = std::move(action)] { return run_on_data(invocation, action); });
    return command;
}

}  // namespace

void add_user(Command app, Invocation& invocation) {
    auto group = app.add_subcommand("user", "People of the desk");
    group.require_subcommand();
    group.footer(
        "Examples:\n  heed user add ana@example.org --name \"Ana Lopez\" --role lead\n"
        "  heed user list\n  heed user link ana@example.org\n  heed user disable "
        "ana@example.org\n\nRoles: owner, lead, agent, trainee, viewer.");
    const auto w = std::make_shared<UserWishes>();
    auto added = add_one(group, invocation, w, "add", "Adds a person and prints a one-time link",
                         [w](const Config& config) { return add(config, *w); });
    added.add_option("--name", w->name, "How colleagues call this person").required();
    added.add_option("--role", w->role, "owner, lead, agent (default), trainee or viewer");
    added.add_option("--brand", w->brand, "Whom the desk speaks for, when it is a new one");
    added.add_flag("--password-stdin", w->password_stdin,
                   "Asks for the password, or reads it from the standard input, instead");
    add_one(group, invocation, w, "list", "Lists login, role, state and name",
            [](const Config& config) { return list(config); });
    add_one(group, invocation, w, "disable", "Signs a person out and lets nobody in",
            [w](const Config& config) { return change_access(config, w->login, true); });
    add_one(group, invocation, w, "enable", "Lets a disabled person in again",
            [w](const Config& config) { return change_access(config, w->login, false); });
    add_one(group, invocation, w, "role", "Changes what a person may do",
            [w](const Config& config) { return change_role(config, *w); })
        .add_option("role", w->role, "owner, lead, agent, trainee or viewer")
        .required();
    add_one(group, invocation, w, "link", "Makes a new one-time link, also for a lost password",
            [w](const Config& config) { return link(config, w->login); });
}

}  // namespace heed::cli
