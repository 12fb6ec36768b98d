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
    const auto limit_said = limit_of(reading, said);
    const bool also_limit = limit_said != Limit::none;
    // "Under 6 without a ticket" is "from 6 with one", and not from 4.
    if (limit == Limit::up_to && limit_said == Limit::from && known.negative != said.negative)
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

/// A piece of a sentence between commas, and what it says yes or no to.
struct Clause {
    std::vector<std::string> topic;
    bool negative = false;
    bool obliges = false;  ///< "you need", "it costs"
};

bool within(const Reading& reading, const Text& text, std::string_view list, WordRange range) {
    const auto hits = reading.all(text, list);
    return std::any_of(hits.begin(), hits.end(), [range](WordRange hit) {
        return hit.begin >= range.begin && hit.end <= range.end;
    });
}

/// What it is about: no numbers, times and names, and none of the words that only say yes or no.
std::vector<std::string> topic_of(const Reading& reading, const Text& text, WordRange range,
                                  const Statement& statement) {
    auto topic = content_words(reading, text, range);
    std::erase_if(topic, [&statement](const auto& word) {
        return std::find(statement.words.begin(), statement.words.end(), word) ==
               statement.words.end();
    });
    for (const auto* list : {"predicate", "time", "negation", "greeting", "apology"})
        for (const auto hit : reading.all(text, list))
            for (auto place = hit.begin; place < hit.end; ++place)
                if (place >= range.begin && place < range.end)
                    std::erase(topic, text.words.list[place].folded);
    return topic;
}

std::vector<Clause> clauses_of(const Reading& reading, const Statement& statement) {
    std::vector<Clause> clauses;
    const auto& text = *statement.text;
    auto begin = statement.part.begin;
    for (auto place = begin; place < statement.part.end; ++place) {
        if (!text.words.list[place].comma && place + 1 < statement.part.end) continue;
        const WordRange range{begin, place + 1};
        begin = place + 1;
        clauses.push_back({topic_of(reading, text, range, statement),
                           within(reading, text, "negation", range),
                           within(reading, text, "obliges", range)});
        if (clauses.back().topic.empty()) clauses.pop_back();
    }
    return clauses;
}

std::size_t found_among(const std::vector<std::string>& words,
                        const std::vector<std::string>& others) {
    return static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), [&others](const auto& word) {
            return std::any_of(others.begin(), others.end(),
                               [&word](const auto& other) { return same_stem(word, other); });
        }));
}

/// The playbook says no and the draft knows of no no, or the playbook says yes and the draft says
/// no to just that.
bool opposes_playbook(const Reading& reading, const Statement& known, const Clause& rule,
                      const Clause& said) {
    const auto shared = found_among(said.topic, rule.topic);
    const auto foreign = said.topic.size() - found_among(said.topic, known.words);
    if (shared == 0) return false;
    const auto& draft = reading.draft;
    if (rule.negative)
        return foreign <= 1 && !reading.has(draft, "negation") && !reading.has(draft, "apology");
    return foreign == 0 && !reading.has(draft, "affirms");
}

/// What a colleague could not do may be done now; what they said of the matter still holds.
bool opposes_colleague(const Reading& reading, const Statement& said, const Clause& earlier,
                       const Clause& now) {
    if (earlier.negative && !(earlier.obliges && now.obliges)) return false;
    if (reading.has_in(reading.draft, "apology", said.part)) return false;
    const auto shared = found_among(earlier.topic, now.topic);
    const auto foreign = now.topic.size() - found_among(now.topic, earlier.topic);
    const auto needed =
        earlier.topic.size() <= 2 ? earlier.topic.size() : (earlier.topic.size() * 2 + 2) / 3;
    return shared >= needed && foreign <= 1;
}

/// "Dogs are welcome" and "we don't take dogs".
bool clauses_clash(const Reading& reading, const Statement& known, const Statement& said,
                   Source source) {
    if (within(reading, *known.text, "only", {known.part.begin, known.part.end}) ||
        within(reading, *said.text, "only", {said.part.begin, said.part.end}))
        return false;
    for (const auto& rule : clauses_of(reading, known))
        for (const auto& now : clauses_of(reading, said)) {
            if (rule.negative == now.negative) continue;
            if (source == Source::playbook ? opposes_playbook(reading, known, rule, now)
                                           : opposes_colleague(reading, said, rule, now))
                return true;
        }
    return false;
}

bool names_price(const Statement& statement) {
    return std::any_of(
        statement.quantities.begin(), statement.quantities.end(),
        [](const auto& one) { return one.dimension == Dimension::money && one.value > 0; });
}

/// Free there, a price here; what it is about may stand in the customer's question alone.
bool costs_though_free(const Reading& reading, const Statement& known, const Statement& said) {
    if (!reading.has_in(*known.text, "free", known.part) || !names_price(said)) return false;
    if (names_price(known) || reading.has(reading.draft, "free")) return false;
    auto about = said.words;
    for (const auto place : reading.open) {
        const auto& post = reading.posts[place];
        const auto asked = content_words(reading, post, {0, post.words.list.size()});
        about.insert(about.end(), asked.begin(), asked.end());
    }
    // Many foreign words are perhaps the price of something else.
    constexpr std::size_t foreign_max = 3;
    if (found_among(known.words, said.words) == 0 && said.words.size() > foreign_max) return false;
    return found_among(known.words, about) > 0;
}

/// Yes here and no there, about the same things.
bool answers_clash(const Statement& known, const Statement& said, Source source) {
    const auto shared = shared_words(known, said);
    if (source == Source::colleague && shared < 3) return false;
    if (known.words.empty() || shared * 3 < known.words.size() * 2) return false;
    if (!known.quantities.empty() || shared < (known.words.size() == 1 ? 1U : 2U)) return false;
    return known.negative != said.negative;
}

bool costs_nothing_though(const Reading& reading, const Statement& known, const Statement& said) {
    const bool price =
        std::any_of(known.quantities.begin(), known.quantities.end(),
                    [](const auto& one) { return one.dimension == Dimension::money; });
    return price && limit_of(reading, known) == Limit::none && said.quantities.empty() &&
           !reading.has_in(*known.text, "free", known.part) && shared_words(known, said) > 0 &&
           reading.has_in(*said.text, "free", said.part);
}

struct Clash {
    TextSpan span;
    bool sure = true;
};

std::optional<Clash> clash(const Reading& reading, const Statement& known, const Statement& said,
                           const std::vector<Quantity>& whole_draft, Source source) {
    if (same_matter(known, said, source)) {
        // One word in common may be another matter with a number of its own.
        if (const auto* number = clashing_number(reading, known, said, whole_draft))
            return Clash{reading.draft.words.span_of(number->words),
                         shared_words(known, said) > 1 || number->dimension == Dimension::version};
        if (costs_nothing_though(reading, known, said)) return Clash{said.part.span, false};
    }
    const bool both_free = reading.has_in(*known.text, "free", known.part) &&
                           reading.has_in(*said.text, "free", said.part);
    if (both_free) return std::nullopt;
    if (answers_clash(known, said, source) || clauses_clash(reading, known, said, source) ||
        costs_though_free(reading, known, said))
        return Clash{said.part.span, true};
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
            const auto found = clash(reading, statement, one, whole_draft, source);
            if (!found) continue;
            const bool grave = source == Source::playbook && found->sure;
            remarks.add(grave ? Grade::stop : Grade::ask, rule, {found->span}, {{"known", words}});
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
