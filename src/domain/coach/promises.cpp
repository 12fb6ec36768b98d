#include <algorithm>
#include <cmath>

#include "domain/coach/authority.hpp"
#include "domain/coach/known.hpp"
#include "domain/coach/remarks.hpp"

/// What the draft promises: to be recorded, and within what the agent may decide.
namespace heed::coach {

namespace {

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
    if (part.question || reading.has_in(draft, "asks_above", part) ||
        reading.has_in(draft, "decides", part))
        return false;
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
                      (reading.has_in(draft, "promise.all", part) ||
                       (!reading.has_in(draft, "negation", part) &&
                        !reading.has_in(draft, "condition.whole", part)));
    // "You can claim compensation here" gives nothing yet.
    const bool may_ask = reading.has_in(draft, "may_ask", part) && !commits;
    return (does && amount) || (gift && !may_ask) || is_sure(reading, part) ||
           reading.has_in(draft, "promise.done", part) || (commits && (gives || timed)) ||
           reading.has_in(draft, "promise.timed", part) ||
           (reading.has_in(draft, "promise.within", part) &&
            (commits || !reading.has_in(draft, "conditional", part)));
}

/// "I can't drop the 180 myself": a no stands before it in its clause.
bool is_refused(const Reading& reading, const Text& text, const Sentence& part,
                const Quantity& quantity) {
    auto begin = quantity.words.begin;
    while (begin > part.begin && !text.words.list[begin - 1].comma)
        --begin;
    const auto refusals = reading.all(text, "negation");
    return std::any_of(refusals.begin(), refusals.end(), [&](WordRange refusal) {
        return refusal.begin >= begin && refusal.end <= quantity.words.begin;
    });
}

/// "You will find it there" and "we will be closed" hold what promises hold.
bool may_commit(const Reading& reading, const Sentence& part) {
    constexpr SpeechAct commits[] = {SpeechAct::promise, SpeechAct::gives, SpeechAct::next_step};
    return reading.may(commits, part);
}

std::vector<Promise> promises_of(const Reading& reading) {
    std::vector<Promise> promises;
    const auto& draft = reading.draft;
    const auto all = quantities_of(reading, draft);
    for (std::size_t i = 0; i < draft.words.sentences.size(); ++i) {
        const auto& part = draft.words.sentences[i];
        if (!is_promise(reading, part, all) || !may_commit(reading, part)) continue;
        Promise promise{part,
                        reading.has_in(draft, "promise.give", part) ||
                            reading.has_in(draft, "promise.done", part),
                        is_sure(reading, part),
                        reading.has_in(draft, "promise.all", part),
                        {}};
        for (const auto& quantity : all)
            if (quantity.sentence == i && !is_refused(reading, draft, part, quantity))
                promise.quantities.push_back(quantity);
        promises.push_back(std::move(promise));
    }
    return promises;
}

/// "Avant 17 h": the hour of a day, in words that elsewhere are a length of time.
std::optional<double> named_hour(const Reading& reading, WordRange range) {
    const auto& list = reading.draft.words.list;
    for (auto i = range.begin; i < range.end; ++i)
        if (list[i].kind == WordKind::number) return number_of(list[i].folded);
    return std::nullopt;
}

/// Words that name an hour, and not how long something takes.
std::vector<WordRange> hours_named(const Reading& reading, const Promise& promise) {
    auto ranges = reading.all(reading.draft, "time.clock");
    std::erase_if(ranges, [&](WordRange range) {
        return range.begin < promise.part.begin || range.end > promise.part.end;
    });
    return ranges;
}

std::optional<int> due_minute(const Reading& reading, const Promise& promise) {
    std::optional<double> hour;
    bool told = reading.has_in(reading.draft, "unit.am", promise.part);
    for (const auto range : hours_named(reading, promise))
        if (!hour) hour = named_hour(reading, range);
    for (const auto& quantity : promise.quantities)
        if (!hour && quantity.dimension == Dimension::clock) {
            hour = quantity.value;
            // "6 am" and "06:30" say themselves which half of the day they mean.
            const auto& list = reading.draft.words.list;
            for (auto i = quantity.words.begin; i < quantity.words.end; ++i)
                told = told || list[i].folded.find(':') != std::string::npos;
        }
    constexpr double small_hours = 7;
    constexpr double hours_of_a_day = 24;
    if (!hour || *hour < 0 || *hour >= hours_of_a_day) return std::nullopt;
    // "By 5 o'clock": nobody promises anything for the small hours.
    if (!told && *hour < small_hours) *hour += hours_of_a_day / 2;
    return static_cast<int>(std::lround(*hour * 60));
}

/// The first day that is named, and the hour.
std::optional<DueMoment> due_moment(const Reading& reading, const Promise& promise) {
    DueMoment moment;
    for (const auto& quantity : promise.quantities)
        if (!moment.weekday && quantity.dimension == Dimension::weekday)
            moment.weekday = static_cast<int>(quantity.value);
    moment.minute = due_minute(reading, promise);
    if (!moment.weekday && !moment.minute) return std::nullopt;
    if (reading.has_in(reading.draft, "time.today", promise.part)) moment.in_days = 0;
    if (reading.has_in(reading.draft, "time.tomorrow", promise.part)) moment.in_days = 1;
    return moment;
}

/// How long after now: the shortest time that is named.
std::optional<Millis> due_in(const Reading& reading, const Promise& promise) {
    std::optional<double> hours;
    const auto named = hours_named(reading, promise);
    for (const auto& quantity : promise.quantities) {
        const bool is_hour = std::any_of(named.begin(), named.end(), [&](WordRange range) {
            return quantity.words.begin >= range.begin && quantity.words.begin < range.end;
        });
        if (quantity.dimension == Dimension::duration && !is_hour)
            hours = std::min(hours.value_or(quantity.value), quantity.value);
    }
    if (!hours && due_moment(reading, promise)) return std::nullopt;
    if (!hours && reading.has_in(reading.draft, "time.tomorrow", promise.part)) hours = 24;
    if (!hours && reading.has_in(reading.draft, "time.today", promise.part)) hours = 8;
    if (!hours || *hours > 24.0 * 366) return std::nullopt;
    return Millis{static_cast<long long>(std::llround(*hours * 3600 * 1000))};
}

std::string limits(const Reading& reading) {
    std::string words;
    for (const auto& line : reading.facts.playbook.authority)
        words += (words.empty() ? "" : words.ends_with('.') ? " " : "; ") + line;
    return words;
}

/// Whether somebody stopped it from leaving the agent's hands.
bool look_at_authority(const Reading& reading, const Authority& authority, const Promise& promise,
                       Remarks& remarks) {
    if (authority.lines.empty()) return false;
    const auto* amount = beyond(reading, authority, promise);
    if (amount == nullptr) amount = beyond_share(reading, authority, promise);
    if (amount != nullptr) {
        remarks.add(Grade::stop, "promise.beyond_authority",
                    {reading.draft.words.span_of(amount->words)}, {{"limits", limits(reading)}});
        return true;
    }
    if (swears_forbidden(reading, authority, promise)) {
        remarks.add(Grade::stop, "promise.needs_approval", {promise.part.span},
                    {{"limits", limits(reading)}});
        return true;
    }
    if (!promise.gives) return false;
    if (is_given_by_facts(reading, authority, promise)) return false;
    if (gives_too_much(reading, authority, promise)) {
        remarks.add(Grade::stop, "promise.needs_approval", {promise.part.span},
                    {{"limits", limits(reading)}});
        return true;
    }
    if (is_unnamed_gift(reading, authority, promise)) {
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

/// The gravest that was heard of the limits; nothing where nobody listened to all of them.
std::optional<Heard> worst_heard(const Reading& reading) {
    std::optional<Heard> worst;
    for (std::size_t i = 0; i < reading.facts.playbook.authority.size(); ++i) {
        const auto heard = reading.breaks(KnownKind::authority, i);
        if (!heard) return std::nullopt;
        worst = std::max(worst.value_or(Heard::no), *heard);
    }
    return worst;
}

std::vector<Quantity> sums_of(const Reading& reading, const Text& text) {
    auto sums = quantities_of(reading, text);
    std::erase_if(sums, [](const Quantity& one) { return one.dimension != Dimension::money; });
    return sums;
}

/// The ear knows no arithmetic: where both name sums of one currency, these decide. Of several
/// limits in a line the smallest may be meant.
bool stays_within(const Reading& reading, const Text& line) {
    const auto limits = sums_of(reading, line);
    const auto said = sums_of(reading, reading.draft);
    return !limits.empty() && !said.empty() &&
           std::all_of(said.begin(), said.end(), [&limits](const Quantity& sum) {
               return std::all_of(limits.begin(), limits.end(), [&sum](const Quantity& limit) {
                   return comparable(sum, limit) && sum.value <= limit.value;
               });
           });
}

/// Whether the draft gives anything, or speaks of what the line is about.
bool speaks_of(const Reading& reading, const Text& line, Heard heard) {
    const auto says = [&reading](std::string_view list) {
        return !reading.all(reading.draft, list).empty();
    };
    const bool sums = !sums_of(reading, line).empty() && !sums_of(reading, reading.draft).empty();
    return sums || says("promise.give") || says("promise.sure") ||
           reading.hears(SpeechAct::gives, Heard::likely) ||
           is_spoken_of(reading, line, words_in_common(reading, line, Signed::no), heard);
}

/// More is given or promised than somebody may, in whatever words: the gravest.
void look_at_heard_limits(const Reading& reading, Remarks& remarks) {
    const auto& lines = reading.facts.playbook.authority;
    auto worst = Heard::perhaps;
    std::size_t place = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto heard = reading.breaks(KnownKind::authority, i).value_or(Heard::no);
        if (heard <= worst) continue;
        const auto line = read_known(reading, lines[i]);
        if (stays_within(reading, line) || !speaks_of(reading, line, heard)) continue;
        worst = heard;
        place = i;
    }
    if (worst < Heard::likely) return;
    // What may be too much is too much where the draft gives or commits itself as well.
    const auto& draft = reading.draft;
    const bool gives = reading.has(draft, "promise.give") || reading.has(draft, "promise.done") ||
                       reading.has(draft, "promise.sure") || reading.has(draft, "commit");
    const auto grade = worst == Heard::sure || gives ? Grade::stop : Grade::ask;
    remarks.add(grade, "promise.beyond_authority",
                {nearest_sentence(reading, read_known(reading, lines[place]))},
                {{"limits", lines[place]}});
}

/// "100 %" and "guarantee" are what programmes and batteries have, too.
void look_at_sureness(const Reading& reading, const Promise& promise, Remarks& remarks) {
    constexpr SpeechAct commits[] = {SpeechAct::promise, SpeechAct::gives};
    std::vector<TextSpan> spans;
    for (const auto* list : {"promise.sure", "promise.sure_weak"})
        for (const auto range : reading.all(reading.draft, list))
            if (promise.part.begin <= range.begin && range.end <= promise.part.end)
                spans.push_back(reading.draft.words.span_of(range));
    const bool likely = reading.may(commits, promise.part, Heard::likely);
    remarks.add(likely ? Grade::ask : Grade::hint, "promise.sure", spans);
}

}  // namespace

void look_at_promises(const Reading& reading, Remarks& remarks) {
    look_at_heard_limits(reading, remarks);
    const bool said = remarks.has(AdviceKind::promise);
    const auto promises = promises_of(reading);
    if (promises.empty()) return;
    const auto authority =
        may_break(worst_heard(reading)) && !said ? authority_of(reading) : Authority{};
    std::vector<TextSpan> to_record;
    std::optional<Millis> due;
    std::optional<DueMoment> moment;
    for (const auto& promise : promises) {
        if (look_at_authority(reading, authority, promise, remarks)) continue;
        if (promise.sure) {
            look_at_sureness(reading, promise, remarks);
            continue;
        }
        if (is_recorded(reading, promise)) continue;
        to_record.push_back(promise.part.span);
        if (due || moment) continue;
        due = due_in(reading, promise);
        if (!due) moment = due_moment(reading, promise);
    }
    if (to_record.empty()) return;
    auto& remark = remarks.add(Grade::hint, "promise.record", to_record);
    remark.due_in = due;
    remark.due_moment = moment;
}

}  // namespace heed::coach
