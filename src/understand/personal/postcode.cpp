#include "understand/personal/postcode.hpp"

#include <algorithm>

namespace heed::understand::personal {

namespace {

constexpr std::size_t town_words_max = 3;

bool all(std::string_view text, bool (*is)(char)) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is);
}

bool is_small_letter(char c) {
    return c >= 'a' && c <= 'z';
}

bool is_upper(const SeenText& seen, Piece piece) {
    for (auto i = piece.start; i < piece.end; ++i)
        if (is_letter_byte(seen.at(i)) && !seen.is_capital(i)) return false;
    return true;
}

/// One blank or nothing but this character between two words that follow each other.
bool joined_by(const SeenText& seen, std::size_t left, std::string_view joint) {
    if (left + 1 >= seen.words().size()) return false;
    return seen.of({seen.words()[left].piece.end, seen.words()[left + 1].piece.start}) == joint;
}

/// The beginning of every British postcode.
const WordSet& british_areas() {
    static const WordSet areas(
        "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt "
        "dy e "
        "ec eh en ex fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld "
        "le ll "
        "ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl "
        "sm "
        "sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze");
    return areas;
}

bool is_outward(std::string_view text) {
    const auto letters = std::min(text.find_first_of("0123456789"), text.size());
    const auto rest = text.substr(letters);
    if (rest.empty() || rest.size() > 2 || !is_digit_byte(rest[0])) return false;
    return british_areas().contains(text.substr(0, letters));
}

bool is_inward(std::string_view text) {
    static constexpr std::string_view never = "cikmov";
    return text.size() == 3 && is_digit_byte(text[0]) && all(text.substr(1), is_small_letter) &&
           never.find(text[1]) == std::string_view::npos &&
           never.find(text[2]) == std::string_view::npos;
}

std::optional<Postcode> fine(const SeenText& seen, Piece piece, std::string_view country) {
    if (!is_upper(seen, piece)) return std::nullopt;
    return Postcode{piece, country, true};
}

std::optional<Postcode> british(const SeenText& seen, std::size_t word) {
    const auto text = seen.word(word);
    const auto piece = seen.words()[word].piece;
    if (text.size() >= 5 && text.size() <= 7 && is_inward(text.substr(text.size() - 3)) &&
        is_outward(text.substr(0, text.size() - 3))) {
        return fine(seen, piece, "GB");
    }
    if (!is_outward(text) || !joined_by(seen, word, " ") || !is_inward(seen.word(word + 1))) {
        return std::nullopt;
    }
    return fine(seen, {piece.start, seen.words()[word + 1].piece.end}, "GB");
}

bool is_routing_key(std::string_view text) {
    return text == "d6w" ||
           (text.size() == 3 && is_small_letter(text[0]) && all(text.substr(1), is_digit_byte));
}

bool is_unique_identifier(std::string_view text) {
    static constexpr std::string_view allowed = "0123456789acdefhknprtvwxy";
    return text.size() == 4 && text.find_first_not_of(allowed) == std::string_view::npos &&
           std::any_of(text.begin(), text.end(), is_digit_byte) &&
           std::any_of(text.begin(), text.end(), is_small_letter);
}

std::optional<Postcode> irish(const SeenText& seen, std::size_t word) {
    const auto text = seen.word(word);
    const auto piece = seen.words()[word].piece;
    if (text.size() == 7 && is_routing_key(text.substr(0, 3)) &&
        is_unique_identifier(text.substr(3))) {
        return fine(seen, piece, "IE");
    }
    if (!is_routing_key(text) || !joined_by(seen, word, " ") ||
        !is_unique_identifier(seen.word(word + 1))) {
        return std::nullopt;
    }
    return fine(seen, {piece.start, seen.words()[word + 1].piece.end}, "IE");
}

/// Digits of these many places at words `word` and `word + 1`, "75-002" or "1100-048".
bool has_digits(const SeenText& seen, std::size_t word, std::size_t count) {
    return word < seen.words().size() && seen.word(word).size() == count &&
           all(seen.word(word), is_digit_byte);
}

/// The town: capitals side by side, with what may stand between ("Frankfurt am Main").
std::optional<std::size_t> town_end(const SeenText& seen, std::size_t word) {
    std::optional<std::size_t> end;
    for (auto i = word; i < seen.words().size() && i < word + town_words_max; ++i) {
        const auto& next = seen.words()[i];
        const auto gap = seen.of({seen.words()[i - 1].piece.end, next.piece.start});
        if (gap != " " && !(i > word && gap == "-") && !(i == word && gap == ", ")) break;
        if (all(seen.word(i), is_digit_byte)) break;
        if (next.is_capital) end = next.piece.end;
    }
    return end;
}

std::optional<Postcode> with_town(const SeenText& seen, std::size_t first, std::size_t last,
                                  std::string_view country) {
    const auto end = town_end(seen, last + 1);
    if (!end) return std::nullopt;
    return Postcode{{seen.words()[first].piece.start, *end}, country, false};
}

/// "IL 62704", "NY 10001-1234".
std::optional<Postcode> american(const SeenText& seen, std::size_t word) {
    static const WordSet states(
        "al ak az ar ca co ct de dc fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh "
        "nj "
        "nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy pr illinois california texas "
        "florida ohio georgia michigan virginia washington arizona");
    if (!states.contains(seen.word(word)) || !has_digits(seen, word + 1, 5)) return std::nullopt;
    if (!joined_by(seen, word, " ") && !joined_by(seen, word, ", ")) return std::nullopt;
    const bool long_form = joined_by(seen, word + 1, "-") && has_digits(seen, word + 2, 4);
    const auto& last = seen.words()[word + (long_form ? 2 : 1)].piece;
    return Postcode{{seen.words()[word].piece.start, last.end}, "US", false};
}

std::optional<Postcode> continental(const SeenText& seen, std::size_t word) {
    if (has_digits(seen, word, 4) && joined_by(seen, word, "-") && has_digits(seen, word + 1, 3)) {
        return with_town(seen, word, word + 1, "PT");
    }
    if (has_digits(seen, word, 2) && joined_by(seen, word, "-") && has_digits(seen, word + 1, 3)) {
        return with_town(seen, word, word + 1, "PL");
    }
    if (has_digits(seen, word, 4) && joined_by(seen, word, " ")) {
        const auto& next = seen.words()[word + 1].piece;
        if (next.size() == 2 && is_upper(seen, next) && all(seen.of(next), is_small_letter)) {
            return with_town(seen, word, word + 1, "NL");
        }
    }
    if (has_digits(seen, word, 5)) return with_town(seen, word, word, {});
    // A year, followed by a capital, is more often a year.
    const auto text = seen.word(word);
    if (!has_digits(seen, word, 4) || text.starts_with("19") || text.starts_with("20")) return {};
    return with_town(seen, word, word, {});
}

}  // namespace

std::optional<Postcode> postcode_at(const SeenText& seen, std::size_t word) {
    if (word >= seen.words().size()) return std::nullopt;
    if (auto code = british(seen, word)) return code;
    if (auto code = irish(seen, word)) return code;
    if (auto code = american(seen, word)) return code;
    return continental(seen, word);
}

}  // namespace heed::understand::personal
