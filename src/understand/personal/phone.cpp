#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "understand/personal/detectors.hpp"
#include "understand/personal/phone_context.hpp"
#include "understand/personal/phone_plans.hpp"

namespace heed::understand::personal {

namespace {

constexpr std::size_t international_digits_min = 8;
constexpr std::size_t international_digits_max = 15;
constexpr std::size_t words_before = 5;

/// What says that they are something else.
const WordSet& other_number_words() {
    static const WordSet words(
        "order orders booking reservation ticket case reference ref invoice tracking parcel flight "
        "model serial sku isbn ean imei barcode article item product customer account policy "
        "contract "
        "claim confirmation incident pnr version build part voucher code coupon meter bestell* "
        "auftrag* buchung* rechnung* sendung* ticketnummer kunden* vertrag* artikel* flug* "
        "vorgang* "
        "fall aktenzeichen gutschein* zaehler* zahler* commande* reservation* facture* colis suivi "
        "dossier client contrat vol pedido* reserva* factura* envio seguimiento expediente cliente "
        "contrato vuelo ordine* prenotazione fattura* spedizione pratica contratto volo encomenda* "
        "fatura* processo voo bestelling* bestelnummer boeking* factuur* zending* klant* contract* "
        "vlucht* zamowieni* rezerwac* faktur* przesylk* euro eur usd gbp pln chf points miles");
    return words;
}

/// What the words around a number say about it; asked only of numbers that fit a plan.
struct Place {
    const SeenText& seen;
    const Window& window;
    bool is_in_row = false;  ///< other groups of digits stand right beside it

    [[nodiscard]] bool is_named() const {
        return is_named_before(seen, window.piece.start, phone_words(), words_before);
    }
    [[nodiscard]] bool is_other() const;
};

char sign_before(const SeenText& seen, std::size_t place) {
    while (place > 0 && seen.before(place) == ' ')
        --place;
    return seen.before(place);
}

bool is_currency(char c) {
    return c == '$' || c == SeenText::foreign;
}

bool Place::is_other() const {
    const auto start = window.piece.start;
    return seen.before(start) == '#' || is_currency(sign_before(seen, start)) ||
           is_named_before(seen, start, other_number_words(), 3);
}

/// The nearer word decides: "call us about order 0301234567".
bool speaks_against(const Place& place) {
    return place.is_other() &&
           !is_named_before(place.seen, place.window.piece.start, phone_words(), 2);
}

Finding found(const Window& window, Certainty certainty, std::string_view country) {
    return {PersonalDataKind::phone, window.piece, certainty, country};
}

std::optional<Finding> international(const Window& window, std::string digits) {
    const auto code = country_code_length(digits);
    if (code == 0 || digits.size() < international_digits_min) return std::nullopt;
    digits = without_trunk(std::move(digits));
    if (digits.size() > international_digits_max || digits.starts_with("800")) return std::nullopt;
    const auto* plan = plan_of_code(digits);
    if (plan == nullptr) return found(window, Certainty::certain, {});
    const auto national = std::string_view(digits).substr(code);
    if (!is_national_number(*plan, national)) return std::nullopt;
    if (begins_with_one_of(national, plan->service)) return std::nullopt;
    return found(window, Certainty::certain, plan->country);
}

/// Dates, addresses of computers and sums of money have the shape of some number, too.
bool is_something_else(const Window& window) {
    if (window.count == 4 && window.is_uniform() && window.joints.front() == Joint::dot) {
        return std::all_of(window.sizes.begin(), window.sizes.end(), [](auto s) { return s <= 3; });
    }
    if (window.count >= 3 && window.sizes[0] <= 2 && window.sizes[1] <= 2 &&
        window.joints[0] == window.joints[1] && window.joints[0] != Joint::blank) {
        return window.sizes[2] == 4 &&
               (window.digits.substr(window.sizes[0] + window.sizes[1], 2) == "20" ||
                window.digits.substr(window.sizes[0] + window.sizes[1], 2) == "19");
    }
    return window.count >= 3 && window.sizes[0] == 4 && window.sizes[1] == 2 &&
           window.sizes[2] == 2 && window.joints[0] == Joint::dash;
}

/// In Portuguese, nine digits of which the first two are a mobile's or a big town's. Elsewhere they
/// are anything.
bool is_portuguese(const Window& window, std::string_view national) {
    if (window.is_one_piece()) return begins_with_one_of(national, "91 92 93 96");
    return window.has_shape({3, 3, 3}) && window.joints[0] == Joint::blank &&
           begins_with_one_of(national, "91 92 93 96 21 22");
}

/// Groups as the country's people make them, where there is nothing but the groups to go by. Sums
/// are written in threes, too: there only what a mobile begins with counts.
bool has_national_shape(const PhonePlan& plan, const Window& window, std::string_view national) {
    if (window.is_one_piece()) return false;
    if (plan.country == "US") {
        return window.has_shape({3, 3, 4}) || window.has_shape({1, 3, 3, 4}) ||
               window.has_shape({3, 7});
    }
    const bool mobile = begins_with_one_of(national, plan.mobile);
    if (window.has_shape({3, 3, 3})) return mobile;
    return window.has_shape({3, 2, 2, 2}) || window.has_shape({2, 3, 2, 2});
}

std::string_view national_part(const PhonePlan& plan, std::string_view digits) {
    if (plan.code == "1" && digits.size() == 11 && digits.front() == '1') return digits.substr(1);
    return digits.starts_with(plan.trunk) ? digits.substr(plan.trunk.size()) : std::string_view();
}

/// A leading 0 says a lot where numbers have one: nobody writes one before a sum or a count.
std::optional<Certainty> national_certainty(const PhonePlan& plan, const Place& place,
                                            std::string_view national, std::string_view language) {
    const auto& window = place.window;
    if (is_something_else(window)) return std::nullopt;
    if (place.is_in_row && !place.is_named()) return std::nullopt;
    if (speaks_against(place)) return std::nullopt;
    if (place.is_named()) return Certainty::certain;
    const bool mobile = begins_with_one_of(national, plan.mobile);
    if (plan.country == "IT") {
        if (mobile &&
            (window.has_shape({3, 7}) || window.has_shape({3, 3, 4}) || window.has_shape({3, 6})))
            return Certainty::likely;
        return national.front() == '0' && national.size() >= 9 && window.count > 1
                   ? std::optional(Certainty::likely)
                   : std::nullopt;
    }
    if (plan.country == "PT" && language == "pt" && is_portuguese(window, national))
        return Certainty::likely;
    if (plan.trunk.empty()) {
        return has_national_shape(plan, window, national) ? std::optional(Certainty::likely)
                                                          : std::nullopt;
    }
    if (national.size() + 1 < 9) return std::nullopt;
    if (window.is_one_piece() && !mobile) return std::nullopt;
    return Certainty::likely;
}

std::optional<Finding> national(const Sight& sight, const Place& place) {
    std::optional<Finding> best;
    for (const auto& plan : phone_plans()) {
        if (!sight.cares_for(plan.country)) continue;
        const auto part = national_part(plan, place.window.digits);
        if (part.empty() || !is_national_number(plan, part)) continue;
        if (begins_with_one_of(part, plan.service)) continue;
        const auto certainty = national_certainty(plan, place, part, sight.language);
        if (!certainty) continue;
        const bool in_language = sight.language == "en"
                                     ? plan.country == "US" || plan.country == "GB"
                                     : sight.language == lower_ascii(plan.country);
        if (!best || in_language) best = found(place.window, *certainty, plan.country);
    }
    return best;
}

/// A free number is a company's, whatever other country's plan it also fits; in English, so is a
/// British one at the price of a local call.
bool is_service(const Sight& sight, const Window& window) {
    for (const auto& plan : phone_plans()) {
        const auto part = national_part(plan, window.digits);
        if (part.size() < 7) continue;
        const bool toll_free = part.starts_with("800") || (plan.code == "1" && part.size() == 10) ||
                               (plan.country == "GB" && part.size() == 10 &&
                                sight.language == "en" && !part.starts_with('7'));
        if (toll_free && begins_with_one_of(part, plan.service)) return true;
    }
    return false;
}

bool has_national_length(const Window& window) {
    return window.digits.size() >= 7 && window.digits.size() <= 13;
}

bool is_public_line(const Sight& sight, const Window& window) {
    return window.count > 1 && has_national_length(window) && sight.numbers.stands_alone(window) &&
           !sight.numbers.groups()[window.first].plus_before && is_service(sight, window);
}

std::optional<Finding> phone_in(const Sight& sight, const Window& window) {
    const auto& group = sight.numbers.groups()[window.first];
    if (!sight.numbers.stands_alone(window) || sight.numbers.is_tight_around(window)) return {};
    const auto place = window.piece.start;
    if (window.digits.size() >= 7 && is_offices(sight.seen, place)) return std::nullopt;
    if (group.plus_before) return international(window, window.digits);
    if (window.digits.starts_with("00")) return international(window, window.digits.substr(2));
    if (!has_national_length(window) || is_service(sight, window)) return std::nullopt;
    return national(sight, Place{sight.seen, window, sight.numbers.is_in_row(window)});
}

/// "+49", "(+49", "(030": what leads the number belongs to it.
void take_sign(const SeenText& seen, Finding& finding) {
    auto& start = finding.piece.start;
    if (seen.before(start) == '+') --start;
    if (seen.before(start) == '(') --start;
}

}  // namespace

void find_phones(const Sight& sight, Findings& findings) {
    const auto count = sight.numbers.groups().size();
    for (std::size_t i = 0; i < count; ++i) {
        std::optional<Finding> longest;
        std::size_t end = 0;
        sight.numbers.windows_from(i, [&](const Window& window) {
            if (is_public_line(sight, window)) {
                // The first groups of a free number are nobody's number either.
                longest.reset();
                end = window.piece.end;
            } else if (auto finding = phone_in(sight, window)) {
                longest = std::move(finding);
                end = window.piece.end;
            }
        });
        if (longest) {
            take_sign(sight.seen, *longest);
            findings.push_back(*longest);
        }
        while (i + 1 < count && sight.numbers.groups()[i + 1].piece.start < end)
            ++i;
    }
}

}  // namespace heed::understand::personal
