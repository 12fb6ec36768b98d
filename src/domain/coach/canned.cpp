#include <algorithm>
#include <optional>

#include "base/unicode.hpp"
#include "domain/coach/remarks.hpp"

/// What others were told already, phrases that everybody knows by heart, and what was left
/// unfilled.
namespace heed::coach {

namespace {

constexpr double twin_ask = 0.75;
constexpr double thread_twin_ask = 0.6;
constexpr std::size_t placeholder_points_max = 40;
constexpr std::size_t short_draft_words = 12;

struct Bracket {
    char32_t open;
    char32_t close;
};

bool fits_placeholder(char32_t point) {
    return is_letter(point) || point == U' ' || point == U'_' || point == U'-' || point == U'.' ||
           point == U'\'' || is_digit(point) || point == U'/';
}

/// The place behind "[first name]", "{{name}}", "<name>" or "%NAME%", beginning at `at`.
std::optional<std::size_t> placeholder_end(const std::u32string& text, std::size_t at) {
    constexpr Bracket brackets[] = {{U'[', U']'}, {U'{', U'}'}, {U'<', U'>'}, {U'%', U'%'}};
    for (const auto& bracket : brackets) {
        if (text[at] != bracket.open) continue;
        auto end = at + 1;
        while (end < text.size() && text[end] == bracket.open && bracket.open != U'%')
            ++end;
        const auto inner = end;
        while (end < text.size() && end - inner < placeholder_points_max &&
               fits_placeholder(text[end]))
            ++end;
        if (end == inner || end >= text.size() || text[end] != bracket.close) continue;
        if (!is_letter(text[inner]) && text[inner] != U' ') continue;
        const bool blank = std::find(text.begin() + static_cast<std::ptrdiff_t>(inner),
                                     text.begin() + static_cast<std::ptrdiff_t>(end),
                                     U' ') != text.begin() + static_cast<std::ptrdiff_t>(end);
        if (bracket.open == U'%' && blank) continue;  // "20 % or 30 %"
        while (end < text.size() && text[end] == bracket.close)
            ++end;
        return end;
    }
    return std::nullopt;
}

/// "XXXX" and "____" stand for what nobody filled in.
std::optional<std::size_t> blank_end(const std::u32string& text, std::size_t at) {
    constexpr std::size_t blank_min = 3;
    if (text[at] != U'X' && text[at] != U'_') return std::nullopt;
    if (at > 0 && (is_letter(text[at - 1]) || is_digit(text[at - 1]) || text[at - 1] == U'@'))
        return std::nullopt;
    auto end = at;
    while (end < text.size() && text[end] == text[at])
        ++end;
    const bool alone = end == text.size() || (!is_letter(text[end]) && !is_digit(text[end]));
    return alone && end - at >= blank_min ? std::optional(end) : std::nullopt;
}

std::vector<TextSpan> placeholders(std::string_view draft) {
    std::u32string text;
    for (std::size_t at = 0; at < draft.size();)
        text += next_code_point(draft, at);
    std::vector<TextSpan> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto end = placeholder_end(text, at);
        if (!end) end = blank_end(text, at);
        if (!end) continue;
        found.push_back({at, *end});
        at = *end - 1;
    }
    return found;
}

/// Whether the words in it speak of a name.
bool asks_for_name(const Reading& reading, TextSpan span) {
    for (const auto range : reading.all(reading.draft, "placeholder_name")) {
        const auto words = reading.draft.words.span_of(range);
        if (words.start >= span.start && words.end <= span.end) return true;
    }
    const auto greetings = reading.all(reading.draft, "greeting");
    return std::any_of(greetings.begin(), greetings.end(), [&](WordRange range) {
        return reading.draft.words.span_of(range).end + 2 >= span.start &&
               reading.draft.words.span_of(range).end <= span.start;
    });
}

void look_at_placeholders(const Reading& reading, Remarks& remarks) {
    for (const auto span : placeholders(reading.facts.draft)) {
        if (asks_for_name(reading, span)) {
            remarks.add(Grade::ask, "name.placeholder", {span},
                        {{"name", customer_called(reading)}});
        } else {
            remarks.add(Grade::ask, "canned.placeholder", {span});
        }
    }
}

std::string_view rule_for(const Twin& twin) {
    if (twin.example) return "canned.example";
    return twin.same_thread ? "canned.thread" : "canned.twin";
}

void look_at_twins(const Reading& reading, Remarks& remarks) {
    const auto& twins = reading.facts.twins;
    const auto worse = [](const Twin& left, const Twin& right) {
        return left.similarity < right.similarity;
    };
    const auto most = std::max_element(twins.begin(), twins.end(), worse);
    if (most == twins.end() || most->similarity < twin_similarity_min) return;
    if (reading.draft.words.list.size() < 5) return;  // "You're welcome, Ana!"
    const auto enough = most->same_thread ? thread_twin_ask : twin_ask;
    const bool grave = most->similarity >= enough && reading.mood.praise == 0 &&
                       reading.draft.words.list.size() >= short_draft_words;
    auto& advice =
        remarks.add(grave ? Grade::ask : Grade::hint, rule_for(*most), {}, {{"to", most->to}});
    advice.twin = static_cast<std::size_t>(most - twins.begin());
}

/// A word of weight that the customer used and the draft takes up.
bool refers_to_customer(const Reading& reading) {
    const auto& draft = reading.draft;
    const auto said = content_words(reading, draft, {0, draft.words.list.size()});
    for (const auto place : reading.open) {
        const auto& post = reading.posts[place];
        for (const auto& word : content_words(reading, post, {0, post.words.list.size()}))
            for (const auto& own : said)
                if (same_stem(word, own)) return true;
        for (const auto& word : post.words.list)
            for (const auto& own : draft.words.list)
                if (word.kind == WordKind::number && word.folded == own.folded) return true;
    }
    return false;
}

void look_at_phrases(const Reading& reading, Remarks& remarks) {
    const auto spans = reading.spans("canned_phrase");
    if (spans.empty() || remarks.has(AdviceKind::canned)) return;
    const bool personal = refers_to_customer(reading);
    const bool grave = spans.size() >= 3 || (spans.size() >= 2 && !personal);
    remarks.add(grave ? Grade::ask : Grade::hint, personal ? "canned.phrase" : "canned.impersonal",
                spans);
}

}  // namespace

void look_at_canned(const Reading& reading, Remarks& remarks) {
    look_at_placeholders(reading, remarks);
    look_at_twins(reading, remarks);
    look_at_phrases(reading, remarks);
}

}  // namespace heed::coach
