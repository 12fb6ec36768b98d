#include "understand/fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/unicode.hpp"

namespace heed::understand {

namespace {

struct Replacement {
    char32_t from;
    const char* to;
};

/// Letters with strokes and ligatures, which Unicode does not take apart.
constexpr std::array accented_letters{
    Replacement{U'ø', "o"},  Replacement{U'đ', "d"}, Replacement{U'ł', "l"},
    Replacement{U'ħ', "h"},  Replacement{U'ŧ', "t"}, Replacement{U'æ', "ae"},
    Replacement{U'œ', "oe"}, Replacement{U'ð', "d"}, Replacement{U'ı', "i"},
    Replacement{U'ŋ', "n"},  Replacement{U'ɓ', "b"}, Replacement{U'ɗ', "d"},
    Replacement{U'ƙ', "k"},  Replacement{U'ɨ', "i"}, Replacement{U'ȷ', "j"},
};

/// Small capitals, which make "fancy" names and which Unicode takes for letters of their own.
/// ("x" has none: a blank stands in, which never comes here.)
constexpr std::u32string_view small_capitals =
    U"ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ ʏᴢ";

/// Where the capital of a small letter is a Latin one to the eye and the small one looks like
/// another, or where ICU sees a likeness that would make one letter of two.
constexpr std::array chosen_twins{
    Replacement{U'β', "b"}, Replacement{U'ε', "e"}, Replacement{U'ζ', "z"}, Replacement{U'η', "h"},
    Replacement{U'μ', "m"}, Replacement{U'ν', "n"}, Replacement{U'τ', "t"}, Replacement{U'υ', "y"},
    Replacement{U'γ', ""},  Replacement{U'σ', ""},  Replacement{U'ь', ""},
};

constexpr std::u32string_view apostrophes = U"`´‘’‛ʹʼˈ′׳＇";
/// Written right behind a name and no part of it.
constexpr std::u32string_view trade_marks = U"©®™℠℗";

template <std::size_t size>
const char* find_in(const std::array<Replacement, size>& list, char32_t c) {
    const auto found = std::find_if(list.begin(), list.end(),
                                    [c](const Replacement& entry) { return entry.from == c; });
    return found == list.end() ? nullptr : found->to;
}

bool is_one_of(std::u32string_view list, char32_t c) {
    return list.find(c) != std::u32string_view::npos;
}

const icu::Normalizer2& case_fold() {
    UErrorCode status = U_ZERO_ERROR;
    static const auto* const made = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status) != 0 || made == nullptr) throw std::runtime_error("ICU has no case data");
    return *made;
}

const icu::Normalizer2& take_apart() {
    UErrorCode status = U_ZERO_ERROR;
    static const auto* const made = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status) != 0 || made == nullptr) throw std::runtime_error("ICU has no NFD data");
    return *made;
}

UScriptCode script_of(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(c), &status);
}

struct CloseSpoof {
    void operator()(USpoofChecker* checker) const { uspoof_close(checker); }
};

/// The ASCII letter (small) that ICU says the code point looks like, or nothing.
char looks_like(char32_t c) {
    static const std::unique_ptr<USpoofChecker, CloseSpoof> checker = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<USpoofChecker, CloseSpoof> made(uspoof_open(&status));
        if (U_FAILURE(status) != 0) throw std::runtime_error("ICU has no look-alikes");
        return made;
    }();
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString text(static_cast<UChar32>(c));
    char16_t found[8];
    const auto length =
        uspoof_getSkeleton(checker.get(), 0, text.getBuffer(), text.length(), found, 8, &status);
    if (U_FAILURE(status) != 0 || length != 1 || found[0] >= 0x80) return 0;
    const char letter = static_cast<char>(found[0] | 0x20);
    return letter >= 'a' && letter <= 'z' && found[0] >= 'A' ? letter : '\0';
}

/// Case must not decide what a letter is taken for, or "Наш" would not be found as "наш": the small
/// form decides for both, or the capital where the small one looks like nothing.
char latin_twin(char32_t small) {
    const auto script = script_of(small);
    if (script != USCRIPT_CYRILLIC && script != USCRIPT_GREEK && script != USCRIPT_LATIN) return 0;
    if (const char* chosen = find_in(chosen_twins, small)) return chosen[0];
    if (const char letter = looks_like(small)) return letter;
    const auto capital = static_cast<char32_t>(u_toupper(static_cast<UChar32>(small)));
    return capital < 0x80 ? '\0' : looks_like(capital);
}

bool is_accent(char32_t c) {
    constexpr char32_t madda = 0x653;
    constexpr char32_t hamza_below = 0x655;
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
           (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
           (c >= 0xFE20 && c <= 0xFE2F) || (c >= madda && c <= hamza_below);
}

/// The vowels of Arabic and Hebrew, which most people leave out, and what stretches a word for
/// looks.
bool is_optional(char32_t c) {
    constexpr char32_t tatweel = 0x640;
    constexpr char32_t small_alef = 0x670;
    return (c >= 0x64B && c <= 0x652) || c == tatweel || c == small_alef ||
           (c >= 0x591 && c <= 0x5C7 && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK);
}

bool is_unseen(char32_t c) {
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool is_blank(char32_t c) {
    return is_space(c) || c == U'_' || is_one_of(trade_marks, c) ||
           u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DASH) != 0;
}

/// й is a letter of its own to everybody who writes it, and so is a voiced kana; Hangul taken
/// apart would only be longer.
bool stays_whole(char32_t c) {
    return c == U'й' || (c >= 0xAC00 && c <= 0xD7A3);
}

/// Negative circled and squared letters, the only boxed ones that Unicode does not fold.
char boxed_letter(char32_t c) {
    for (const char32_t first : {char32_t{0x1F150}, char32_t{0x1F170}})
        if (c >= first && c < first + 26) return static_cast<char>('a' + (c - first));
    return 0;
}

void append(std::string& out, char32_t c) {
    icu::UnicodeString(static_cast<UChar32>(c)).toUTF8String(out);
}

void append_letter(std::string& out, char32_t c, Accents accents) {
    if (is_optional(c)) return;
    if (is_accent(c)) {
        if (accents == Accents::keep) append(out, c);
        return;
    }
    if (c < 0x80) return append(out, is_blank(c) ? U' ' : c);
    if (accents == Accents::strip) {
        if (const char* letters = find_in(accented_letters, c)) {
            out += letters;
            return;
        }
    }
    const auto capital = small_capitals.find(c);
    if (capital != std::u32string_view::npos) {
        out += static_cast<char>('a' + capital);
    } else if (const char letter = latin_twin(c)) {
        out += letter;
    } else {
        append(out, c);
    }
}

icu::UnicodeString folded_case(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    const auto folded = case_fold().normalize(icu::UnicodeString(static_cast<UChar32>(c)), status);
    if (folded.length() == 1 && stays_whole(static_cast<char32_t>(folded.char32At(0))))
        return folded;
    auto apart = take_apart().normalize(folded, status);
    if (U_FAILURE(status) != 0) throw std::runtime_error("ICU cannot fold a code point");
    return apart;
}

}  // namespace

std::string fold_code_point(char32_t code_point, Accents accents) {
    if (is_one_of(apostrophes, code_point)) return "'";
    if (is_blank(code_point)) return " ";
    if (is_unseen(code_point) || is_optional(code_point)) return {};
    if (const char letter = boxed_letter(code_point)) return {letter};
    const auto folded = folded_case(code_point);
    std::string out;
    for (std::int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1))
        append_letter(out, static_cast<char32_t>(folded.char32At(at)), accents);
    return out;
}

std::string fold_text(std::string_view text, Accents accents) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto folded = fold_code_point(next_code_point(text, at), accents);
        if (folded == " " && (out.empty() || out.back() == ' ')) continue;
        out += folded;
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

const FoldTable& FoldTable::instance() {
    static const FoldTable table;
    return table;
}

FoldTable::FoldTable()
    : pages_(end / page_size, 0),
      entries_(page_size, copy),
      texts_(1, '\0') {  // no text begins at 0: the entry would be below first_text
    for (char32_t first = 0; first < end; first += page_size) {
        // Ideographs, syllables, surrogates and private letters stay what they are.
        const bool plain = (first >= 0x3400 && first < 0xA000) ||
                           (first >= 0xAC00 && first < 0xF900) ||
                           (first >= 0x12000 && first < 0x1D000);
        if (plain) continue;
        std::vector<Entry> page(page_size, copy);
        for (char32_t at = 0; at < page_size; ++at)
            if (first + at >= 0x80) page[at] = make_entry(first + at);
        if (std::all_of(page.begin(), page.end(), [](Entry e) { return e == copy; })) continue;
        pages_[first >> page_bits] = static_cast<std::uint32_t>(entries_.size());
        entries_.insert(entries_.end(), page.begin(), page.end());
    }
}

FoldTable::Entry FoldTable::make_entry(char32_t code_point) {
    const auto folded = fold_code_point(code_point, Accents::strip);
    if (folded.empty()) return drop;
    if (folded.find_first_not_of(' ') == std::string::npos) return blank;
    std::string same;
    append(same, code_point);
    if (folded == same) return copy;
    const auto offset = texts_.find(folded);
    const auto at = offset == std::string::npos ? texts_.size() : offset;
    if (offset == std::string::npos) texts_ += folded;
    return static_cast<Entry>((at << 8) | folded.size());
}

}  // namespace heed::understand
