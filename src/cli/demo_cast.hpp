#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "app/store.hpp"

namespace heed::cli {

/// Somebody who works at the fictional company.
struct CastMember {
    std::string_view name;
    std::string_view login;
    app::Role role;
    std::string_view languages;  ///< separated by blanks, the best first
};

/// Whoever looks at the demo is the first of them; the others are her colleagues. The street's
/// past is signed with the same names.
inline constexpr std::array<CastMember, 4> cast_members{{
    {"Nora", "nora@larkspur.example", app::Role::owner, "en"},
    {"Ben", "ben@larkspur.example", app::Role::lead, "nl pl de en"},
    {"Aylin", "aylin@larkspur.example", app::Role::agent, "de ar fr en"},
    {"Tomás", "tomas@larkspur.example", app::Role::agent, "es it pt ja en"},
}};

/// The same people as the desk knows them.
struct Cast {
    std::array<UserId, cast_members.size()> ids;

    /// Empty where somebody is missing: then this is no demo's desk.
    [[nodiscard]] static std::optional<Cast> find(app::Transaction& transaction);
    [[nodiscard]] UserId owner() const { return ids[0]; }
    [[nodiscard]] UserId lead() const { return ids[1]; }
    [[nodiscard]] UserId named(std::string_view name) const;
    /// The colleague who speaks it best.
    [[nodiscard]] UserId speaker_of(std::string_view language) const;
    [[nodiscard]] bool is_colleague(UserId id) const;
};

[[nodiscard]] bool speaks(const CastMember& member, std::string_view language);

}  // namespace heed::cli
