#include <algorithm>
#include <set>

#include "domain/coach/quantities.hpp"
#include "domain/coach/remarks.hpp"

/// What the draft says against the playbook and against what colleagues said before.
namespace heed::coach {

namespace {

constexpr std::size_t statements_max = 100;

/// One sentence that somebody stands by.
struct Statement {
    const Text* text = nullptr;
    Sentence part;
    std::vector<Quantity> quantities;
    std::vector<std::string> words;  ///< of weight, without units
    bool negative = false;
};

std::vector<Statement> statements_of(const Reading& reading, const Text& text) {
    std::vector<Statement> statements;
    const auto all = quantities_of(reading, text);
    for (std::size_t i = 0; i < text.words.sentences.size(); ++i) {
        Statement statement{&text, text.words.sentences[i], {}, {}, false};
        if (statement.part.question) continue;
        for (const auto& quantity : all)
            if (quantity.sentence == i) statement.quantities.push_back(quantity);
        statement.words = content_words(reading, text, {statement.part.begin, statement.part.end});
        for (const auto& quantity : statement.quantities)
            for (auto place = quantity.words.begin; place < quantity.words.end; ++place)
                std::erase(statement.words, text.words.list[place].folded);
        for (const std::string_view person :
             {std::string_view(reading.facts.customer.name), std::string_view(reading.facts.agent)})
            for (const auto& name : name_words(person))
                std::erase(statement.words, name);
        statement.negative = reading.has_in(text, "negation", statement.part);
        statements.push_back(std::move(statement));
    }
    return statements;
}

/// In a compound a word stands at the beginning: "Kinderkarte" is about a "Kind".
bool same_word(std::string_view left, std::string_view right) {
    if (left.size() > right.size()) std::swap(left, right);
    return same_stem(left, right) || (left.size() >= 4 && right.starts_with(left));
}

std::size_t shared_words(const Statement& left, const Statement& right) {
    return static_cast<std::size_t>(
        std::count_if(left.words.begin(), left.words.end(), [&right](const std::string& word) {
            return std::any_of(right.words.begin(), right.words.end(),
                               [&word](const auto& other) { return same_word(word, other); });
        }));
}

enum class Source { playbook, colleague };

/// A playbook is about this matter already; a colleague's post may be about many things.
bool same_matter(const Statement& known, const Statement& said, Source source) {
    return shared_words(known, said) >=
           (source == Source::colleague && known.words.size() > 3 ? 2U : 1U);
}

enum class Limit { none, up_to, above, from };

Limit limit_of(const Reading& reading, const Statement& statement) {
    if (reading.has_in(*statement.text, "limit.above", statement.part)) return Limit::above;
    if (reading.has_in(*statement.text, "limit.up_to", statement.part)) return Limit::up_to;
    if (reading.has_in(*statement.text, "limit.from", statement.part)) return Limit::from;
    return Limit::none;
}

/// Whether a number in `said` cannot be true where `known` is.
bool numbers_clash(const Reading& reading, const Statement& known, const Statement& said,
                   const Quantity& rule, const Quantity& value) {
    const auto limit = limit_of(reading, known);
    const bool also_limit = limit_of(reading, said) != Limit::none;
    if (limit == Limit::above || (limit == Limit::up_to && known.negative)) {
        if (known.negative == said.negative) return also_limit;
        return value.value > rule.value;
    }
    if (limit == Limit::up_to) {
        if (said.negative) return also_limit && !known.negative && value.value < rule.value;
        return value.value > rule.value || also_limit;
    }
    if (limit == Limit::from) return also_limit;
    return known.negative == said.negative;
}

/// The first number that clashes; null when none does.
const Quantity* clashing_number(const Reading& reading, const Statement& known,
                                const Statement& said, const std::vector<Quantity>& whole_draft) {
    for (const auto& rule : known.quantities) {
        const bool repeated = std::any_of(whole_draft.begin(), whole_draft.end(),
                                          [&rule](const auto& one) { return equal(one, rule); });
        if (repeated) continue;
        const auto alike =
            std::count_if(known.quantities.begin(), known.quantities.end(),
                          [&rule](const auto& other) { return comparable(other, rule); });
        if (alike > 2) continue;  // a table, not a rule
        for (const auto& value : said.quantities) {
            const bool known_too =
                std::any_of(known.quantities.begin(), known.quantities.end(),
                            [&value](const auto& other) { return equal(other, value); });
            if (!known_too && comparable(rule, value) &&
                numbers_clash(reading, known, said, rule, value))
                return &value;
        }
    }
    return nullptr;
}

/// Yes here and no there, about the same things.
bool answers_clash(const Reading& reading, const Statement& known, const Statement& said,
                   Source source) {
    const auto shared = shared_words(known, said);
    if (source == Source::colleague && shared < 3) return false;
    if (known.words.empty() || shared * 3 < known.words.size() * 2) return false;
    if (!known.quantities.empty() || shared < (known.words.size() == 1 ? 1U : 2U)) return false;
    if (known.negative != said.negative) return true;
    const auto costs = [](const Statement& statement) {
        return std::any_of(
            statement.quantities.begin(), statement.quantities.end(),
            [](const auto& one) { return one.dimension == Dimension::money && one.value > 0; });
    };
    return reading.has_in(*known.text, "free", known.part) && costs(said) &&
           !reading.has_in(*said.text, "free", said.part);
}

bool costs_nothing_though(const Reading& reading, const Statement& known, const Statement& said) {
    const bool price =
        std::any_of(known.quantities.begin(), known.quantities.end(),
                    [](const auto& one) { return one.dimension == Dimension::money; });
    return price && limit_of(reading, known) == Limit::none && said.quantities.empty() &&
           !reading.has_in(*known.text, "free", known.part) && shared_words(known, said) > 0 &&
           reading.has_in(*said.text, "free", said.part);
}

std::optional<TextSpan> clash(const Reading& reading, const Statement& known, const Statement& said,
                              const std::vector<Quantity>& whole_draft, Source source) {
    if (same_matter(known, said, source)) {
        if (const auto* number = clashing_number(reading, known, said, whole_draft))
            return reading.draft.words.span_of(number->words);
        if (costs_nothing_though(reading, known, said)) return said.part.span;
    }
    if (answers_clash(reading, known, said, source)) return said.part.span;
    return std::nullopt;
}

/// Compares the draft with what is known, and says at most one remark a known text.
bool look_at_known(const Reading& reading, const Text& known, Source source,
                   const std::string& words, Remarks& remarks) {
    const auto* rule = source == Source::playbook ? "fact.playbook" : "contradiction.earlier";
    const auto whole_draft = quantities_of(reading, reading.draft);
    const auto said = statements_of(reading, reading.draft);
    for (const auto& statement : statements_of(reading, known)) {
        for (const auto& one : said) {
            const auto span = clash(reading, statement, one, whole_draft, source);
            if (!span) continue;
            remarks.add(Grade::ask, rule, {*span}, {{"known", words}});
            return true;
        }
    }
    return false;
}

void look_at_playbook(const Reading& reading, Remarks& remarks) {
    const auto& facts = reading.facts.playbook.facts;
    for (std::size_t i = 0; i < std::min(facts.size(), statements_max); ++i) {
        auto known = read_text(facts[i], "und", reading.rules);
        if (known.language == "und")
            known = read_text(facts[i], reading.draft.language, reading.rules);
        (void)look_at_known(reading, known, Source::playbook, facts[i], remarks);
    }
}

void look_at_colleagues(const Reading& reading, Remarks& remarks) {
    if (reading.has(reading.draft, "correction")) return;
    for (std::size_t i = reading.posts.size(); i-- > 0;) {
        if (reading.thread[i].from != Speaker::agent) continue;
        if (look_at_known(reading, reading.posts[i], Source::colleague, reading.thread[i].text,
                          remarks))
            return;
    }
}

}  // namespace

void look_at_facts(const Reading& reading, Remarks& remarks) {
    look_at_playbook(reading, remarks);
    look_at_colleagues(reading, remarks);
}

}  // namespace heed::coach
