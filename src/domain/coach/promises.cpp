#include <algorithm>
#include <cmath>

#include "base/unicode.hpp"
#include "domain/coach/quantities.hpp"
#include "domain/coach/remarks.hpp"

/// What the draft promises: to be recorded, and within what the agent may decide.
namespace heed::coach {

namespace {

constexpr std::size_t authority_lines_max = 100;

struct Promise {
    Sentence part;
    bool gives = false;  ///< money or its like
    bool sure = false;   ///< "guaranteed"
    bool all = false;    ///< "in full", "whatever it costs"
    std::vector<Quantity> quantities;
};

/// "Definitely" makes a promise sure, and not "we can definitely look".
bool is_sure(const Reading& reading, const Sentence& part) {
    const auto& draft = reading.draft;
    return reading.has_in(draft, "promise.sure", part) ||
           (reading.has_in(draft, "promise.sure_weak", part) &&
            (reading.has_in(draft, "commit", part) || reading.has_in(draft, "promise.give", part)));
}

bool is_promise(const Reading& reading, const Sentence& part, const std::vector<Quantity>& all) {
    const auto& draft = reading.draft;
    // "My manager decides on the rest" promises nothing.
    if (part.question || reading.has_in(draft, "asks_above", part)) return false;
    const bool commits = reading.has_in(draft, "commit", part);
    const bool gives = reading.has_in(draft, "promise.give", part);
    const bool timed = reading.has_in(draft, "time", part);
    const bool does = commits || reading.has_in(draft, "next_step", part);
    const bool amount = !reading.facts.playbook.authority.empty() &&
                        std::any_of(all.begin(), all.end(), [&](const Quantity& quantity) {
                            return quantity.dimension == Dimension::money &&
                                   quantity.words.begin >= part.begin &&
                                   quantity.words.end <= part.end;
                        });
    // Where somebody wrote down what may be given, each gift is looked at.
    const bool gift = gives && !reading.facts.playbook.authority.empty() &&
                      reading.has_in(draft, "promise.all", part);
    return (does && amount) || gift || is_sure(reading, part) ||
           reading.has_in(draft, "promise.done", part) || (commits && (gives || timed)) ||
           reading.has_in(draft, "promise.timed", part) ||
           (reading.has_in(draft, "promise.within", part) &&
            (commits || !reading.has_in(draft, "conditional", part)));
}

std::vector<Promise> promises_of(const Reading& reading) {
    std::vector<Promise> promises;
    const auto& draft = reading.draft;
    const auto all = quantities_of(reading, draft);
    for (std::size_t i = 0; i < draft.words.sentences.size(); ++i) {
        const auto& part = draft.words.sentences[i];
        if (!is_promise(reading, part, all)) continue;
        Promise promise{part,
                        reading.has_in(draft, "promise.give", part) ||
                            reading.has_in(draft, "promise.done", part),
                        is_sure(reading, part),
                        reading.has_in(draft, "promise.all", part),
                        {}};
        for (const auto& quantity : all)
            if (quantity.sentence == i) promise.quantities.push_back(quantity);
        promises.push_back(std::move(promise));
    }
    return promises;
}

/// How long after now: the shortest time that is named.
std::optional<Millis> due_in(const Reading& reading, const Promise& promise) {
    std::optional<double> hours;
    for (const auto& quantity : promise.quantities)
        if (quantity.dimension == Dimension::duration)
            hours = std::min(hours.value_or(quantity.value), quantity.value);
    if (!hours && reading.has_in(reading.draft, "time.tomorrow", promise.part)) hours = 24;
    if (!hours && reading.has_in(reading.draft, "time.today", promise.part)) hours = 8;
    if (!hours || *hours > 24.0 * 366) return std::nullopt;
    return Millis{static_cast<long long>(std::llround(*hours * 3600 * 1000))};
}

std::size_t byte_of(std::string_view text, std::size_t code_point) {
    std::size_t at = 0;
    for (; at < text.size() && code_point > 0; --code_point)
        (void)next_code_point(text, at);
    return at;
}

/// What the lines of the playbook allow.
struct Authority {
    std::vector<Text> lines;
    std::vector<std::vector<Quantity>> quantities;
};

/// "Up to 30 EUR off. Free nights: only the manager" is two rules.
void add_sentences(const std::string& line, std::vector<std::string>& sentences) {
    for (const auto& part : words_of(line).sentences) {
        const auto begin = byte_of(line, part.span.start);
        sentences.push_back(line.substr(begin, byte_of(line, part.span.end) - begin));
    }
}

Authority authority_of(const Reading& reading) {
    Authority authority;
    const auto& lines = reading.facts.playbook.authority;
    std::vector<std::string> sentences;
    for (std::size_t i = 0; i < std::min(lines.size(), authority_lines_max); ++i)
        add_sentences(lines[i], sentences);
    for (const auto& sentence : sentences) {
        auto line = read_text(sentence, "und", reading.rules);
        if (line.language == "und")
            line = read_text(sentence, reading.draft.language, reading.rules);
        authority.quantities.push_back(quantities_of(reading, line));
        authority.lines.push_back(std::move(line));
    }
    return authority;
}

bool needs_approval(const Reading& reading, const Text& line) {
    return reading.has(line, "needs_approval");
}

/// Whether the line speaks of what the promise gives.
bool covers(const Reading& reading, const Text& line, const Promise& promise) {
    const auto& draft = reading.draft;
    const auto given = content_words(reading, draft, {promise.part.begin, promise.part.end});
    const auto allowed = content_words(reading, line, {0, line.words.list.size()});
    for (const auto& word : given)
        for (const auto& other : allowed)
            if (same_stem(word, other)) return true;
    // "voucher" is covered by "vouchers", "money back" by "refund".
    return reading.has(line, "promise.give") && reading.has_in(draft, "promise.give", promise.part);
}

/// The amount that goes beyond every limit of its kind; null when none does.
const Quantity* beyond(const Authority& authority, const Promise& promise) {
    for (const auto& quantity : promise.quantities) {
        const bool counts = quantity.dimension == Dimension::money ||
                            quantity.dimension == Dimension::percent ||
                            quantity.dimension == Dimension::data;
        if (!counts) continue;
        bool limited = false;
        bool within = false;
        for (const auto& line : authority.quantities)
            for (const auto& limit : line) {
                if (!comparable(limit, quantity)) continue;
                limited = true;
                within = within || quantity.value <= limit.value + 0.005;
            }
        if (limited && !within) return &quantity;
    }
    return nullptr;
}

/// Whether the line names the very thing that is given: "refunds" for "refund".
bool names_gift(const Reading& reading, const Text& line, const Promise& promise) {
    const auto& draft = reading.draft;
    for (const auto given : reading.all(draft, "promise.give")) {
        if (given.begin < promise.part.begin || given.end > promise.part.end) continue;
        for (const auto& word : content_words(reading, draft, given))
            for (const auto& other : content_words(reading, line, {0, line.words.list.size()}))
                if (same_stem(word, other)) return true;
    }
    return false;
}

/// Everything, where there is a limit or where somebody else decides.
bool gives_too_much(const Reading& reading, const Authority& authority, const Promise& promise) {
    bool limited = false;
    for (std::size_t i = 0; i < authority.lines.size(); ++i) {
        const auto& line = authority.lines[i];
        if (needs_approval(reading, line)) {
            if (promise.gives && names_gift(reading, line, promise)) return true;
            continue;
        }
        if (reading.has(line, "promise.all")) return false;
        limited = limited || !authority.quantities[i].empty();
    }
    const bool amount = std::any_of(
        promise.quantities.begin(), promise.quantities.end(),
        [](const Quantity& quantity) { return quantity.dimension == Dimension::money; });
    return promise.gives && promise.all && limited && !amount;
}

std::string limits(const Reading& reading) {
    std::string words;
    for (const auto& line : reading.facts.playbook.authority)
        words += (words.empty() ? "" : "; ") + line;
    return words;
}

/// Whether somebody stopped it from leaving the agent's hands.
bool look_at_authority(const Reading& reading, const Authority& authority, const Promise& promise,
                       Remarks& remarks) {
    if (authority.lines.empty()) return false;
    if (const auto* quantity = beyond(authority, promise)) {
        remarks.add(Grade::stop, "promise.beyond_authority",
                    {reading.draft.words.span_of(quantity->words)}, {{"limits", limits(reading)}});
        return true;
    }
    if (!promise.gives) return false;
    if (gives_too_much(reading, authority, promise)) {
        remarks.add(Grade::stop, "promise.needs_approval", {promise.part.span},
                    {{"limits", limits(reading)}});
        return true;
    }
    bool approval = false;
    for (std::size_t i = 0; i < authority.lines.size(); ++i) {
        const auto& line = authority.lines[i];
        const bool forbids = needs_approval(reading, line);
        const auto& limits_there = authority.quantities[i];
        const bool money =
            std::any_of(limits_there.begin(), limits_there.end(),
                        [](const Quantity& limit) { return limit.dimension == Dimension::money; });
        if (!forbids && (money || covers(reading, line, promise))) return false;
        approval = approval || forbids;
    }
    if (approval) {
        remarks.add(Grade::stop, "promise.needs_approval", {promise.part.span},
                    {{"limits", limits(reading)}});
        return true;
    }
    const bool money =
        promise.all ||
        std::any_of(promise.quantities.begin(), promise.quantities.end(),
                    [](const auto& quantity) { return quantity.dimension == Dimension::money; });
    remarks.add(money ? Grade::ask : Grade::hint, "promise.no_authority", {promise.part.span},
                {{"limits", limits(reading)}});
    return true;
}

bool is_recorded(const Reading& reading, const Promise& promise) {
    const auto& draft = reading.draft;
    const auto given = content_words(reading, draft, {promise.part.begin, promise.part.end});
    return std::any_of(
        reading.facts.recorded_promises.begin(), reading.facts.recorded_promises.end(),
        [&](const std::string& recorded) {
            const auto words = words_of(recorded);
            const auto shared = std::count_if(given.begin(), given.end(), [&](const auto& word) {
                return std::any_of(words.list.begin(), words.list.end(), [&](const Word& other) {
                    return same_stem(word, other.folded);
                });
            });
            return !given.empty() && static_cast<std::size_t>(shared) * 2 >= given.size();
        });
}

}  // namespace

void look_at_promises(const Reading& reading, Remarks& remarks) {
    const auto promises = promises_of(reading);
    if (promises.empty()) return;
    const auto authority = authority_of(reading);
    std::vector<TextSpan> to_record;
    std::optional<Millis> due;
    for (const auto& promise : promises) {
        if (look_at_authority(reading, authority, promise, remarks)) continue;
        if (promise.sure) {
            std::vector<TextSpan> spans;
            for (const auto* list : {"promise.sure", "promise.sure_weak"})
                for (const auto range : reading.all(reading.draft, list))
                    spans.push_back(reading.draft.words.span_of(range));
            remarks.add(Grade::ask, "promise.sure", spans);
            continue;
        }
        if (is_recorded(reading, promise)) continue;
        to_record.push_back(promise.part.span);
        if (!due) due = due_in(reading, promise);
    }
    if (!to_record.empty()) remarks.add(Grade::hint, "promise.record", to_record).due_in = due;
}

}  // namespace heed::coach
