#pragma once

#include "understand/personal/number_runs.hpp"
#include "understand/personal/seen_text.hpp"

namespace heed::understand::personal {

/// What a detector is given. Each adds what it finds, whatever the others find in the same place;
/// `settle` in personal_data.cpp decides between them.
struct Sight {
    const SeenText& seen;
    const NumberRuns& numbers;
    const std::vector<std::string>& countries;  ///< small letters; empty: all
    std::string_view language;

    [[nodiscard]] bool cares_for(std::string_view country) const;
};

void find_mails(const Sight& sight, Findings& findings);
void find_phones(const Sight& sight, Findings& findings);
void find_spoken_phones(const Sight& sight, Findings& findings);
void find_cards(const Sight& sight, Findings& findings);
void find_ibans(const Sight& sight, Findings& findings);
void find_bank_accounts(const Sight& sight, Findings& findings);
void find_national_ids(const Sight& sight, Findings& findings);
void find_named_ids(const Sight& sight, Findings& findings);
void find_postal_addresses(const Sight& sight, Findings& findings);
void find_birth_dates(const Sight& sight, Findings& findings);
void find_credentials(const Sight& sight, Findings& findings);

}  // namespace heed::understand::personal
