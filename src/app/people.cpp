#include "app/people.hpp"

#include "base/text.hpp"

namespace heed::app {

namespace {

Event user_event(const Env& env, EventKind kind, UserId person, std::string detail) {
    Event event;
    event.at = env.now;
    event.kind = kind;
    event.actor = env.actor;
    event.person = person;
    event.detail = std::move(detail);
    return event;
}

Result<UserRecord> add_user(Transaction& transaction, const Env& env, UserRecord user) {
    auto name = checked_name(user.name);
    if (!name) return fail(name.error());
    auto login = checked_login(user.login);
    if (!login) return fail(login.error());
    user.name = *name;
    user.login = *login;
    if (transaction.user_by_login(user.login)) {
        return fail(ErrorCode::conflict, "is somebody's already", "$.login");
    }
    user.id = env.ids.next<UserId>(env.now);
    user.created_at = env.now;
    transaction.save(user);
    transaction.append(
        {user_event(env, EventKind::user_added, user.id, std::string(name_of(user.role)))});
    return user;
}

bool is_last_owner(Transaction& transaction, const UserRecord& user) {
    return user.role == Role::owner && user.disabled_at == Time{} &&
           transaction.count_owners() <= 1;
}

}  // namespace

Result<std::string> checked_login(std::string_view login) {
    auto clean = lower_ascii(trim(clean_utf8(login)));
    if (clean.size() < 2 || clean.size() > name_bytes_max) {
        return fail(ErrorCode::invalid, "must have 2 to 200 characters", "$.login");
    }
    for (const char c : clean) {
        if (static_cast<unsigned char>(c) <= ' ') {
            return fail(ErrorCode::invalid, "must not hold blanks", "$.login");
        }
    }
    return clean;
}

Result<std::string> checked_name(std::string_view name) {
    std::string clean(trim(clean_utf8(name)));
    if (clean.empty() || clean.size() > name_bytes_max) {
        return fail(ErrorCode::invalid, "must have 1 to 200 bytes", "$.name");
    }
    return clean;
}

Status checked_password(std::string_view password) {
    if (password.size() < password_bytes_min || password.size() > password_bytes_max) {
        return fail(ErrorCode::invalid, "must have 10 to 1024 characters", "$.password");
    }
    return {};
}

Result<UserRecord> found_desk(Transaction& transaction, const Env& env, const Founding& founding) {
    if (transaction.count_users() > 0) {
        return fail(ErrorCode::conflict, "The desk has its owner already: sign in.");
    }
    const auto brand = checked_name(founding.brand);
    if (!brand) return fail(ErrorCode::invalid, "must have 1 to 200 bytes", "$.brand");
    UserRecord owner;
    owner.name = founding.name;
    owner.login = founding.login;
    owner.role = Role::owner;
    owner.password_hash = founding.password_hash;
    auto added = add_user(transaction, env, std::move(owner));
    // Posts that were replayed into the data file before made a brand for themselves.
    const auto known = transaction.first_brand();
    if (added)
        transaction.save_brand(known.value_or(env.ids.next<BrandId>(env.now)), *brand, env.now);
    return added;
}

Result<UserRecord> invite(Transaction& transaction, const Env& env, const std::string& name,
                          const std::string& login, Role role, const std::string& invitation_hash) {
    UserRecord user;
    user.name = name;
    user.login = login;
    user.role = role;
    user.invitation_hash = invitation_hash;
    user.invitation_expires_at = env.now + invitation_valid_for;
    return add_user(transaction, env, std::move(user));
}

Result<UserRecord> invite_again(Transaction& transaction, const Env& env, UserId id,
                                const std::string& invitation_hash) {
    auto user = transaction.user(id);
    if (!user) return fail(ErrorCode::not_found, "There is no such person.");
    if (user->disabled_at != Time{}) {
        return fail(ErrorCode::conflict, "This person is disabled; enable them first.");
    }
    user->invitation_hash = invitation_hash;
    user->invitation_expires_at = env.now + invitation_valid_for;
    transaction.save(*user);
    transaction.append({user_event(env, EventKind::user_changed, id, "a new link was made")});
    return *user;
}

Result<UserRecord> accept_invitation(Transaction& transaction, const Env& env,
                                     const std::string& invitation_hash,
                                     const std::string& password_hash) {
    auto user = transaction.user_by_invitation(invitation_hash);
    if (!user || user->invitation_expires_at <= env.now || user->disabled_at != Time{}) {
        return fail(ErrorCode::not_found,
                    "This link was used or is too old. Ask the owner of the desk for a new one.");
    }
    user->password_hash = password_hash;
    user->invitation_hash.clear();
    user->invitation_expires_at = {};
    transaction.save(*user);
    transaction.end_sessions(user->id);
    transaction.append({user_event(env, EventKind::user_changed, user->id, "chose a password")});
    return *user;
}

Result<UserRecord> change_user(Transaction& transaction, const Env& env, UserId id,
                               const UserChange& change) {
    auto user = transaction.user(id);
    if (!user) return fail(ErrorCode::not_found, "There is no such person.");
    const bool steps_down =
        (change.role && *change.role != Role::owner) || change.disabled.value_or(false);
    if (steps_down && is_last_owner(transaction, *user)) {
        return fail(ErrorCode::conflict, "The desk needs an owner: make somebody else one first.");
    }
    std::string detail;
    const auto note = [&](std::string_view what) {
        detail += (detail.empty() ? "" : ", ") + std::string(what);
    };
    if (change.name) {
        auto name = checked_name(*change.name);
        if (!name) return fail(name.error());
        user->name = *name;
        note("name");
    }
    if (change.role && *change.role != user->role) {
        user->role = *change.role;
        note(name_of(*change.role));
    }
    if (change.disabled && *change.disabled != (user->disabled_at != Time{})) {
        user->disabled_at = *change.disabled ? env.now : Time{};
        if (*change.disabled) transaction.end_sessions(id);
        note(*change.disabled ? "disabled" : "enabled");
    }
    transaction.save(*user);
    if (!detail.empty()) {
        transaction.append({user_event(env, EventKind::user_changed, id, detail)});
    }
    return *user;
}

}  // namespace heed::app
