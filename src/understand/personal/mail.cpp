#include <algorithm>
#include <array>
#include <optional>

#include "understand/personal/detectors.hpp"

namespace heed::understand::personal {

namespace {

constexpr std::size_t local_bytes_max = 64;
constexpr std::size_t domain_labels_max = 6;

bool is_local_byte(char c) {
    return is_alnum_byte(c) || std::string_view("._%+-'").find(c) != std::string_view::npos;
}

bool is_domain_byte(char c) {
    return is_alnum_byte(c) || c == '-';
}

/// A sign that may be written as a word: where it stands, and whether that was plain.
struct Sign {
    Piece piece;
    bool is_plain = true;  ///< the sign itself, with nothing around
    bool in_brackets = false;
};

/// The word in one of many brackets, or between blanks: "(at)", "[at]", " at ".
template <std::size_t N>
std::optional<Sign> spelled_at(const SeenText& seen, std::size_t place,
                               const std::array<std::string_view, N>& words) {
    auto start = place;
    while (seen.at(start) == ' ')
        ++start;
    const bool bracket = std::string_view("([{<").find(seen.at(start)) != std::string_view::npos &&
                         seen.at(start) != '\0';
    if (!bracket && start == place) return std::nullopt;
    auto at = start + (bracket ? 1 : 0);
    while (bracket && seen.at(at) == ' ')
        ++at;
    for (const auto word : words) {
        if (seen.text().substr(at, word.size()) != word) continue;
        auto end = at + word.size();
        while (seen.at(end) == ' ')
            ++end;
        const bool closes = std::string_view(")]}>").find(seen.at(end)) != std::string_view::npos &&
                            seen.at(end) != '\0';
        if (bracket != closes || (!bracket && end == at + word.size())) continue;
        if (!bracket && word == "@") continue;  // at_sign() knows it
        if (bracket) ++end;
        while (seen.at(end) == ' ')
            ++end;
        return Sign{{place, end}, false, bracket};
    }
    return std::nullopt;
}

constexpr std::array<std::string_view, 9> at_words{"at",      "@",           "arroba",
                                                   "arobase", "chiocciola",  "apenstaartje",
                                                   "malpa",   "klammeraffe", "a commercial"};
constexpr std::array<std::string_view, 8> dot_words{"dot",   ".",     "punkt", "point",
                                                    "punto", "ponto", "punt",  "kropka"};

std::optional<Sign> at_sign(const SeenText& seen, std::size_t place) {
    if (seen.at(place) == '@') {
        auto end = place + 1;
        while (seen.at(end) == ' ')
            ++end;
        return Sign{{place, end}, end == place + 1, false};
    }
    return spelled_at(seen, place, at_words);
}

std::optional<Sign> dot_sign(const SeenText& seen, std::size_t place) {
    if (seen.at(place) == '.') return Sign{{place, place + 1}, true, false};
    return spelled_at(seen, place, dot_words);
}

/// A name and how it was written.
struct Domain {
    Piece piece;
    std::size_t labels = 0;
    bool has_spelled_dot = false;
    Piece top;
};

std::size_t label_end(const SeenText& seen, std::size_t place) {
    while (is_domain_byte(seen.at(place)))
        ++place;
    return place;
}

/// Letters alone, or the form in which a name of another script travels.
bool is_top_level(std::string_view label) {
    if (label.starts_with("xn--")) return true;
    return label.size() >= 2 && label.size() <= 24 &&
           std::all_of(label.begin(), label.end(), is_letter_byte);
}

std::optional<Domain> domain_at(const SeenText& seen, std::size_t place) {
    Domain domain{{place, label_end(seen, place)}, 1, false, {}};
    if (domain.piece.size() == 0) return std::nullopt;
    bool has_top = false;
    while (domain.labels < domain_labels_max) {
        const auto dot = dot_sign(seen, domain.piece.end);
        if (!dot) break;
        const Piece label{dot->piece.end, label_end(seen, dot->piece.end)};
        if (!is_top_level(seen.of(label)) && label.size() == 0) break;
        // "write to ana@example.org . then": a spelled dot only goes on to what can be a name.
        if (!dot->is_plain && has_top && !dot->in_brackets && label.size() > 4) break;
        has_top = is_top_level(seen.of(label));
        domain = {
            {place, label.end}, domain.labels + 1, domain.has_spelled_dot || !dot->is_plain, label};
    }
    if (domain.labels < 2 || !has_top) return std::nullopt;
    return domain;
}

/// What stands before the sign; a dot at its beginning belongs to the sentence.
Piece local_before(const SeenText& seen, std::size_t place) {
    Piece local{place, place};
    while (local.start > 0 && local.size() < local_bytes_max &&
           is_local_byte(seen.before(local.start)))
        --local.start;
    while (local.size() > 0 && !is_alnum_byte(seen.at(local.start)))
        ++local.start;
    return local;
}

const WordSet& providers() {
    static const WordSet words(
        "gmail googlemail yahoo ymail hotmail outlook live msn icloud me aol gmx web posteo mail "
        "protonmail proton t-online freenet orange free laposte wanadoo sfr libero virgilio "
        "tiscali "
        "alice sapo telenet skynet ziggo kpnmail xs4all home bluewin hispeed btinternet sky "
        "virginmedia eircom comcast verizon att wp onet interia o2 zoho fastmail yandex");
    return words;
}

const WordSet& mail_words() {
    static const WordSet words(
        "mail email e-mail mails emails adresse address correo courriel posta mailadres "
        "mailadresse "
        "emailadresse mailto");
    return words;
}

/// Addresses that belong to an office and not to a person.
bool is_role(std::string_view local) {
    static const WordSet roles(
        "info support help helpdesk service* customer* kunden* contact* kontakt* care sales office "
        "press presse media jobs career* hello team admin webmaster postmaster noreply no-reply "
        "donotreply feedback complaints enquiries enquiry inquiries privacy datenschutz dpo legal "
        "billing accounts orders order booking* reservation* atencion* clientes cliente* clienti "
        "assistenza servizio* suporte apoio ajuda klant* klacht* reclam* sav serviceclient* aide "
        "marketing security abuse social* refunds returns claims baggage* warranty");
    return roles.contains(local);
}

/// "If at any point in" has English and French signs: "at" goes with "dot" and "punkt" alone.
bool speaks_one_language(const SeenText& seen, const Sign& at, const Domain& domain) {
    const auto sign = seen.of(at.piece);
    if (sign.starts_with('@')) return false;
    const auto name = seen.of(domain.piece);
    return sign.find(" at ") == std::string_view::npos ||
           name.find(" dot ") != std::string_view::npos ||
           name.find(" punkt ") != std::string_view::npos;
}

/// A spelled sign is a sign only when something else speaks for an address: "look at google.com".
bool is_believable(const SeenText& seen, const Sign& at, Piece local, const Domain& domain) {
    if (at.is_plain || at.in_brackets) return true;
    const auto name = seen.of(local);
    if (name.find_first_of("._0123456789") != std::string_view::npos) return true;
    if (domain.has_spelled_dot && speaks_one_language(seen, at, domain)) return true;
    const auto host = seen.of({domain.piece.start, label_end(seen, domain.piece.start)});
    return providers().contains(host) || is_named_before(seen, local.start, mail_words(), 4);
}

std::optional<Finding> mail_around(const SeenText& seen, const Sign& at) {
    auto local_end = at.piece.start;
    while (seen.at(at.piece.start) == '@' && seen.before(local_end) == ' ')
        --local_end;
    Sign sign = at;
    sign.is_plain = at.is_plain && local_end == at.piece.start;
    const auto local = local_before(seen, local_end);
    if (local.size() == 0) return std::nullopt;
    // "@ana@example.social" is a name on a network; "a***a@example.org" says nothing.
    const char before = seen.before(local.start);
    if (before == '@' || before == '*' || before == '/') return std::nullopt;
    const auto domain = domain_at(seen, at.piece.end);
    if (!domain || is_role(seen.of(local))) return std::nullopt;
    if (!is_believable(seen, sign, local, *domain)) return std::nullopt;
    const auto certainty = sign.is_plain ? Certainty::certain : Certainty::likely;
    return Finding{PersonalDataKind::mail, {local.start, domain->piece.end}, certainty, {}};
}

}  // namespace

void find_mails(const Sight& sight, Findings& findings) {
    const auto& seen = sight.seen;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const char c = seen.at(i);
        if (c != '@' && c != ' ' && c != '(' && c != '[' && c != '{' && c != '<') continue;
        // A row of blanks is looked at once.
        if (c == ' ' && seen.before(i) == ' ') continue;
        const auto at = at_sign(seen, i);
        if (!at) continue;
        if (const auto mail = mail_around(seen, *at)) {
            findings.push_back(*mail);
            i = mail->piece.end - 1;
        }
    }
}

}  // namespace heed::understand::personal
