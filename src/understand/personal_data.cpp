#include "understand/personal_data.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "understand/personal/detectors.hpp"
#include "understand/personal/phone_plans.hpp"

namespace heed::understand {

namespace {

using personal::Finding;
using personal::Findings;
using personal::SeenText;

constexpr std::size_t own_characters_min = 5;
constexpr std::size_t own_digits_min = 6;

std::string letters_and_digits(std::string_view seen) {
    std::string kept;
    for (const char c : seen) {
        if (!personal::is_alnum_byte(c) || c == SeenText::foreign_letter) continue;
        kept += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
    return kept;
}

std::string digits_of(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), personal::is_digit_byte);
    return digits;
}

/// The digits of a phone number as it is dialled from abroad, or without the zeros before it.
std::string dialled(std::string_view seen) {
    auto digits = digits_of(seen);
    const bool international = seen.find('+') != std::string_view::npos;
    digits.erase(0, digits.find_first_not_of('0'));
    return international ? personal::without_trunk(std::move(digits)) : digits;
}

/// "+49 30 123456" and "030 123456" are one number: what comes before may differ.
bool is_same_phone(std::string_view left, std::string_view right) {
    if (std::min(left.size(), right.size()) < own_digits_min) return false;
    return left.size() < right.size() ? right.ends_with(left) : left.ends_with(right);
}

std::string without_blanks(std::string_view seen) {
    std::string kept;
    std::copy_if(seen.begin(), seen.end(), std::back_inserter(kept),
                 [](char c) { return c != ' '; });
    return kept;
}

/// The company's own, in the forms in which they are compared.
class Own {
public:
    explicit Own(const std::vector<std::string>& texts) {
        for (const auto& text : texts) {
            const SeenText seen(text);
            if (seen.text().find('@') != std::string_view::npos) {
                mails_.push_back(without_blanks(seen.text()));
            } else {
                numbers_.push_back(letters_and_digits(seen.text()));
                phones_.push_back(dialled(seen.text()));
            }
        }
    }

    [[nodiscard]] bool has(const SeenText& seen, const Finding& finding) const {
        const auto text = seen.of(finding.piece);
        if (finding.kind == PersonalDataKind::mail) return has_mail(without_blanks(text));
        if (finding.kind == PersonalDataKind::phone) return has_phone(dialled(text));
        const auto number = letters_and_digits(text);
        return std::any_of(numbers_.begin(), numbers_.end(),
                           [&](const std::string& own) { return is_same(own, number); });
    }

private:
    [[nodiscard]] bool has_mail(const std::string& mail) const {
        return std::any_of(mails_.begin(), mails_.end(), [&](const std::string& own) {
            return own.front() == '@' ? mail.ends_with(own) : mail == own;
        });
    }
    [[nodiscard]] bool has_phone(const std::string& digits) const {
        return std::any_of(phones_.begin(), phones_.end(),
                           [&](const std::string& own) { return is_same_phone(own, digits); });
    }
    static bool is_same(const std::string& own, const std::string& number) {
        if (own.size() < own_characters_min || number.size() < own_characters_min) {
            return own == number;
        }
        return own.find(number) != std::string::npos || number.find(own) != std::string::npos;
    }

    std::vector<std::string> mails_;
    std::vector<std::string> numbers_;
    std::vector<std::string> phones_;
};

/// Where two lie over each other, the one that is harder to be by chance stays.
int rank(const Finding& finding) {
    static constexpr std::array order{
        PersonalDataKind::iban,          PersonalDataKind::mail,
        PersonalDataKind::card,          PersonalDataKind::birth_date,
        PersonalDataKind::credential,    PersonalDataKind::national_id,
        PersonalDataKind::bank_account,  PersonalDataKind::phone,
        PersonalDataKind::postal_address};
    const auto place = std::find(order.begin(), order.end(), finding.kind) - order.begin();
    return static_cast<int>(place) + (finding.certainty == Certainty::certain ? 0 : 100);
}

Findings settle(Findings findings, std::size_t text_bytes) {
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        if (rank(a) != rank(b)) return rank(a) < rank(b);
        return a.piece.size() > b.piece.size();
    });
    std::vector<bool> taken(text_bytes, false);
    Findings kept;
    for (const auto& finding : findings) {
        const auto begin = taken.begin() + static_cast<std::ptrdiff_t>(finding.piece.start);
        const auto end = taken.begin() + static_cast<std::ptrdiff_t>(finding.piece.end);
        if (std::find(begin, end, true) != end) continue;
        std::fill(begin, end, true);
        kept.push_back(finding);
    }
    std::sort(kept.begin(), kept.end(),
              [](const Finding& a, const Finding& b) { return a.piece.start < b.piece.start; });
    return kept;
}

std::vector<std::string> small(const std::vector<std::string>& countries) {
    std::vector<std::string> made;
    for (const auto& country : countries)
        made.push_back(lower_ascii(country));
    return made;
}

Findings find_all(const personal::Sight& sight) {
    static constexpr std::array finders{
        personal::find_mails,        personal::find_phones,     personal::find_spoken_phones,
        personal::find_cards,        personal::find_ibans,      personal::find_bank_accounts,
        personal::find_national_ids, personal::find_named_ids,  personal::find_postal_addresses,
        personal::find_birth_dates,  personal::find_credentials};
    Findings findings;
    for (const auto find : finders)
        find(sight, findings);
    return findings;
}

}  // namespace

namespace personal {

bool Sight::cares_for(std::string_view country) const {
    if (countries.empty()) return true;
    const auto wanted = lower_ascii(country);
    return std::find(countries.begin(), countries.end(), wanted) != countries.end();
}

}  // namespace personal

std::vector<PersonalDatum> find_personal_data(std::string_view text, std::string_view language,
                                              const PersonalDataOptions& options) {
    const SeenText seen(text.substr(0, personal_data_bytes_max));
    const personal::NumberRuns numbers(seen);
    const auto countries = small(options.countries);
    const auto found =
        settle(find_all({seen, numbers, countries, language.substr(0, 2)}), seen.size());
    const Own own(options.own);
    std::vector<PersonalDatum> data;
    for (const auto& finding : found) {
        if (own.has(seen, finding)) continue;
        if (data.size() == personal_data_found_max) break;
        data.push_back(
            {finding.kind, seen.source_of(finding.piece), finding.certainty, finding.form});
    }
    return data;
}

std::string normal_number(std::string_view text) {
    return letters_and_digits(SeenText(text).text());
}

}  // namespace heed::understand
