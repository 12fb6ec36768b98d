#include "understand/term_file.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "understand/term_check.hpp"

namespace heed::understand {

namespace {

/// Quotes as keyboards and word processors make them.
constexpr std::u32string_view opening_quotes = U"\"“„«”";
constexpr std::u32string_view closing_quotes = U"\"”“»";

struct Word {
    bool excludes = false;
    bool quoted = false;
    std::string text;
};

class LineReader {
public:
    LineReader(std::string_view line, std::string place) : line_(line), place_(std::move(place)) {}

    [[nodiscard]] Result<Term> read();

private:
    [[nodiscard]] bool skip_blanks();
    [[nodiscard]] bool take(std::u32string_view one_of);
    [[nodiscard]] Result<Word> next_word();
    [[nodiscard]] Result<std::string> rest_of_quote();
    [[nodiscard]] Status take_word(Word word, Term& term);
    [[nodiscard]] tl::unexpected<Error> wrong(std::string_view what) const {
        return fail(ErrorCode::invalid, fmt::format("{}: {}", place_, what), place_);
    }

    std::string_view line_;
    std::size_t at_ = 0;
    std::string place_;
    bool quoted_ = false;  ///< the term itself stands in quotes
};

/// False at the end of the line.
bool LineReader::skip_blanks() {
    while (at_ < line_.size()) {
        std::size_t next = at_;
        if (!is_space(next_code_point(line_, next))) return true;
        at_ = next;
    }
    return false;
}

bool LineReader::take(std::u32string_view one_of) {
    if (at_ == line_.size()) return false;
    std::size_t next = at_;
    if (one_of.find(next_code_point(line_, next)) == std::u32string_view::npos) return false;
    at_ = next;
    return true;
}

Result<std::string> LineReader::rest_of_quote() {
    const auto begin = at_;
    while (at_ < line_.size()) {
        const auto end = at_;
        if (take(closing_quotes)) return std::string(trim(line_.substr(begin, end - begin)));
        static_cast<void>(next_code_point(line_, at_));
    }
    return wrong("a quote is not closed");
}

Result<Word> LineReader::next_word() {
    Word word;
    word.excludes = take(U"-");
    word.quoted = take(opening_quotes);
    if (word.quoted) {
        auto text = rest_of_quote();
        if (!text) return fail(std::move(text.error()));
        word.text = std::move(*text);
        return word;
    }
    const auto begin = at_;
    for (auto next = at_; at_ < line_.size(); at_ = next)
        if (is_space(next_code_point(line_, next))) break;
    word.text = line_.substr(begin, at_ - begin);
    return word;
}

Status LineReader::take_word(Word word, Term& term) {
    constexpr std::string_view languages = "lang:";
    if (word.excludes) {
        if (word.text.empty()) return wrong("there is no word behind -");
        term.exclusions.push_back(std::move(word.text));
        return {};
    }
    if (!word.quoted && word.text.starts_with(languages)) {
        std::string_view left = std::string_view(word.text).substr(languages.size());
        while (!left.empty()) {
            const auto end = std::min(left.find(','), left.size());
            term.languages.emplace_back(left.substr(0, end));
            left.remove_prefix(std::min(end + 1, left.size()));
        }
        return term.languages.empty() ? Status(wrong("there is no language behind lang:"))
                                      : Status{};
    }
    if (!term.text.empty() && (quoted_ || word.quoted))
        return wrong("there are two terms; each needs a line of its own");
    quoted_ = word.quoted;
    if (!term.text.empty()) term.text += ' ';
    term.text += word.text;
    return {};
}

Result<Term> LineReader::read() {
    Term term;
    while (skip_blanks()) {
        auto word = next_word();
        if (!word) return fail(std::move(word.error()));
        if (auto taken = take_word(std::move(*word), term); !taken)
            return fail(std::move(taken.error()));
    }
    if (term.text.empty()) return wrong("there is no term, only what goes with one");
    term.kind = kind_of_text(term.text);
    if (auto checked = check_term(term, place_); !checked) return wrong(checked.error().message);
    return term;
}

bool is_comment(std::string_view line) {
    return line == "#" || (line.starts_with('#') && line.size() > 1 &&
                           (line[1] == ' ' || line[1] == '\t' || line[1] == '#'));
}

}  // namespace

Result<std::vector<Term>> read_terms(std::string_view file) {
    if (file.size() > term_file_bytes_max)
        return fail(ErrorCode::too_large,
                    fmt::format("the terms have more than {} bytes", term_file_bytes_max));
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (file.starts_with(byte_order_mark)) file.remove_prefix(byte_order_mark.size());
    std::vector<Term> terms;
    for (std::size_t number = 1; !file.empty(); ++number) {
        const auto end = std::min(file.find('\n'), file.size());
        const auto line = trim(file.substr(0, end));
        file.remove_prefix(std::min(end + 1, file.size()));
        if (line.empty() || is_comment(line)) continue;
        auto term = LineReader(line, fmt::format("line {}", number)).read();
        if (!term) return fail(std::move(term.error()));
        if (terms.size() == terms_max)
            return fail(ErrorCode::too_large,
                        fmt::format("line {}: there are more than {} terms", number, terms_max));
        terms.push_back(std::move(*term));
    }
    return terms;
}

}  // namespace heed::understand
