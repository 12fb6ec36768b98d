#pragma once

#include "app/env.hpp"
#include "app/store.hpp"
#include "domain/guard/guard.hpp"

/// The guard's rules and the big switch.
namespace heed::app {

inline constexpr std::string_view guard_version_setting = "guard_version";

[[nodiscard]] long long guard_version(Transaction& transaction);

/// `conflict` with the field "If-Match" when they changed since `seen`.
[[nodiscard]] Status set_guard(Transaction& transaction, const Env& env, const GuardPolicy& policy,
                               std::optional<long long> seen);

/// Nothing leaves from now on, also what waits already. Whoever answers customers may pull the
/// brake; a reason is required. Nothing happens when it stands.
[[nodiscard]] Status stop_outgoing(Transaction& transaction, const Env& env,
                                   const std::string& reason);

/// The desk speaks again; what waited can be taken back for one more undo window. `forbidden` to
/// who is neither lead nor owner.
[[nodiscard]] Status resume_outgoing(Transaction& transaction, const Env& env, Millis undo_window);

}  // namespace heed::app
