#include <algorithm>
#include <array>
#include <optional>

#include "understand/personal/detectors.hpp"
#include "understand/personal/postcode.hpp"

namespace heed::understand::personal {

namespace {

constexpr std::size_t name_words_max = 6;
constexpr std::size_t words_to_postcode_max = 8;
constexpr std::size_t bytes_to_postcode_max = 80;
constexpr std::size_t gap_bytes_max = 4;

/// A street with its house, in words.
struct Street {
    std::size_t first = 0;
    std::size_t last = 0;  ///< the last word, included
    bool is_sure = false;  ///< nothing but a street looks so; else a postcode must follow
    std::string_view country = {};
};

const WordSet& types_behind() {
    static const WordSet words(
        "street st road rd avenue ave lane ln drive dr court ct boulevard blvd way place pl square "
        "sq "
        "terrace ter close crescent cres gardens grove highway hwy parkway pkwy row mews circle "
        "cir "
        "quay parade walk rise hill green trail trl turnpike pike loop alley park");
    return words;
}

/// Those that end the names of other places, and plain sentences.
const WordSet& doubtful_types_behind() {
    static const WordSet words(
        "park hill walk green way place court ct rise loop trail row quay square sq circle pike "
        "grove "
        "gardens drive dr st pl ter alley highway hwy");
    return words;
}

const WordSet& types_between() {
    static const WordSet words(
        "rue avenue av boulevard bd chemin allee impasse place quai route cours passage square "
        "faubourg sentier ruelle villa residence");
    return words;
}

const WordSet& types_before() {
    static const WordSet words(
        "calle c avenida avda av plaza pza paseo ps carrer ronda camino carretera glorieta "
        "travesia "
        "via viale corso piazza piazzale vicolo largo strada lungotevere rua travessa praca "
        "estrada "
        "alameda rotunda ul ulica al aleja aleje plac os osiedle rue avenue chaussee boulevard "
        "place "
        "chemin route quai");
    return words;
}

/// Those that are words of another language, too.
const WordSet& doubtful_types() {
    static const WordSet words("via place al av os route square largo avenue boulevard corso ps");
    return words;
}

const WordSet& particles() {
    static const WordSet words(
        "de la le les du des d l del della dei degli delle di da do dos das e y of the saint st "
        "ste "
        "den der dem van het ten ter op zum zur am im an und et of sur sous a los las el al san "
        "santa "
        "sao n s w ne nw se sw north south east west");
    return words;
}

const WordSet& address_words() {
    static const WordSet words(
        "address live lives living adresse wohn* wohnhaft anschrift habite domicile direccion vivo "
        "domicilio indirizzo abito morada adres woon* mieszk* ship shipped deliver* delivery send "
        "sent posted post liefer* livr* enviar entreg* bezorg*");
    return words;
}

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings,
                   std::size_t more_min) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
        return word.size() >= ending.size() + more_min && word.ends_with(ending);
    });
}

/// "hauptstrasse", "lindenallee", "kerkstraat".
bool is_compound(std::string_view word) {
    static const WordSet not_streets("einbahnstrasse milchstrasse datenstrasse seitenstrasse");
    return !not_streets.contains(word) &&
           ends_with_any(word,
                         {"strasse", "straat", "gracht", "gasse", "laan", "singel", "plein", "str",
                          "kade", "allee", "weg", "chaussee"},
                         3);
}

/// Those are other words at least as often: "onderweg 5", "parkplatz 3".
bool is_sure_compound(std::string_view word) {
    return ends_with_any(word, {"strasse", "straat", "gracht", "gasse", "laan", "singel"}, 3) &&
           word != "sackgasse";
}

class Finder {
public:
    Finder(const Sight& sight, Findings& findings)
        : seen_(sight.seen), language_(sight.language), findings_(findings) {}

    void find() {
        for (std::size_t i = 0; i < count(); ++i) {
            auto street = street_from(i);
            if (!street) street = box_from(i);
            if (street && take(*street)) {
                i = street->last;
                continue;
            }
            take_fine_postcode(i);
        }
    }

private:
    [[nodiscard]] std::size_t count() const { return seen_.words().size(); }
    [[nodiscard]] std::string_view gap_behind(std::size_t word) const {
        if (word + 1 >= count()) return "\n";
        return seen_.of({seen_.words()[word].piece.end, seen_.words()[word + 1].piece.start});
    }
    [[nodiscard]] bool is_name_gap(std::string_view gap) const {
        return gap == " " || gap == "-" || gap == "." || gap == ". " || gap == "'" || gap == "/";
    }
    [[nodiscard]] bool is_number_gap(std::string_view gap) const {
        return gap == " " || gap == ", " || gap == "," || gap == ". ";
    }

    /// "12", "12a", "1234"; not "007".
    [[nodiscard]] bool is_house(std::size_t word, std::size_t digits_max) const {
        if (word >= count()) return false;
        const auto text = seen_.word(word);
        const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
        if (digits == 0 || digits > digits_max || text[0] == '0') return false;
        if (text.size() > digits + 1) return false;
        const auto start = seen_.words()[word].piece.start;
        return std::string_view("$#@.:,/-+").find(seen_.before(start)) == std::string_view::npos ||
               start == 0;
    }

    [[nodiscard]] std::optional<Street> street_from(std::size_t i) const {
        if (is_house(i, 5)) {
            if (const auto street = number_first(i)) return street;
            return french(i);
        }
        if (const auto street = type_first(i)) return street;
        if (const auto street = compound(i)) return street;
        return plain(i);
    }

    /// "742 Evergreen Terrace", "10 St James's Street".
    [[nodiscard]] std::optional<Street> number_first(std::size_t i) const {
        std::optional<Street> street;
        bool capitals = true;
        for (auto k = i + 1; k < count() && k <= i + name_words_max; ++k) {
            const auto gap = gap_behind(k - 1);
            if (!(k == i + 1 ? is_number_gap(gap) : is_name_gap(gap))) break;
            const auto word = seen_.word(k);
            const bool capital = seen_.words()[k].is_capital;
            if (k >= i + 2 && types_behind().contains(word) && (capital || !capitals)) {
                street = Street{i, k, capitals && !doubtful_types_behind().contains(word), {}};
            }
            const bool ordinal = is_digit_byte(word[0]) && word.size() > 2;
            if (is_digit_byte(word[0]) && !ordinal) break;
            if (!capital && !ordinal && !particles().contains(word)) capitals = false;
        }
        if (street && !street->is_sure) street->is_sure = is_told(i);
        return street;
    }

    [[nodiscard]] bool is_told(std::size_t word) const {
        return is_named_before(seen_, seen_.words()[word].piece.start, address_words(), 4);
    }

    /// "12 rue de la Paix", "12 bis, avenue Foch".
    [[nodiscard]] std::optional<Street> french(std::size_t i) const {
        auto k = i + 1;
        static const WordSet more("bis ter quater");
        if (k < count() && more.contains(seen_.word(k))) ++k;
        if (k + 1 >= count() || !types_between().contains(seen_.word(k))) return std::nullopt;
        if (!is_number_gap(gap_behind(k - 1))) return std::nullopt;
        const auto end = name_end(k + 1);
        if (!end) return std::nullopt;
        return Street{i, *end, true, "FR"};
    }

    /// The last capital of a name that begins at this word.
    [[nodiscard]] std::optional<std::size_t> name_end(std::size_t word) const {
        std::optional<std::size_t> end;
        for (auto k = word; k < count() && k < word + name_words_max; ++k) {
            if (!is_name_gap(gap_behind(k - 1)) && !(k == word && gap_behind(k - 1) == "/ ")) break;
            if (is_digit_byte(seen_.word(k)[0])) break;
            if (seen_.words()[k].is_capital) {
                end = k;
            } else if (!particles().contains(seen_.word(k))) {
                break;
            }
        }
        return end;
    }

    /// "Calle Mayor 5", "ul. Nowy Świat 12/3", "Rua Augusta, n.º 25".
    [[nodiscard]] std::optional<Street> type_first(std::size_t i) const {
        const auto type = seen_.word(i);
        if (!types_before().contains(type)) return std::nullopt;
        if (type == "c" && seen_.at(seen_.words()[i].piece.end) != '/') return std::nullopt;
        const auto end = name_end(i + 1);
        if (!end) return std::nullopt;
        auto house = *end + 1;
        static const WordSet number_words("n no nr num numero nro numer");
        if (house < count() && number_words.contains(seen_.word(house))) ++house;
        if (house < count() && seen_.word(house) == "o") ++house;  // the raised o of "n.º"
        if (!is_house(house, 4) || gap_behind(*end).size() > gap_bytes_max) return std::nullopt;
        const bool sure = !doubtful_types().contains(type) ||
                          (language_ != "en" && language_ != "" && seen_.words()[i].is_capital);
        return Street{i, house, sure || is_told(i), {}};
    }

    /// "Hauptstraße 12", "Karl-Marx-Allee 3b", "Lange Straße 7".
    [[nodiscard]] std::optional<Street> compound(std::size_t i) const {
        if (!is_house(i + 1, 4)) return std::nullopt;
        const auto gap = gap_behind(i);
        if (gap != " " && gap != ". " && gap != ".") return std::nullopt;
        const auto word = seen_.word(i);
        static const WordSet alone(
            "strasse str allee weg straat laan plein gracht platz ring damm");
        const bool separate = alone.contains(word) && i > 0 && seen_.words()[i - 1].is_capital &&
                              is_name_gap(gap_behind(i - 1));
        if (!separate && !is_compound(word)) return std::nullopt;
        const bool sure = separate ? word.starts_with("str") || word == "laan" || word == "gracht"
                                   : is_sure_compound(word) || is_told(i);
        return Street{separate ? name_begin(i - 1) : name_begin(i), i + 1, sure, {}};
    }

    /// Back over what a hyphen joins.
    [[nodiscard]] std::size_t name_begin(std::size_t word) const {
        for (std::size_t steps = 0; word > 0 && steps < name_words_max; --word, ++steps)
            if (gap_behind(word - 1) != "-") break;
        return word;
    }

    /// "Unter den Linden 77", "Coolsingel 40": nothing says street, so a postcode must.
    [[nodiscard]] std::optional<Street> plain(std::size_t i) const {
        if (!seen_.words()[i].is_capital || !is_house(i + 1, 4)) return std::nullopt;
        if (gap_behind(i) != " " && gap_behind(i) != ", ") return std::nullopt;
        const auto code = postcode_behind(i + 1, 3);
        if (!code || code->is_fine) return std::nullopt;
        return Street{i, i + 1, false, {}};
    }

    [[nodiscard]] std::optional<Street> box_from(std::size_t i) const {
        static const WordSet boxes("postfach postbus");
        const auto word = seen_.word(i);
        const bool po =
            word == "box" && i > 0 && (seen_.word(i - 1) == "po" || seen_.word(i - 1) == "o");
        if ((!po && !boxes.contains(word)) || !is_house(i + 1, 6)) return std::nullopt;
        return Street{i, i + 1, true, {}};
    }

    [[nodiscard]] std::optional<Postcode> postcode_behind(std::size_t word,
                                                          std::size_t words) const {
        const auto from = seen_.words()[word].piece.end;
        for (auto k = word + 1; k < count() && k <= word + words; ++k) {
            if (seen_.words()[k].piece.start > from + bytes_to_postcode_max) break;
            if (gap_behind(k - 1).find_first_of("!?;") != std::string_view::npos) break;
            if (auto code = postcode_at(seen_, k)) return code;
        }
        return std::nullopt;
    }

    bool take(Street& street) {
        const auto code = postcode_behind(street.last, words_to_postcode_max);
        if (!code && !street.is_sure) return false;
        Piece piece{seen_.words()[street.first].piece.start, seen_.words()[street.last].piece.end};
        if (code) piece.end = code->piece.end;
        while (street.last + 1 < count() && seen_.words()[street.last + 1].piece.start < piece.end)
            ++street.last;
        add(piece, code ? Certainty::certain : Certainty::likely,
            code && !code->country.empty() ? code->country : street.country);
        return true;
    }

    void take_fine_postcode(std::size_t word) {
        const auto code = postcode_at(seen_, word);
        if (code && code->is_fine) add(code->piece, Certainty::likely, code->country);
    }

    void add(Piece piece, Certainty certainty, std::string_view country) {
        findings_.push_back({PersonalDataKind::postal_address, piece, certainty, country});
    }

    const SeenText& seen_;
    std::string_view language_;
    Findings& findings_;
};

}  // namespace

void find_postal_addresses(const Sight& sight, Findings& findings) {
    Finder(sight, findings).find();
}

}  // namespace heed::understand::personal
