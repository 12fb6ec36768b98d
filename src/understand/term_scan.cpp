#include "understand/term_scan.hpp"

#include <algorithm>
#include <tuple>

#include "base/unicode.hpp"
#include "understand/hashtags.hpp"
#include "understand/word_break.hpp"

namespace heed::understand {

namespace {

using ScriptCounts = std::array<std::size_t, script_count>;

ScriptCounts count_scripts(std::string_view text) {
    ScriptCounts counts{};
    for (std::size_t at = 0; at < text.size();) {
        const auto bit = script_bit(next_code_point(text, at));
        for (int i = 0; i < script_count; ++i)
            counts[static_cast<std::size_t>(i)] += (bit >> i) & 1U;
    }
    return counts;
}

bool belongs_to_name(char32_t c) {
    return c == U'_' || is_word_character(c);
}

/// Nothing in front that would make "@acme" a mail address or "#acme" a part of a web address.
bool name_may_begin(std::string_view text, std::size_t start) {
    return start == 0 || !belongs_to_name(code_point_before(text, start));
}

bool name_may_end(std::string_view text, std::size_t end, TermKind kind) {
    if (end == text.size()) return true;
    const auto next = next_code_point(text, end);
    if (belongs_to_name(next)) return false;
    if (kind == TermKind::hashtag || (next != U'.' && next != U'-')) return true;
    // "@acme." ends a sentence, "@acme.example" is somebody else.
    return end == text.size() || !is_word_character(next_code_point(text, end));
}

}  // namespace

void TermScan::fit(std::size_t terms) {
    states_.assign(terms, {});
    round_ = 0;
}

void TermScan::begin(const Literals& literals, std::string_view text) {
    literals_ = &literals;
    normalised_.assign(text);
    hits_.clear();
    letters_counted_ = false;
    if (++round_ == 0) fit(states_.size()), round_ = 1;
}

TermScan::TermState& TermScan::state_of(std::uint32_t term) {
    auto& state = states_[term];
    if (state.round != round_) state = {round_, 0, false};
    return state;
}

void TermScan::found(std::size_t lead, std::size_t end) {
    const auto& [text, literals] = literals_->leads[lead];
    const auto start = end - text.size();
    const auto behind = normalised_.text().substr(start);
    for (const auto place : literals) {
        const auto& literal = literals_->list[place];
        if (behind.starts_with(literal.text))
            consider(literal, {start, start + literal.text.size()});
    }
}

void TermScan::consider(const Literal& literal, ByteSpan folded) {
    for (const auto& use : literal.uses) {
        auto& state = state_of(use.term);
        if (state.excluded || (!use.excludes && state.spans == spans_per_term_max)) continue;
        if (!holds(use, folded)) continue;
        if (use.excludes) {
            state.excluded = true;
        } else {
            add(state, use.term, normalised_.source_of(folded));
        }
    }
}

bool TermScan::holds(const Use& use, ByteSpan folded) {
    if (!is_whole(use, folded)) return false;
    constexpr Scripts latin = 1;
    const bool plain = use.scripts == 0 || (use.scripts & latin) != 0;
    if (normalised_.is_ascii() && plain) return use.accented.empty();
    const auto span = normalised_.source_of(folded);
    if (!is_right_script(use, span)) return false;
    return use.accented.empty() || accented_letters_of(normalised_.source().substr(
                                       span.start, span.end - span.start)) == use.accented;
}

bool TermScan::is_whole(const Use& use, ByteSpan folded) {
    if (use.kind == TermKind::hashtag || use.kind == TermKind::handle)
        return is_whole_name(use, folded);
    const auto text = normalised_.text();
    if (!use.only_in_tags && word_may_begin(text, folded.start) && word_may_end(text, folded.end))
        return true;
    // Most hits inside of longer words end here.
    constexpr std::size_t tag_bytes_max = 4 * (tag_code_points_max + 1);
    const auto from = folded.start - std::min(folded.start, tag_bytes_max);
    if (text.substr(from, folded.start - from).rfind('#') == std::string_view::npos) return false;
    const auto span = normalised_.source_of(folded);
    const auto tag = tag_around(normalised_.source(), span);
    return tag && stands_in_tag(normalised_.source(), *tag, span, literals_->words);
}

bool TermScan::is_whole_name(const Use& use, ByteSpan folded) {
    const auto span = normalised_.source_of(folded);
    const auto source = normalised_.source();
    return name_may_begin(source, span.start) && name_may_end(source, span.end, use.kind) &&
           joints_of(source.substr(span.start, span.end - span.start)) == use.joints;
}

/// Words that are wholly in another script than the term are a forgery only if nothing else in the
/// text is written in that script.
bool TermScan::is_right_script(const Use& use, ByteSpan span) {
    const auto piece = normalised_.source().substr(span.start, span.end - span.start);
    const auto scripts = scripts_of(piece);
    if (use.scripts == 0 || scripts == 0 || (scripts & use.scripts) != 0) return true;
    if (!letters_counted_) letters_ = count_scripts(normalised_.source());
    letters_counted_ = true;
    const auto here = count_scripts(piece);
    for (std::size_t i = 0; i < script_count; ++i)
        if (here[i] > 0 && letters_[i] > here[i]) return false;
    return true;
}

void TermScan::add(TermState& state, std::uint32_t term, ByteSpan span) {
    const auto same = [&](const Hit& hit) {
        return hit.term == term && hit.span.start == span.start && hit.span.end == span.end;
    };
    if (state.spans > 0 && std::any_of(hits_.begin(), hits_.end(), same)) return;
    ++state.spans;
    hits_.push_back({term, span});
}

void TermScan::collect(std::vector<TermMatch>& matches,
                       const std::function<bool(std::uint32_t)>& wanted) {
    std::erase_if(hits_,
                  [&](const Hit& hit) { return states_[hit.term].excluded || !wanted(hit.term); });
    std::sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) {
        return std::tie(a.span.start, a.span.end, a.term) <
               std::tie(b.span.start, b.span.end, b.term);
    });
    if (hits_.size() > matches_max) hits_.resize(matches_max);
    std::size_t counted = 0;
    std::size_t code_points = 0;
    for (const auto& hit : hits_) {
        const auto source = normalised_.source();
        code_points += count_code_points(source.substr(counted, hit.span.start - counted));
        counted = hit.span.start;
        const auto length = count_code_points(source.substr(counted, hit.span.end - counted));
        matches.push_back({hit.term, {code_points, code_points + length}});
    }
}

}  // namespace heed::understand
