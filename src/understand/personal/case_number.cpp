// Numbers by which a company knows a case: learned from who names them, found again anywhere.
#include <algorithm>

#include "understand/personal/seen_text.hpp"
#include "understand/personal_data.hpp"

namespace heed::understand {

namespace {

using personal::is_alnum_byte;
using personal::is_digit_byte;
using personal::Piece;
using personal::SeenText;
using personal::WordSet;

constexpr std::size_t number_characters_min = 4;
constexpr std::size_t number_characters_max = 34;
constexpr std::size_t tagged_digits_min = 5;
constexpr std::size_t fillers_max = 5;
constexpr std::size_t gap_bytes_max = 4;
constexpr std::size_t case_numbers_max = 100;

const WordSet& names() {
    static const WordSet words(
        "order orders ordernumber orderid booking bookings reservation ticket case ref reference "
        "invoice tracking parcel shipment confirmation claim incident pnr policy contract customer "
        "account membership member loyalty complaint bestell* auftrag* buchung* reservierung* "
        "rechnung* sendung* sendungsnummer ticketnummer kundennummer kundennr kunden vertrag* "
        "vorgang* fallnummer fall aktenzeichen referenz* tracking* commande* facture* colis suivi "
        "dossier client contrat reclamation pedido* reserva* localizador factura* envio "
        "seguimiento "
        "expediente contrato ordine* prenotazione fattura* spedizione pratica contratto encomenda* "
        "fatura* processo bestelling* bestelnummer bestelnr boeking* factuur* zending* klantnummer "
        "klantnr zaak dossiernummer zamowieni* rezerwac* faktur* przesylk* zgloszeni* numer");
    return words;
}

const WordSet& fillers() {
    static const WordSet words(
        "number numbers no nr num id code ref reference is was are the my our your it its it's "
        "nummer nummern numero numer de du della dell do da van of for with ist lautet est es e "
        "era "
        "confirmation tracking order booking and und et y i under locator tel kod codigo codice "
        "s n nbr pnr mit der die das mein meine mon ma mi il la le el minha meu mijn moj moje case "
        "reservation ticket");
    return words;
}

std::size_t digits_in(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit_byte));
}

bool is_group_of_digits(const SeenText& seen, std::size_t place) {
    std::size_t end = place;
    while (is_digit_byte(seen.at(end)))
        ++end;
    return end - place >= 2 && !personal::is_letter_byte(seen.at(end));
}

/// "AB" of "1234 AB 56": a few capitals with digits behind.
bool is_group_of_capitals(const SeenText& seen, std::size_t place) {
    constexpr std::size_t capitals_max = 4;
    std::size_t end = place;
    while (end < place + capitals_max && personal::is_letter_byte(seen.at(end)) &&
           seen.is_capital(end))
        ++end;
    return end > place && seen.at(end) == ' ' && is_group_of_digits(seen, end + 1);
}

/// Groups of digits, with a group of capitals between them or not.
bool goes_on_behind_blank(const SeenText& seen, Piece value) {
    if (seen.at(value.end) != ' ' || digits_in(seen.of(value)) < 2) return false;
    const auto next = value.end + 1;
    if (is_digit_byte(seen.before(value.end)))
        return is_group_of_digits(seen, next) || is_group_of_capitals(seen, next);
    return seen.is_capital(value.end - 1) && is_group_of_digits(seen, next);
}

/// The value that begins here; blanks join groups of digits ("123 456 789", "1234 AB 56").
Piece value_at(const SeenText& seen, std::size_t place) {
    Piece value{place, place};
    while (value.size() < 2 * number_characters_max) {
        const char c = seen.at(value.end);
        const bool joins = (c == '-' || c == '/' || c == '_') && value.size() > 0 &&
                           is_alnum_byte(seen.at(value.end + 1));
        if (!is_alnum_byte(c) && !joins && !goes_on_behind_blank(seen, value)) break;
        ++value.end;
    }
    return value;
}

bool is_all_capitals(const SeenText& seen, Piece piece) {
    for (auto i = piece.start; i < piece.end; ++i)
        if (!is_digit_byte(seen.at(i)) && !seen.is_capital(i)) return false;
    return true;
}

bool is_year(std::string_view text) {
    return text.size() == 4 && (text.starts_with("19") || text.starts_with("20"));
}

/// Ends in "13:45" or "12.50": the piece that was read is a part of a time or a price.
bool is_part_of_other(const SeenText& seen, Piece piece) {
    const char next = seen.at(piece.end);
    const bool joins = next == ':' || next == ',' || next == '.';
    return joins && is_digit_byte(seen.at(piece.end + 1));
}

/// A code without digits ("XKQTZP") counts where all of it is capitals, as machines write it.
bool is_number(const SeenText& seen, Piece piece) {
    const auto text = seen.of(piece);
    const auto characters =
        static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_alnum_byte));
    if (characters < number_characters_min || characters > number_characters_max) return false;
    if (text.find(SeenText::foreign_letter) != std::string_view::npos) return false;
    if (is_year(text) || is_part_of_other(seen, piece)) return false;
    const auto digits = digits_in(text);
    if (digits == 0) return characters == 6 && is_all_capitals(seen, piece);
    return digits == characters || digits >= 2 || is_all_capitals(seen, piece);
}

class Learner {
public:
    explicit Learner(std::string_view text) : seen_(text.substr(0, personal_data_bytes_max)) {}

    std::vector<CaseNumber> learn() {
        for (std::size_t i = 0; i < seen_.words().size() && found_.size() < case_numbers_max; ++i) {
            const auto start = seen_.words()[i].piece.start;
            if (start < past_) continue;
            if (seen_.before(start) == '#' && take_tagged(start)) continue;
            if (names().contains(seen_.word(i))) take_named(i);
        }
        return std::move(found_);
    }

private:
    bool take_tagged(std::size_t place) {
        const auto value = value_at(seen_, place);
        if (digits_in(seen_.of(value)) < tagged_digits_min || !is_number(seen_, value))
            return false;
        add(value);
        return true;
    }

    void take_named(std::size_t name) {
        auto last = name;  ///< the word that was read last: the name, a filler, a number
        auto i = name + 1;
        for (std::size_t passed = 0; i < seen_.words().size() && passed < fillers_max; ++passed) {
            if (!is_near(last, i)) return;
            const auto value = value_at(seen_, seen_.words()[i].piece.start);
            if (is_number(seen_, value)) {
                add(value);
                i = seen_.word_at(value.end);
                last = i - 1;
                passed = 0;
                continue;
            }
            if (!fillers().contains(seen_.word(i)) && !names().contains(seen_.word(i))) return;
            last = i++;
        }
    }

    [[nodiscard]] bool is_near(std::size_t left, std::size_t right) const {
        const Piece gap{seen_.words()[left].piece.end, seen_.words()[right].piece.start};
        return gap.size() <= gap_bytes_max &&
               seen_.of(gap).find_first_of("!?\n") == std::string_view::npos;
    }

    void add(Piece piece) {
        past_ = piece.end;
        auto number = normal_number(seen_.of(piece));
        const bool known = std::any_of(found_.begin(), found_.end(),
                                       [&](const CaseNumber& n) { return n.number == number; });
        if (!known) found_.push_back({std::move(number), seen_.source_of(piece)});
    }

    SeenText seen_;
    std::vector<CaseNumber> found_;
    std::size_t past_ = 0;
};

bool is_separator(char c) {
    return std::string_view(" -./_#:").find(c) != std::string_view::npos;
}

/// Where the number ends that begins at `place`, or 0.
std::size_t end_of_number(const SeenText& seen, std::size_t place, std::string_view number) {
    static constexpr std::size_t separators_max = 3;
    std::size_t matched = 0;
    std::size_t gap = 0;
    for (; matched < number.size() && place < seen.size(); ++place) {
        const char c = seen.at(place);
        const char wanted = number[matched];
        const char small = wanted >= 'A' && wanted <= 'Z' ? static_cast<char>(wanted + 32) : wanted;
        if (c == small) {
            ++matched;
            gap = 0;
        } else if (matched == 0 || !is_separator(c) || ++gap > separators_max) {
            return 0;
        }
    }
    return matched == number.size() && !is_alnum_byte(seen.at(place)) ? place : 0;
}

}  // namespace

std::vector<CaseNumber> find_case_numbers(std::string_view text) {
    return Learner(text).learn();
}

std::vector<TextSpan> find_number(std::string_view text, std::string_view number) {
    if (number.size() < number_characters_min || number.size() > number_characters_max) {
        return {};
    }
    const SeenText seen(text.substr(0, personal_data_bytes_max));
    std::vector<TextSpan> spans;
    for (const auto& word : seen.words()) {
        const auto end = end_of_number(seen, word.piece.start, number);
        if (end > 0) spans.push_back(seen.source_of({word.piece.start, end}));
    }
    return spans;
}

}  // namespace heed::understand
