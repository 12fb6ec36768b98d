// Terms against a slow matcher that knows nothing of folding tables, scanners and leads.
#include <algorithm>
#include <random>
#include <set>

#include "understand_terms/found.hpp"

namespace heed::understand {
namespace {

struct Token {
    std::string word;
    std::size_t start = 0;
    std::size_t end = 0;
    bool joined_to_last = false;  ///< only blanks, hyphens and underscores lie between
};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::vector<Token> tokens_of(const std::string& text) {
    std::vector<Token> tokens;
    bool joined = true;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_letter(text[at])) {
            joined = joined && (text[at] == ' ' || text[at] == '-' || text[at] == '_');
            ++at;
            continue;
        }
        Token token{{}, at, at, joined};
        while (token.end < text.size() && is_letter(text[token.end]))
            token.word += static_cast<char>(std::tolower(text[token.end++]));
        at = token.end;
        joined = true;
        tokens.push_back(std::move(token));
    }
    return tokens;
}

using Spans = std::vector<TextSpan>;

Spans find_words(const std::vector<Token>& text, const std::vector<Token>& term) {
    Spans spans;
    for (std::size_t i = 0; i + term.size() <= text.size(); ++i) {
        bool same = true;
        for (std::size_t k = 0; k < term.size(); ++k)
            same =
                same && text[i + k].word == term[k].word && (k == 0 || text[i + k].joined_to_last);
        if (same) spans.push_back({text[i].start, text[i + term.size() - 1].end});
    }
    return spans;
}

std::vector<TermMatch> slow_match(const std::vector<Term>& terms, const std::string& text) {
    const auto tokens = tokens_of(text);
    std::vector<TermMatch> matches;
    for (std::uint32_t i = 0; i < terms.size(); ++i) {
        const auto& exclusions = terms[i].exclusions;
        if (std::any_of(exclusions.begin(), exclusions.end(), [&](const std::string& exclusion) {
                return !find_words(tokens, tokens_of(exclusion)).empty();
            }))
            continue;
        auto spans = find_words(tokens, tokens_of(terms[i].text));
        spans.resize(std::min(spans.size(), spans_per_term_max));
        for (const auto& span : spans)
            matches.push_back({i, span});
    }
    std::sort(matches.begin(), matches.end(), [](const TermMatch& a, const TermMatch& b) {
        return std::tie(a.span, a.term) < std::tie(b.span, b.term);
    });
    return matches;
}

class Chooser {
public:
    explicit Chooser(unsigned seed) : random_(seed) {}
    std::size_t below(std::size_t count) { return random_() % count; }

    std::string word() {
        std::string text;
        for (auto left = 1 + below(4); left > 0; --left)
            text += "abAB1"[below(5)];
        return text;
    }
    std::string words(std::size_t most, std::string_view between) {
        auto text = word();
        for (auto left = below(most); left > 0; --left)
            text += std::string(1, between[below(between.size())]) + word();
        return text;
    }
    Term term() {
        Term made = {words(3, " ")};
        made.kind = kind_of_text(made.text);
        for (auto left = below(3); left > 0; --left)
            made.exclusions.push_back(words(2, " "));
        return made;
    }
    std::string text() {
        std::string text;
        for (auto left = below(40); left > 0; --left)
            text += below(3) == 0 ? std::string(1, " -_.,!\t@"[below(8)]) : word();
        std::replace(text.begin(), text.end(), '\t', ' ');
        return text;
    }

private:
    std::mt19937 random_;
};

TEST(Reference, AgreesOnRandomTermsAndTexts) {
    Chooser chooser(5);
    std::size_t found = 0;
    for (int round = 0; round < 60; ++round) {
        std::vector<Term> terms;
        while (terms.size() < 30) {
            auto term = chooser.term();
            if (TermSet::compile({term})) terms.push_back(std::move(term));
        }
        const auto set = compiled(terms);
        TermSet::Scratch scratch;
        for (int i = 0; i < 100; ++i) {
            const auto text = chooser.text();
            const auto quick = set.match(text, scratch);
            const auto slow = slow_match(terms, text);
            found += slow.size();
            ASSERT_EQ(std::vector<TermMatch>(quick.begin(), quick.end()), slow) << text;
        }
    }
    EXPECT_GT(found, 1000U);
}

}  // namespace

void PrintTo(const TermMatch& match, std::ostream* out);
void PrintTo(const TermMatch& match, std::ostream* out) {
    *out << match.term << "@" << match.span.start << "-" << match.span.end;
}

}  // namespace heed::understand
