#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/coach/reading.hpp"

namespace heed::coach {

struct LinkTrouble {
    Grade grade = Grade::hint;
    std::string_view rule;
};

/// The hosts that the playbook, the company's contacts and colleagues' answers name.
[[nodiscard]] std::set<std::string> known_hosts(const Reading& reading);

/// What is wrong with a link, by its looks alone.
[[nodiscard]] std::optional<LinkTrouble> trouble_with(std::string_view link,
                                                      const std::set<std::string>& known,
                                                      const Reading& reading);

/// "https:/acme.example", "htps//acme.example", "https://acme,example", "https://https://...".
[[nodiscard]] std::vector<TextSpan> malformed_links(std::string_view draft);

/// An address without a scheme that is nearly one of ours.
[[nodiscard]] std::optional<TextSpan> misspelt_page(std::string_view draft,
                                                    const std::set<std::string>& known);

}  // namespace heed::coach
