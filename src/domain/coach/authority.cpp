#include "domain/coach/authority.hpp"

#include <algorithm>
#include <string_view>

#include "base/unicode.hpp"

namespace heed::coach {

namespace {

constexpr std::size_t authority_lines_max = 100;

/// "Within 5 days" says when, "for three weeks" how much.
bool is_due_time(const Reading& reading, const Text& text, const Sentence& part,
                 const Quantity& quantity) {
    if (quantity.dimension != Dimension::duration) return false;
    constexpr std::size_t words_between_max = 2;
    const auto within = reading.all(text, "due_within");
    return std::any_of(within.begin(), within.end(), [&](WordRange word) {
        return word.begin >= part.begin && word.end <= quantity.words.begin &&
               quantity.words.begin - word.end <= words_between_max;
    });
}

/// What the customer counted themselves: seven weeks without a pool.
bool is_their_number(const Reading& reading, const Quantity& quantity) {
    for (std::size_t i = 0; i < reading.posts.size(); ++i) {
        if (reading.thread[i].from != Speaker::customer) continue;
        for (const auto& theirs : quantities_of(reading, reading.posts[i]))
            if (equal(theirs, quantity)) return true;
    }
    return false;
}

std::size_t byte_of(std::string_view text, std::size_t code_point) {
    std::size_t at = 0;
    for (; at < text.size() && code_point > 0; --code_point)
        (void)next_code_point(text, at);
    return at;
}

/// "Up to 30 EUR off. Free nights: only the manager" is two rules.
void add_sentences(const std::string& line, std::vector<std::string>& sentences) {
    for (const auto& part : words_of(line).sentences) {
        const auto begin = byte_of(line, part.span.start);
        sentences.push_back(line.substr(begin, byte_of(line, part.span.end) - begin));
    }
}

std::size_t words_in_common(const Reading& reading, const Text& line, const Promise& promise) {
    const auto given =
        content_words(reading, reading.draft, {promise.part.begin, promise.part.end});
    const auto allowed = content_words(reading, line, {0, line.words.list.size()});
    return static_cast<std::size_t>(
        std::count_if(given.begin(), given.end(), [&allowed](const std::string& word) {
            return std::any_of(allowed.begin(), allowed.end(),
                               [&word](const auto& other) { return same_stem(word, other); });
        }));
}

/// Money is money; a length of time is bounded only for what the line speaks of.
bool bounds(const Reading& reading, const Text& line, const Quantity& limit, const Promise& promise,
            const Quantity& quantity) {
    if (!comparable(limit, quantity)) return false;
    if (quantity.dimension != Dimension::duration) return true;
    return !is_due_time(reading, line, line.words.sentences[limit.sentence], limit) &&
           (promise.gives || words_in_common(reading, line, promise) > 1);
}

/// Whether the line names the very thing that is given there: "refunds" for "refund".
bool names_gift(const Reading& reading, const Text& line, WordRange there, const Promise& promise) {
    const auto& draft = reading.draft;
    const auto allowed = content_words(reading, line, there);
    for (const auto given : reading.all(draft, "promise.give")) {
        if (given.begin < promise.part.begin || given.end > promise.part.end) continue;
        for (const auto& word : content_words(reading, draft, given))
            for (const auto& other : allowed)
                if (same_stem(word, other)) return true;
    }
    return false;
}

/// "Send spare parts, collect and refund, or give up to 20 % off": the refund has no bound.
bool gives_freely(const Reading& reading, const Text& line, const std::vector<Quantity>& quantities,
                  const Promise& promise) {
    auto begin = std::size_t{0};
    for (std::size_t place = 0; place < line.words.list.size(); ++place) {
        if (!line.words.list[place].comma && place + 1 < line.words.list.size()) continue;
        const WordRange clause{begin, place + 1};
        begin = place + 1;
        const bool bounded =
            std::any_of(quantities.begin(), quantities.end(), [clause](const Quantity& quantity) {
                return quantity.words.begin >= clause.begin && quantity.words.end <= clause.end;
            });
        if (!bounded && names_gift(reading, line, clause, promise)) return true;
    }
    return false;
}

}  // namespace

Authority authority_of(const Reading& reading) {
    Authority authority;
    const auto& lines = reading.facts.playbook.authority;
    std::vector<std::string> sentences;
    for (std::size_t i = 0; i < std::min(lines.size(), authority_lines_max); ++i)
        add_sentences(lines[i], sentences);
    for (const auto& sentence : sentences) {
        auto line = read_known(reading, sentence);
        authority.quantities.push_back(quantities_of(reading, line));
        authority.lines.push_back(std::move(line));
    }
    const auto& facts = reading.facts.playbook.facts;
    for (std::size_t i = 0; i < std::min(facts.size(), authority_lines_max); ++i)
        authority.facts.push_back(read_known(reading, facts[i]));
    return authority;
}

bool needs_approval(const Reading& reading, const Text& line) {
    return reading.has(line, "needs_approval");
}

bool covers(const Reading& reading, const Text& line, const Promise& promise) {
    // "voucher" is covered by "vouchers", "money back" by "refund".
    return words_in_common(reading, line, promise) > 0 ||
           (reading.has(line, "promise.give") &&
            reading.has_in(reading.draft, "promise.give", promise.part));
}

const Quantity* beyond(const Reading& reading, const Authority& authority, const Promise& promise) {
    for (const auto& quantity : promise.quantities) {
        const bool counts = quantity.dimension == Dimension::money ||
                            quantity.dimension == Dimension::percent ||
                            quantity.dimension == Dimension::data ||
                            (quantity.dimension == Dimension::duration &&
                             !is_due_time(reading, reading.draft, promise.part, quantity) &&
                             !is_their_number(reading, quantity));
        if (!counts) continue;
        bool limited = false;
        bool within = false;
        for (std::size_t i = 0; i < authority.lines.size(); ++i)
            for (const auto& limit : authority.quantities[i]) {
                if (!bounds(reading, authority.lines[i], limit, promise, quantity)) continue;
                limited = true;
                within = within || quantity.value <= limit.value + 0.005 || equal(limit, quantity);
            }
        if (limited && !within) return &quantity;
    }
    return nullptr;
}

const Quantity* beyond_share(const Reading& reading, const Authority& authority,
                             const Promise& promise) {
    double most = 0;
    for (const auto& line : authority.quantities)
        for (const auto& limit : line) {
            if (limit.dimension == Dimension::money) return nullptr;
            if (limit.dimension == Dimension::percent) most = std::max(most, limit.value);
        }
    if (most == 0) return nullptr;
    for (const auto& quantity : promise.quantities) {
        if (quantity.dimension != Dimension::money) continue;
        double whole = 0;
        for (std::size_t i = 0; i < reading.posts.size(); ++i)
            if (reading.thread[i].from == Speaker::customer)
                for (const auto& theirs : quantities_of(reading, reading.posts[i]))
                    if (comparable(theirs, quantity)) whole = std::max(whole, theirs.value);
        if (whole <= quantity.value) continue;
        // The amount may be what is given, or what is left to pay.
        const auto share = 100 * quantity.value / whole;
        if (std::min(share, 100 - share) > most) return &quantity;
    }
    return nullptr;
}

bool gives_too_much(const Reading& reading, const Authority& authority, const Promise& promise) {
    bool limited = false;
    bool money_limited = false;
    for (std::size_t i = 0; i < authority.lines.size(); ++i) {
        const auto& line = authority.lines[i];
        if (needs_approval(reading, line)) {
            if (promise.gives && (names_gift(reading, line, {0, line.words.list.size()}, promise) ||
                                  words_in_common(reading, line, promise) > 0))
                return true;
            continue;
        }
        if (reading.has(line, "promise.all")) return false;
        if (gives_freely(reading, line, authority.quantities[i], promise)) return false;
        limited = limited || !authority.quantities[i].empty();
        for (const auto& limit : authority.quantities[i])
            money_limited = money_limited || limit.dimension == Dimension::money;
    }
    // An amount within a bound of money was looked at already.
    const bool amount =
        money_limited && std::any_of(promise.quantities.begin(), promise.quantities.end(),
                                     [](const Quantity& quantity) {
                                         return quantity.dimension == Dimension::money;
                                     });
    return promise.gives && promise.all && limited && !amount;
}

bool is_unnamed_gift(const Reading& reading, const Authority& authority, const Promise& promise) {
    const bool amount = std::any_of(promise.quantities.begin(), promise.quantities.end(),
                                    [](const Quantity& quantity) {
                                        return quantity.dimension == Dimension::money ||
                                               quantity.dimension == Dimension::percent;
                                    });
    if (amount || !promise.gives) return false;
    bool bounded = false;
    bool approval = false;
    for (std::size_t i = 0; i < authority.lines.size(); ++i) {
        if (words_in_common(reading, authority.lines[i], promise) > 0) return false;
        approval = approval || needs_approval(reading, authority.lines[i]);
        bounded = bounded || !authority.quantities[i].empty();
    }
    for (const auto& fact : authority.facts)
        if (words_in_common(reading, fact, promise) > 0) return false;
    return bounded && approval;
}

bool is_given_by_facts(const Reading& reading, const Authority& authority, const Promise& promise) {
    return std::any_of(authority.facts.begin(), authority.facts.end(), [&](const Text& fact) {
        if (!reading.has(fact, "promise.give") && !reading.has(fact, "promise.all")) return false;
        const auto known = quantities_of(reading, fact);
        bool amount = false;
        for (const auto& quantity : promise.quantities) {
            if (quantity.dimension != Dimension::money && quantity.dimension != Dimension::percent)
                continue;
            amount = true;
            if (std::none_of(known.begin(), known.end(), [&quantity](const Quantity& told) {
                    return comparable(told, quantity) && quantity.value <= told.value;
                }))
                return false;
        }
        if (!amount && promise.all && !reading.has(fact, "promise.all")) return false;
        return words_in_common(reading, fact, promise) > 0;
    });
}

bool swears_forbidden(const Reading& reading, const Authority& authority, const Promise& promise) {
    return promise.sure &&
           std::any_of(authority.lines.begin(), authority.lines.end(),
                       [&](const Text& line) { return reading.has(line, "forbids_promise"); });
}

}  // namespace heed::coach
