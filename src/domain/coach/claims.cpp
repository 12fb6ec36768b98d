#include "domain/coach/claims.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace heed::coach {

namespace {

/// What the lists say of one word of a text, a bit each.
enum Mark : std::uint32_t {
    can = 1U << 0U,
    cannot = 1U << 1U,
    free = 1U << 2U,
    costs = 1U << 3U,
    must = 1U << 4U,
    need_not = 1U << 5U,
    negation = 1U << 6U,
    idle = 1U << 7U,  ///< no part of what a clause is about
    breaks = 1U << 8U,
    condition = 1U << 9U,         ///< of its clause: "only", "until"
    condition_whole = 1U << 10U,  ///< of its sentence: "if", "when"
};

struct ListMark {
    std::string_view list;
    std::uint32_t mark;
};

constexpr std::array list_marks = {
    ListMark{"polar.can", can | idle},
    ListMark{"polar.cannot", cannot | idle},
    ListMark{"free", free | idle},
    ListMark{"polar.costs", costs | idle},
    ListMark{"polar.must", must | idle},
    ListMark{"polar.need_not", need_not | idle},
    ListMark{"negation", negation | idle},
    ListMark{"predicate", idle},
    ListMark{"time", idle},
    ListMark{"greeting", idle},
    ListMark{"apology", idle},
    ListMark{"affirms", idle},
    ListMark{"clause_break", breaks | idle},
    ListMark{"condition", condition | idle},
    ListMark{"condition.whole", condition_whole | idle},
    ListMark{"small", idle},
};

using Marks = std::vector<std::uint32_t>;

Marks marks_of(const Reading& reading, const Text& text) {
    std::array<ListId, list_marks.size()> ids{};
    for (std::size_t i = 0; i < ids.size(); ++i)
        ids.at(i) = reading.rules.list(list_marks.at(i).list);
    Marks marks(text.words.list.size(), 0);
    for (const auto& hit : text.hits)
        for (std::size_t i = 0; i < ids.size(); ++i)
            if (hit.list == ids.at(i))
                for (auto place = hit.words.begin; place < hit.words.end; ++place)
                    marks[place] |= list_marks.at(i).mark;
    return marks;
}

/// A "no" that is a part of the other word, as in "no charge", does not turn it round.
struct Counts {
    bool positive = false;
    bool negative = false;
    bool turned = false;
};

Counts count(const Marks& marks, WordRange range, std::uint32_t positive, std::uint32_t negative) {
    Counts counts;
    for (auto place = range.begin; place < range.end; ++place) {
        const auto mark = marks[place];
        if ((mark & positive) != 0) {
            counts.positive = true;
        } else if ((mark & negative) != 0) {
            counts.negative = true;
        } else if ((mark & negation) != 0) {
            counts.turned = true;
        }
    }
    return counts;
}

bool has_mark(const Marks& marks, WordRange range, std::uint32_t mark) {
    return std::any_of(marks.begin() + static_cast<std::ptrdiff_t>(range.begin),
                       marks.begin() + static_cast<std::ptrdiff_t>(range.end),
                       [mark](std::uint32_t one) { return (one & mark) != 0; });
}

int sign_of_can(const Marks& marks, WordRange range) {
    const auto counts = count(marks, range, cannot, can);
    const bool refused = counts.positive;
    const bool allowed = counts.negative;
    // "Can't" is both at once.
    const bool unable =
        std::any_of(marks.begin() + static_cast<std::ptrdiff_t>(range.begin),
                    marks.begin() + static_cast<std::ptrdiff_t>(range.end),
                    [](std::uint32_t mark) { return (mark & can) != 0 && (mark & negation) != 0; });
    if (unable) return -1;
    if (refused && allowed) return counts.turned ? -1 : 0;  // "can review expired points"
    if (refused) return counts.turned ? 1 : -1;
    if (allowed) return counts.turned ? -1 : 1;
    return 0;
}

int sign_of_cost(const Marks& marks, WordRange range) {
    const auto counts = count(marks, range, free, costs);
    if (counts.positive && counts.negative) return counts.turned ? -1 : 0;
    if (counts.positive) return counts.turned ? -1 : 1;
    if (counts.negative) return counts.turned ? 1 : -1;
    return 0;
}

int sign_of_need(const Marks& marks, WordRange range) {
    const auto counts = count(marks, range, must, need_not);
    if (counts.positive) return counts.turned || counts.negative ? -1 : 1;
    return counts.negative ? -1 : 0;
}

std::vector<WordRange> clauses_of(const Words& words, const Sentence& part, const Marks& marks) {
    std::vector<WordRange> clauses;
    auto begin = part.begin;
    for (auto place = part.begin; place < part.end; ++place) {
        if ((marks[place] & breaks) != 0 && place > begin) {
            clauses.push_back({begin, place});
            begin = place;
        }
        if (words.list[place].comma || place + 1 == part.end) {
            clauses.push_back({begin, place + 1});
            begin = place + 1;
        }
    }
    if (begin < part.end) clauses.push_back({begin, part.end});
    return clauses;
}

bool is_person(const Reading& reading, const std::string& word) {
    for (const std::string_view person :
         {std::string_view(reading.facts.customer.name), std::string_view(reading.facts.agent)}) {
        const auto names = name_words(person);
        if (std::find(names.begin(), names.end(), word) != names.end()) return true;
    }
    return false;
}

/// What it is about. A number of three digits or a time of day names a thing: "the 11:40".
std::vector<std::string> topic_of(const Reading& reading, const Words& words, const Marks& marks,
                                  WordRange range) {
    constexpr std::size_t word_letters_min = 3;
    std::vector<std::string> topic;
    for (auto place = range.begin; place < range.end; ++place) {
        const auto& word = words.list[place];
        const bool clock =
            word.kind == WordKind::number && word.folded.find(':') != std::string::npos;
        if (clock) topic.push_back(word.folded);
        if (word.kind != WordKind::word || word.folded.size() < word_letters_min ||
            (marks[place] & idle) != 0 || is_person(reading, word.folded))
            continue;
        topic.push_back(word.folded);
    }
    return topic;
}

/// In a compound a word stands at the beginning: "Kinderkarte" is about a "Kind".
bool same_thing(std::string_view left, std::string_view right) {
    if (left.size() > right.size()) std::swap(left, right);
    return same_stem(left, right) || (left.size() >= 4 && right.starts_with(left));
}

std::size_t shared(const std::vector<std::string>& words, const std::vector<std::string>& others) {
    return static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), [&others](const std::string& word) {
            return std::any_of(others.begin(), others.end(),
                               [&word](const auto& other) { return same_thing(word, other); });
        }));
}

void add_claims(std::vector<Claim>& claims, const Marks& marks, Claim claim) {
    const std::array signs = {std::pair{Axis::can, sign_of_can(marks, claim.words)},
                              std::pair{Axis::cost, sign_of_cost(marks, claim.words)},
                              std::pair{Axis::need, sign_of_need(marks, claim.words)}};
    for (const auto& [axis, sign] : signs) {
        if (sign == 0) continue;
        claim.axis = axis;
        claim.sign = sign;
        claims.push_back(claim);
    }
}

/// Whether both speak of the same thing, and how surely.
std::optional<bool> same_topic(const Claim& known, const Claim& said) {
    constexpr std::size_t few = 3;
    const auto both = shared(said.topic, known.topic);
    if (both == 0) return std::nullopt;
    const auto foreign = said.topic.size() - both;
    const auto missing = known.topic.size() - std::min(known.topic.size(), both);
    // "The 11:40" is one train, whatever else is said of it.
    const bool same_time =
        std::any_of(said.topic.begin(), said.topic.end(), [&known](const std::string& word) {
            return word.find(':') != std::string::npos &&
                   std::find(known.topic.begin(), known.topic.end(), word) != known.topic.end();
        });
    if (both > 1 && same_time) return true;
    if (both > 1 && foreign <= 1) return foreign == 0;
    if (both > 1 && foreign <= 2 && missing <= 1) return false;
    if (both == 1 && foreign == 0 && known.topic.size() <= few) return missing <= 1;
    if (both == 1 && foreign == 1 && known.topic.size() == 1) return false;
    return std::nullopt;
}

}  // namespace

std::vector<Claim> claims_of(const Reading& reading, const Text& text) {
    std::vector<Claim> claims;
    const auto marks = marks_of(reading, text);
    std::vector<std::string> before;
    for (std::size_t i = 0; i < text.words.sentences.size(); ++i) {
        const auto& part = text.words.sentences[i];
        if (part.question) continue;
        const bool conditional = has_mark(marks, {part.begin, part.end}, condition_whole);
        for (const auto range : clauses_of(text.words, part, marks)) {
            Claim claim;
            claim.topic = topic_of(reading, text.words, marks, range);
            claim.words = range;
            claim.sentence = i;
            claim.conditional = conditional || has_mark(marks, range, condition);
            if (claim.topic.empty()) {
                claim.topic = before;
            } else {
                before = claim.topic;
            }
            if (!claim.topic.empty()) add_claims(claims, marks, std::move(claim));
        }
    }
    return claims;
}

std::vector<Claim> claims_of_draft(const Reading& reading) {
    return claims_of(reading, reading.draft);
}

std::optional<Opposition> opposition(const std::vector<Claim>& known,
                                     const std::vector<Claim>& said,
                                     const std::vector<Claim>& others) {
    std::optional<Opposition> found;
    for (const auto& rule : known) {
        if (rule.conditional) continue;
        for (const auto& now : said) {
            if (now.axis != rule.axis || now.sign == rule.sign || now.conditional) continue;
            const auto sure = same_topic(rule, now);
            if (!sure) continue;
            const auto both = shared(now.topic, rule.topic);
            const auto agrees = [&](const Claim& other, const Claim& with, int sign) {
                return other.axis == with.axis && other.sign == sign &&
                       shared(other.topic, with.topic) >= both;
            };
            const bool told = std::any_of(said.begin(), said.end(), [&](const Claim& other) {
                return agrees(other, rule, rule.sign);
            });
            const bool known_too =
                std::any_of(others.begin(), others.end(),
                            [&](const Claim& other) { return agrees(other, now, now.sign); });
            if (told || known_too) continue;
            if (!found || (*sure && !found->sure)) found = Opposition{now.words, *sure};
        }
    }
    return found;
}

int sign_on(const std::vector<Claim>& claims, Axis axis, WordRange within) {
    int sign = 0;
    for (const auto& claim : claims) {
        if (claim.axis != axis || claim.words.begin < within.begin || claim.words.end > within.end)
            continue;
        if (sign != 0 && sign != claim.sign) return 0;
        sign = claim.sign;
    }
    return sign;
}

}  // namespace heed::coach
