#include <algorithm>
#include <optional>

#include "domain/coach/known.hpp"
#include "domain/coach/remarks.hpp"
#include "domain/coach/statements.hpp"

/// What the draft says against the playbook and against what colleagues said before.
namespace heed::coach {

namespace {

constexpr std::size_t statements_max = 100;

/// A playbook is about this matter already; a colleague's post may be about many things.
bool same_matter(const Statement& known, const Statement& said, Source source) {
    return shared_words(known, said) >=
           (source == Source::colleague && known.words.size() > 3 ? 2U : 1U);
}

/// A piece of a sentence between commas, and what it says yes or no to.
struct Clause {
    std::vector<std::string> topic;
    bool negative = false;
    bool obliges = false;  ///< "you need", "it costs"
};

/// "Biscuits without nuts" says no to nothing.
bool is_negated(const Reading& reading, const Text& text, WordRange range) {
    const auto without = reading.all(text, "polar.need_not");
    const auto hits = reading.all(text, "negation");
    return std::any_of(hits.begin(), hits.end(), [&](WordRange hit) {
        return hit.begin >= range.begin && hit.end <= range.end &&
               std::find(without.begin(), without.end(), hit) == without.end();
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
                           is_negated(reading, text, range),
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
bool costs_though_free(const Reading& reading, const Statement& known, const Statement& said,
                       const std::vector<Statement>& all) {
    if (!reading.has_in(*known.text, "free", known.part) || !names_price(said)) return false;
    if (names_price(known) || reading.has(reading.draft, "free")) return false;
    const bool known_price = std::any_of(all.begin(), all.end(), [&said](const Statement& other) {
        return std::any_of(other.quantities.begin(), other.quantities.end(), [&said](auto& one) {
            return one.dimension == Dimension::money &&
                   std::any_of(said.quantities.begin(), said.quantities.end(),
                               [&one](const auto& price) { return equal(price, one); });
        });
    });
    if (known_price) return false;
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

/// Whether it says no where it speaks of the other's matter.
bool is_negative_about(const Reading& reading, const Statement& statement, const Statement& other) {
    const auto clauses = clauses_of(reading, statement);
    return std::any_of(clauses.begin(), clauses.end(), [&other](const Clause& clause) {
        return clause.negative && found_among(clause.topic, other.words) > 0;
    });
}

/// Yes here and no there, about the same things.
bool answers_clash(const Reading& reading, const Statement& known, const Statement& said,
                   Source source) {
    const auto shared = shared_words(known, said);
    if (source == Source::colleague && shared < 3) return false;
    if (known.words.empty() || shared * 3 < known.words.size() * 2) return false;
    if (!known.quantities.empty() || shared < (known.words.size() == 1 ? 1U : 2U)) return false;
    return is_negative_about(reading, known, said) != is_negative_about(reading, said, known);
}

bool costs_nothing_though(const Reading& reading, const Statement& known, const Statement& said,
                          const std::vector<Statement>& all) {
    const bool free_elsewhere = std::any_of(all.begin(), all.end(), [&](const Statement& other) {
        return reading.has_in(*other.text, "free", other.part) &&
               shared_words(other, said) >= shared_words(known, said);
    });
    if (free_elsewhere) return false;
    const bool price =
        std::any_of(known.quantities.begin(), known.quantities.end(),
                    [](const auto& one) { return one.dimension == Dimension::money; });
    return price && !reading.has_in(*known.text, "limit.above", known.part) &&
           !reading.has_in(*known.text, "limit.up_to", known.part) &&
           !reading.has_in(*known.text, "limit.from", known.part) && said.quantities.empty() &&
           !reading.has_in(*known.text, "free", known.part) && shared_words(known, said) > 0 &&
           reading.has_in(*said.text, "free", said.part);
}

struct Clash {
    TextSpan span;
    bool sure = true;
    bool opposite = false;  ///< yes and no, not two numbers
};

std::optional<Clash> clash(const Reading& reading, const Statement& known, const Statement& said,
                           const std::vector<Quantity>& whole_draft,
                           const std::vector<Statement>& all, Source source) {
    if (same_matter(known, said, source)) {
        if (const auto* number = number_too_high(reading, known, said))
            return Clash{reading.draft.words.span_of(number->words), true, false};
        // One word in common may be another matter with a number of its own.
        if (const auto* number = clashing_number(reading, known, said, whole_draft, all, source))
            return Clash{reading.draft.words.span_of(number->words),
                         shared_words(known, said) > 1 || known.words.size() <= 2 ||
                             number->dimension == Dimension::version};
        if (costs_nothing_though(reading, known, said, all)) return Clash{said.part.span, false};
    }
    const bool both_free = reading.has_in(*known.text, "free", known.part) &&
                           reading.has_in(*said.text, "free", said.part);
    if (both_free) return std::nullopt;
    if (answers_clash(reading, known, said, source) ||
        clauses_clash(reading, known, said, source) || costs_though_free(reading, known, said, all))
        return Clash{said.part.span, true, true};
    return std::nullopt;
}

/// What the draft says, read once.
struct Draft {
    std::vector<Claim> claims;
    std::vector<Quantity> quantities;
    std::vector<Statement> statements;
};

/// Everything that one source says.
struct Known {
    std::vector<Text> texts;
    std::vector<std::string> words;           ///< of each text
    std::vector<std::optional<Heard>> heard;  ///< likewise
    std::vector<std::vector<Claim>> claims;
    std::vector<Claim> all_claims;
    std::vector<Statement> statements;
};

std::string_view rule_of(Source source) {
    return source == Source::playbook ? "fact.playbook" : "contradiction.earlier";
}

/// The texts must not move any more.
void understand(const Reading& reading, Known& known) {
    for (const auto& text : known.texts) {
        known.claims.push_back(claims_of(reading, text));
        const auto& own = known.claims.back();
        known.all_claims.insert(known.all_claims.end(), own.begin(), own.end());
    }
    for (std::size_t i = 0; i < known.texts.size(); ++i)
        for (auto& statement : statements_of(reading, known.texts[i], known.claims[i]))
            known.statements.push_back(std::move(statement));
}

/// "We are here to help" and "which version is it?" say nothing that could be taken back.
bool says_something(const Known& known, std::size_t place) {
    constexpr std::size_t signature_words = 2;
    const auto& parts = known.texts[place].words.sentences;
    if (std::all_of(parts.begin(), parts.end(), [](const Sentence& part) {
            return part.question || part.end - part.begin <= signature_words;
        }))
        return false;
    return !known.claims[place].empty() ||
           std::any_of(known.statements.begin(), known.statements.end(),
                       [text = &known.texts[place]](const Statement& statement) {
                           return statement.text == text;
                       });
}

/// A model hears that the draft breaks it, in whatever words.
bool look_at_heard(const Reading& reading, const Draft& draft, const Known& known,
                   std::size_t place, Source source, Remarks& remarks) {
    const auto heard = known.heard[place].value_or(Heard::no);
    if (heard < Heard::likely) return false;
    const auto is_signed = source == Source::colleague ? Signed::yes : Signed::no;
    const auto shared = words_in_common(reading, known.texts[place], is_signed);
    // "Four paws never cost a cent" claims something, "I look into it now" does not.
    const bool claims = source == Source::playbook && heard == Heard::sure && !draft.claims.empty();
    if (!claims && !is_spoken_of(reading, known.texts[place], shared, heard)) return false;
    // A colleague's reply may be about anything: what speaks of nothing in it takes nothing back.
    if (source == Source::colleague) {
        constexpr std::size_t shared_min = 2;
        if (heard != Heard::sure || !says_something(known, place) ||
            (draft.claims.empty() && draft.statements.empty()) || shared < shared_min)
            return false;
    }
    constexpr std::size_t surely_same_min = 3;
    const bool same = source == Source::playbook || shared >= surely_same_min;
    remarks.add(heard == Heard::sure && same ? Grade::stop : Grade::ask, rule_of(source),
                {nearest_sentence(reading, known.texts[place])}, {{"known", known.words[place]}});
    return true;
}

/// Compares the draft with a known text, and says at most one remark of it. What words find must
/// be heard as well, where somebody listens.
bool look_at_known(const Reading& reading, const Draft& draft, const Known& known,
                   std::size_t place, Source source, Remarks& remarks) {
    const auto heard = known.heard[place];
    if (!may_break(heard)) return false;
    std::optional<Clash> worst;
    for (const auto& statement : known.statements) {
        if (statement.text != &known.texts[place]) continue;
        for (const auto& one : draft.statements) {
            const auto found =
                clash(reading, statement, one, draft.quantities, known.statements, source);
            if (found && (!worst || (found->sure && !worst->sure))) worst = found;
        }
    }
    if (const auto opposed = opposition(known.claims[place], draft.claims, known.all_claims);
        opposed && (!worst || (opposed->sure && !worst->sure)))
        worst = Clash{reading.draft.words.span_of(opposed->words), opposed->sure, true};
    if (!worst) return look_at_heard(reading, draft, known, place, source, remarks);
    // A colleague's number may have been mended since; whether a thing may be hardly changes.
    const bool grave =
        (worst->sure && (source == Source::playbook || worst->opposite)) || heard == Heard::sure;
    remarks.add(grave ? Grade::stop : Grade::ask, rule_of(source), {worst->span},
                {{"known", known.words[place]}});
    return true;
}

Draft read_draft(const Reading& reading) {
    Draft draft;
    draft.claims = claims_of_draft(reading);
    draft.quantities = quantities_of(reading, reading.draft);
    return draft;
}

void look_at_playbook(const Reading& reading, const Draft& draft, Remarks& remarks) {
    const auto& facts = reading.facts.playbook.facts;
    Known known;
    for (std::size_t i = 0; i < std::min(facts.size(), statements_max); ++i) {
        known.texts.push_back(read_known(reading, facts[i]));
        known.words.push_back(facts[i]);
        known.heard.push_back(reading.breaks(KnownKind::fact, i));
    }
    understand(reading, known);
    for (std::size_t i = 0; i < known.texts.size(); ++i)
        (void)look_at_known(reading, draft, known, i, Source::playbook, remarks);
}

void look_at_colleagues(const Reading& reading, const Draft& draft, Remarks& remarks) {
    if (reading.has(reading.draft, "correction")) return;
    Known known;
    for (std::size_t i = reading.posts.size(); i-- > 0;) {
        if (reading.thread[i].from != Speaker::agent) continue;
        known.texts.push_back(reading.posts[i]);
        known.words.push_back(reading.thread[i].text);
        known.heard.push_back(reading.breaks(KnownKind::colleague, i));
    }
    understand(reading, known);
    for (std::size_t i = 0; i < known.texts.size(); ++i)
        if (look_at_known(reading, draft, known, i, Source::colleague, remarks)) return;
}

}  // namespace

void look_at_facts(const Reading& reading, Remarks& remarks) {
    auto draft = read_draft(reading);
    draft.statements = statements_of(reading, reading.draft, draft.claims);
    look_at_playbook(reading, draft, remarks);
    look_at_colleagues(reading, draft, remarks);
}

}  // namespace heed::coach
