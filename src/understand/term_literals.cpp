#include "understand/term_literals.hpp"

#include <fmt/format.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "understand/fold.hpp"
#include "understand/term_check.hpp"

namespace heed::understand {

namespace {

constexpr std::size_t lead_bytes_max = 8;

std::string without(std::string_view text, std::string_view characters) {
    std::string out;
    for (const char c : text)
        if (characters.find(c) == std::string_view::npos) out += c;
    return out;
}

bool is_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_ascii_letter(char c) {
    return c >= 'a' && c <= 'z';
}

/// "iphone15" as "iphone 15".
std::string with_blanks_before_numbers(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_ascii_digit(c) && !out.empty() && is_ascii_letter(out.back())) out += ' ';
        out += c;
    }
    return out;
}

Use use_of(std::uint32_t term, std::string_view text, TermKind kind) {
    Use use;
    use.term = term;
    use.kind = kind;
    use.scripts = scripts_of(text);
    if (fold_text(text, Accents::keep) != fold_text(text, Accents::strip))
        use.accented = accented_letters_of(text);
    if (kind == TermKind::hashtag || kind == TermKind::handle) use.joints = joints_of(text);
    return use;
}

void add_spellings(Literals& literals, std::string_view text, Use use) {
    const auto folded = fold_text(text, Accents::strip);
    literals.add(folded, use);
    if (use.kind == TermKind::hashtag || use.kind == TermKind::handle) return;
    literals.add(without(folded, "'"), use);
    const auto joined = without(folded, " '");
    if (use.kind == TermKind::product) {
        literals.add(with_blanks_before_numbers(folded), use);
    } else {
        use.only_in_tags = true;
    }
    literals.words.insert(joined);
    literals.add(joined, std::move(use));
}

}  // namespace

Scripts script_bit(char32_t code_point) {
    if (code_point < 0x80) {
        const char32_t small = code_point | 0x20;
        return small >= 'a' && small <= 'z' ? Scripts{1} : Scripts{0};
    }
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(code_point), &status)) {
        case USCRIPT_LATIN:
            return 1;
        case USCRIPT_CYRILLIC:
            return 2;
        case USCRIPT_GREEK:
            return 4;
        default:
            return 0;
    }
}

Scripts scripts_of(std::string_view text) {
    Scripts scripts = 0;
    for (std::size_t at = 0; at < text.size();)
        scripts = static_cast<Scripts>(scripts | script_bit(next_code_point(text, at)));
    return scripts;
}

std::string accented_letters_of(std::string_view text) {
    return without(fold_text(text, Accents::keep), " '");
}

std::string joints_of(std::string_view text) {
    std::string joints;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        if (fold_code_point(next_code_point(text, at), Accents::strip) == " ")
            joints += text.substr(begin, at - begin);
    }
    return joints;
}

std::uint32_t Literals::place_of(std::string text) {
    const auto [place, is_new] = places_.try_emplace(text, static_cast<std::uint32_t>(list.size()));
    if (!is_new) return place->second;
    const std::string lead(cut_utf8(text, lead_bytes_max));
    const auto [lead_place, is_new_lead] = lead_places_.try_emplace(lead, leads.size());
    if (is_new_lead) leads.push_back({lead, {}});
    leads[lead_place->second].literals.push_back(place->second);
    list.push_back({std::move(text), {}});
    return place->second;
}

void Literals::add(std::string text, Use use) {
    auto& uses = list[place_of(std::move(text))].uses;
    // One word is the same with and without its (missing) blanks.
    const bool known = std::any_of(uses.begin(), uses.end(), [&](const Use& other) {
        return other.term == use.term && other.excludes == use.excludes && other.kind == use.kind &&
               other.joints == use.joints && other.accented == use.accented &&
               (!other.only_in_tags || use.only_in_tags);
    });
    if (!known) uses.push_back(std::move(use));
}

Result<Literals> make_literals(const std::vector<Term>& terms) {
    if (terms.size() > terms_max) {
        return fail(ErrorCode::too_large,
                    fmt::format("{} terms are more than {}", terms.size(), terms_max), "terms");
    }
    Literals literals;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const auto& term = terms[i];
        if (auto checked = check_term(term, fmt::format("terms[{}]", i)); !checked)
            return fail(std::move(checked.error()));
        add_spellings(literals, term.text,
                      use_of(static_cast<std::uint32_t>(i), term.text, term.kind));
        for (const auto& exclusion : term.exclusions) {
            auto use = use_of(static_cast<std::uint32_t>(i), exclusion, kind_of_text(exclusion));
            use.excludes = true;
            add_spellings(literals, exclusion, std::move(use));
        }
    }
    return literals;
}

}  // namespace heed::understand
