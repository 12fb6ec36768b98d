#pragma once

#include <optional>
#include <string_view>

namespace heed {

/// What a member of the team may do, from the most to the least. A trainee answers customers like
/// an agent, but every reply waits for a colleague.
enum class Role { owner, lead, agent, trainee, viewer };

[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] std::optional<Role> role(std::string_view name);
/// Whether `a` may do what `b` may.
[[nodiscard]] bool at_least(Role a, Role b);

}  // namespace heed
