#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/text.hpp"
#include "domain/listening/listening.hpp"

namespace heed {

namespace {

/// What people write into their profiles to keep programs and companies away, in lower case.
constexpr std::array<std::string_view, 12> opt_outs{
    "#nobot",     "#nobots",       "#nobrands",      "#nomarketing",
    "no bots",    "no brands",     "no companies",   "no corporate",
    "brands dni", "companies dni", "do not contact", "brands go away"};

constexpr std::array<std::string_view, 8> age_words{"y/o",   "yo",  "years old", "yrs old",
                                                    "jahre", "ans", "años",      "anni"};

/// As the author wrote it.
std::string found_in(std::string_view text, std::string_view lower, std::string_view wanted) {
    const auto at = lower.find(wanted);
    return at == std::string_view::npos ? std::string{}
                                        : std::string(text.substr(at, wanted.size()));
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

/// "15 y/o", "16yo": a number from 8 to 17 before a word for years of age.
std::string childs_age(std::string_view text, std::string_view lower) {
    for (const auto word : age_words) {
        for (auto at = lower.find(word); at != std::string_view::npos;
             at = lower.find(word, at + 1)) {
            const auto end = at + word.size();
            if (end < lower.size() && is_letter_or_digit(lower[end])) continue;
            auto number_end = at;
            if (number_end > 0 && lower[number_end - 1] == ' ') --number_end;
            auto begin = number_end;
            while (begin > 0 && lower[begin - 1] >= '0' && lower[begin - 1] <= '9')
                --begin;
            int age = 0;
            std::from_chars(lower.data() + begin, lower.data() + number_end, age);
            if (age >= 8 && age <= 17) return std::string(text.substr(begin, end - begin));
        }
    }
    return {};
}

}  // namespace

ProfileHints read_profile(std::string_view name, std::string_view about) {
    const auto text = fmt::format("{}\n{}", name, about);
    const auto lower = lower_ascii(text);
    ProfileHints hints;
    for (const auto wanted : opt_outs) {
        if (hints.opted_out.empty()) hints.opted_out = found_in(text, lower, wanted);
    }
    hints.minor = childs_age(text, lower);
    return hints;
}

}  // namespace heed
