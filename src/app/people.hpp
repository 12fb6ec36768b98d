#pragma once

#include <optional>
#include <string>

#include "app/env.hpp"
#include "app/store.hpp"
#include "base/secret.hpp"

namespace heed::app {

inline constexpr Millis invitation_valid_for = std::chrono::hours{72};
inline constexpr Millis session_valid_for = std::chrono::days{14};
inline constexpr std::size_t name_bytes_max = 200;
inline constexpr std::size_t password_bytes_min = 10;

/// A login is a mail address or a short name; it is compared in lower case.
[[nodiscard]] Result<std::string> checked_login(std::string_view login);
[[nodiscard]] Result<std::string> checked_name(std::string_view name);
[[nodiscard]] Status checked_password(std::string_view password);

struct Founding {
    std::string brand;
    std::string name;
    std::string login;
    std::string password_hash;
};

/// The first start: the brand (the one that is there gets this name) and its owner. `conflict` when
/// somebody was faster.
[[nodiscard]] Result<UserRecord> found_desk(Transaction& transaction, const Env& env,
                                            const Founding& founding);

/// Adds a person who chooses a password by a one-time link. `conflict` when the login is taken.
[[nodiscard]] Result<UserRecord> invite(Transaction& transaction, const Env& env,
                                        const std::string& name, const std::string& login,
                                        Role role, const std::string& invitation_hash);
/// A new link for a person, also for a forgotten password. The old password stays until then.
[[nodiscard]] Result<UserRecord> invite_again(Transaction& transaction, const Env& env, UserId id,
                                              const std::string& invitation_hash);
/// Chooses the password; ends all sessions of before. `not_found` for a used or expired link.
[[nodiscard]] Result<UserRecord> accept_invitation(Transaction& transaction, const Env& env,
                                                   const std::string& invitation_hash,
                                                   const std::string& password_hash);

struct UserChange {
    std::optional<std::string> name;
    std::optional<Role> role;
    std::optional<bool> disabled;
};

/// `conflict` when it would leave the desk without an owner.
[[nodiscard]] Result<UserRecord> change_user(Transaction& transaction, const Env& env, UserId id,
                                             const UserChange& change);

}  // namespace heed::app
