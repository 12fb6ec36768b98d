#pragma once

#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "domain/personal_data.hpp"

namespace heed::bench {

/// A sentence that holds one piece of personal data, or one thing that only looks like it.
struct LabelledText {
    std::string text;
    std::string country;  ///< ISO 3166
    std::string language;
    bool is_personal = true;
    PersonalDataKind kind = PersonalDataKind::mail;
    TextSpan span;     ///< of the datum, or of what looks like one
    std::string what;  ///< "mobile", "flight", ...
};

/// So many texts of each form in each of twelve countries, the same for the same seed.
[[nodiscard]] std::vector<LabelledText> personal_texts(unsigned seed, std::size_t per_form);
[[nodiscard]] std::vector<LabelledText> harmless_texts(unsigned seed, std::size_t per_form);

}  // namespace heed::bench
