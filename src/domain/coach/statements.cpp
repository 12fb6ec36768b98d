#include "domain/coach/statements.hpp"

#include <algorithm>

#include "domain/coach/limits.hpp"

namespace heed::coach {

namespace {

/// The "no" that answers a question, alone before its comma, does not turn the sentence round.
bool is_negative(const Reading& reading, const Text& text, const Sentence& part) {
    constexpr std::size_t clause_words_min = 3;
    auto begin = part.begin;
    for (auto place = begin; place < part.end; ++place) {
        const bool last = place + 1 == part.end;
        if (!text.words.list[place].comma && !last) continue;
        Sentence clause = part;
        clause.begin = begin;
        clause.end = place + 1;
        begin = place + 1;
        const bool whole = last && clause.begin == part.begin;
        if ((whole || clause.end - clause.begin >= clause_words_min) &&
            reading.has_in(text, "negation", clause))
            return true;
    }
    return false;
}

/// In a compound a word stands at the beginning: "Kinderkarte" is about a "Kind".
bool same_word(std::string_view left, std::string_view right) {
    if (left.size() > right.size()) std::swap(left, right);
    return same_stem(left, right) || (left.size() >= 4 && right.starts_with(left));
}

/// How the two sentences stand to each other: +1 both say yes or both no, -1 they differ.
int agreement(const Statement& known, const Statement& said) {
    for (const auto axis : {Axis::can, Axis::cost, Axis::need}) {
        const auto left = sign_on(*known.claims, axis, {known.part.begin, known.part.end});
        const auto right = sign_on(*said.claims, axis, {said.part.begin, said.part.end});
        if (left != 0 && right != 0) return left * right;
    }
    return 0;
}

/// Whether a number in `said` cannot be true where `known` is.
bool numbers_clash(const Reading& reading, const Statement& known, const Statement& said,
                   const Quantity& rule, const Quantity& value) {
    const auto bound = bound_of(reading, *known.text, known.part, rule);
    const auto told = bound_of(reading, *said.text, said.part, value);
    const auto limit = bound.limit;
    const bool also_limit = told.limit != Limit::none;
    if (bound.attached && told.attached && limit == told.limit) return true;
    // A case that the rule covers, or does not.
    const auto agree = agreement(known, said);
    if (agree != 0 && limit != Limit::none && bound.attached && told.limit == Limit::none)
        return holds(limit, rule.value, value.value) != (agree > 0);
    // "Under 6 without a ticket" is "from 6 with one", and not from 4.
    if (limit == Limit::up_to && told.limit == Limit::from && known.negative != said.negative)
        return true;
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

/// What the customer counted is their case and no rule; nor is what is left of the rule's time.
bool is_their_case(const Reading& reading, const Quantity& rule, const Quantity& value) {
    for (const auto place : reading.open)
        for (const auto& theirs : quantities_of(reading, reading.posts[place])) {
            if (!comparable(theirs, value) || value.dimension == Dimension::weekday) continue;
            if (equal(theirs, value)) return true;
            auto rest = rule;
            rest.value -= theirs.value;
            if (equal(rest, value)) return true;
        }
    return false;
}

/// Another sentence that is known names the value, and is at least as much about the same.
bool told_elsewhere(const std::vector<Statement>& all, const Statement& known,
                    const Statement& said, const Quantity& value) {
    return std::any_of(all.begin(), all.end(), [&](const Statement& other) {
        const bool names = std::any_of(other.quantities.begin(), other.quantities.end(),
                                       [&value](const auto& one) { return equal(one, value); });
        return names &&
               (other.text == known.text || shared_words(other, said) >= shared_words(known, said));
    });
}

/// A word near the number says that so much is left, or was so long ago.
bool is_what_is_left(const Reading& reading, const Statement& said, const Quantity& value) {
    constexpr std::size_t words_between_max = 2;
    const auto hits = reading.all(*said.text, "remaining");
    return std::any_of(hits.begin(), hits.end(), [&](WordRange hit) {
        const auto between = hit.begin >= value.words.end
                                 ? hit.begin - value.words.end
                                 : value.words.begin - std::min(value.words.begin, hit.end);
        return hit.begin >= said.part.begin && hit.end <= said.part.end &&
               between <= words_between_max;
    });
}

}  // namespace

std::vector<Statement> statements_of(const Reading& reading, const Text& text,
                                     const std::vector<Claim>& claims) {
    std::vector<Statement> statements;
    const auto all = quantities_of(reading, text);
    for (std::size_t i = 0; i < text.words.sentences.size(); ++i) {
        Statement statement{&text, text.words.sentences[i], {}, {}, false, &claims};
        if (statement.part.question) continue;
        for (const auto& quantity : all)
            if (quantity.sentence == i) statement.quantities.push_back(quantity);
        statement.words = content_words(reading, text, {statement.part.begin, statement.part.end});
        for (const auto& quantity : statement.quantities)
            for (auto place = quantity.words.begin; place < quantity.words.end; ++place)
                if (quantity.dimension != Dimension::version)
                    std::erase(statement.words, text.words.list[place].folded);
        for (const std::string_view person :
             {std::string_view(reading.facts.customer.name), std::string_view(reading.facts.agent)})
            for (const auto& name : name_words(person))
                std::erase(statement.words, name);
        statement.negative = is_negative(reading, text, statement.part);
        statements.push_back(std::move(statement));
    }
    return statements;
}

std::size_t shared_words(const Statement& left, const Statement& right) {
    return static_cast<std::size_t>(
        std::count_if(left.words.begin(), left.words.end(), [&right](const std::string& word) {
            return std::any_of(right.words.begin(), right.words.end(),
                               [&word](const auto& other) { return same_word(word, other); });
        }));
}

bool within(const Reading& reading, const Text& text, std::string_view list, WordRange range) {
    const auto hits = reading.all(text, list);
    return std::any_of(hits.begin(), hits.end(), [range](WordRange hit) {
        return hit.begin >= range.begin && hit.end <= range.end;
    });
}

const Quantity* number_too_high(const Reading& reading, const Statement& known,
                                const Statement& said) {
    for (const auto& value : said.quantities)
        if (begins_too_high(reading, *known.text, known.part, known.quantities, said.part, value))
            return &value;
    return nullptr;
}

const Quantity* clashing_number(const Reading& reading, const Statement& known,
                                const Statement& said, const std::vector<Quantity>& whole_draft,
                                const std::vector<Statement>& all, Source source) {
    for (const auto& rule : known.quantities) {
        const bool repeated = std::any_of(whole_draft.begin(), whole_draft.end(),
                                          [&rule](const auto& one) { return equal(one, rule); });
        if (repeated) continue;
        const auto alike =
            std::count_if(known.quantities.begin(), known.quantities.end(),
                          [&rule](const auto& other) { return comparable(other, rule); });
        if (alike > 2) continue;  // a table, not a rule
        for (const auto& value : said.quantities) {
            if (!comparable(rule, value) ||
                inside_range(reading, *known.text, known.quantities, value) ||
                told_elsewhere(all, known, said, value))
                continue;
            // What is left of a time, or lasts about so long, is no rule.
            if (value.dimension == Dimension::duration &&
                (value.vague || is_what_is_left(reading, said, value)) &&
                !bound_of(reading, *said.text, said.part, value).attached)
                continue;
            if (rule.vague && source == Source::colleague) continue;
            const bool bounded =
                bound_of(reading, *known.text, known.part, rule).limit != Limit::none;
            if (is_their_case(reading, rule, value) && (!bounded || agreement(known, said) == 0))
                continue;
            if (numbers_clash(reading, known, said, rule, value)) return &value;
        }
    }
    return nullptr;
}

}  // namespace heed::coach
