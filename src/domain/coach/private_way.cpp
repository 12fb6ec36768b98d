#include <algorithm>

#include "domain/coach/remarks.hpp"

/// The way to where nobody reads along: offered where it is needed, and properly.
namespace heed::coach {

namespace {

/// A sentence that wants data of the customer: "send me", "what is your", "drop it below".
bool asks_for(const Reading& reading, const Sentence& part, std::string_view data) {
    const auto& draft = reading.draft;
    if (!reading.has_in(draft, data, part)) return false;
    if (reading.has_in(draft, "do_not_post", part)) return false;
    // "Your order number?" asks; "did the number arrive?" does not.
    constexpr std::size_t bare_question_max = 5;
    return reading.has_in(draft, "ask_data", part) ||
           (part.question && part.end - part.begin <= bare_question_max);
}

/// From the comma before that place to it, or to the sentence's beginning.
std::size_t clause_begin(const Reading& reading, const Sentence& part, std::size_t place) {
    const auto& words = reading.draft.words.list;
    while (place > part.begin && !words[place - 1].comma)
        --place;
    return place;
}

bool stands_within(const Reading& reading, std::string_view list, WordRange range) {
    const auto found = reading.all(reading.draft, list);
    return std::any_of(found.begin(), found.end(), [range](WordRange words) {
        return range.begin <= words.begin && words.end <= range.end;
    });
}

/// "Your current password": not one of somebody's, and not "the number on your bill".
bool is_theirs(const Reading& reading, const Sentence& part, WordRange noun) {
    constexpr std::size_t words_between_max = 2;
    const auto yours = reading.all(reading.draft, "data.yours");
    return std::any_of(yours.begin(), yours.end(), [&](WordRange your) {
        if (your.begin < part.begin || your.begin >= noun.end) return false;
        if (your.end + words_between_max < noun.begin) return false;
        return your.begin == part.begin ||
               !stands_within(reading, "data.at", {your.begin - 1, your.begin});
    });
}

/// "I changed your address", "your number is in the mail": it tells, and wants nothing.
bool is_told(const Reading& reading, const Sentence& part, WordRange noun, bool asks) {
    constexpr std::size_t words_behind = 2;
    const auto begin = clause_begin(reading, part, noun.begin);
    if (stands_within(reading, "negation", {begin, noun.begin})) return true;
    if (asks) return false;
    return stands_within(reading, "data.told", {begin, noun.begin}) ||
           stands_within(reading, "data.is",
                         {noun.end, std::min(part.end, noun.end + words_behind)});
}

/// How many data of the customer's own a sentence wants, whatever its verb.
std::size_t data_wanted(const Reading& reading, const Sentence& part, std::string_view list) {
    const bool asks = reading.has_in(reading.draft, "ask_data", part);
    std::size_t wanted = 0;
    std::size_t end = part.begin;
    for (const auto noun : reading.all(reading.draft, list)) {
        if (noun.begin < std::max(end, part.begin) || noun.end > part.end) continue;
        if (!is_theirs(reading, part, noun) || is_told(reading, part, noun, asks)) continue;
        ++wanted;
        end = noun.end;
    }
    return wanted;
}

/// "Without codes or passwords": none of them is asked for. "Without your password" may be.
bool is_bare_and_refused(const Reading& reading, const Sentence& part, WordRange noun) {
    constexpr std::size_t words_between_max = 3;
    const auto begin = std::max(part.begin, noun.begin - std::min(noun.begin, words_between_max));
    return !is_theirs(reading, part, noun) &&
           stands_within(reading, "negation", {begin, noun.begin});
}

bool asks_for_secret(const Reading& reading, const Sentence& part) {
    const auto secrets = reading.all(reading.draft, "data.secret");
    return asks_for(reading, part, "data.secret") &&
           std::any_of(secrets.begin(), secrets.end(), [&](WordRange noun) {
               return noun.begin >= part.begin && noun.end <= part.end &&
                      !is_bare_and_refused(reading, part, noun);
           });
}

/// "Here, along with your current password": an asking by its form, in whatever words.
bool wants_secret(const Reading& reading, const Sentence& part) {
    const auto secrets = data_wanted(reading, part, "data.secret");
    if (secrets == 0) return false;
    return reading.has_in(reading.draft, "here_in_public", part) ||
           reading.has_in(reading.draft, "ask_data", part) ||
           secrets + data_wanted(reading, part, "data") > 1;
}

bool has_link(const Reading& reading, TextSpan within) {
    const auto& words = reading.draft.words.list;
    return std::any_of(words.begin(), words.end(), [within](const Word& word) {
        return word.kind == WordKind::link && word.span.start >= within.start &&
               word.span.start <= within.end;
    });
}

void look_at_secrets(const Reading& reading, const Sentence& part, Remarks& remarks) {
    // "Did the new password arrive?" is a question, and no request.
    const bool asked =
        reading.has_in(reading.draft, "ask_data", part) && asks_for_secret(reading, part);
    const bool wanted = !reading.has_in(reading.draft, "do_not_post", part) &&
                        !has_link(reading, part.span) && wants_secret(reading, part);
    constexpr SpeechAct asks[] = {SpeechAct::ask_secret};
    // "Did you enter the passcode?" has the words of an asking.
    const auto enough = part.question ? Heard::likely : Heard::perhaps;
    if ((!asked && !wanted) || !reading.may(asks, part, enough)) return;
    remarks.add(Grade::stop, "private_way.secret", {part.span});
}

/// "Please give us your order number: https://..." leads to where nobody else reads.
bool leads_to_form(const Reading& reading, const Sentence& part) {
    const auto& words = reading.draft.words.list;
    return part.end < words.size() ? words[part.end].kind == WordKind::link
                                   : words.back().kind == WordKind::link;
}

/// Where the comments are named, only words lead away from them: "leave me your number in the
/// comments" sounds like an invitation too.
bool leads_to_private(const Reading& reading, const Sentence& part) {
    const WordRange range{part.begin, part.end};
    return stands_within(reading, "in_comments", range) ||
                   stands_within(reading, "here_in_public", range)
               ? stands_within(reading, "private_room", range)
               : reading.has_in(reading.draft, "private_room", part);
}

bool points_to_private(const Reading& reading) {
    const auto& parts = reading.draft.words.sentences;
    return std::any_of(parts.begin(), parts.end(), [&reading](const Sentence& part) {
        return leads_to_private(reading, part);
    });
}

constexpr SpeechAct asking_acts[] = {SpeechAct::ask_data, SpeechAct::ask_secret};

/// Asked in words that no list holds.
void look_at_heard_asking(const Reading& reading, const Sentence& part, Remarks& remarks) {
    if (reading.has_in(reading.draft, "do_not_post", part) ||
        reading.has_in(reading.draft, "negation", part))
        return;
    // "Which version have you got?" sounds like it too: it counts where words name such data.
    const auto wants = [&](SpeechAct act, std::string_view data) {
        return reading.heard(act, part) == Heard::sure && reading.has_in(reading.draft, data, part);
    };
    if (wants(SpeechAct::ask_secret, "data.secret")) {
        remarks.add(Grade::stop, "private_way.secret", {part.span});
        return;
    }
    if (!reading.in_public || !wants(SpeechAct::ask_data, "data")) return;
    if (points_to_private(reading) || leads_to_form(reading, part)) return;
    remarks.add(Grade::stop, "private_way.asked", {part.span});
}

/// "Here your ID and the booking code, then I'll look": where everybody reads, in any words.
void look_at_wanted_data(const Reading& reading, const Sentence& part, Remarks& remarks) {
    if (!reading.in_public || reading.has_in(reading.draft, "do_not_post", part)) return;
    if (leads_to_private(reading, part) || leads_to_form(reading, part) ||
        has_link(reading, part.span))
        return;
    const auto wanted = data_wanted(reading, part, "data");
    if (wanted == 0) return;
    const bool here = reading.has_in(reading.draft, "here_in_public", part);
    if (here) {
        remarks.add(Grade::stop, "private_way.asked_here", {part.span});
    } else if (wanted > 1 && reading.may(asking_acts, part) &&
               !reading.has_in(reading.draft, "data.brought", part) &&
               !points_to_private(reading) && !part.question) {
        remarks.add(Grade::stop, "private_way.asked", {part.span});
    }
}

void look_at_data(const Reading& reading, const Sentence& part, Remarks& remarks) {
    if (!reading.in_public || !asks_for(reading, part, "data")) return;
    if (leads_to_form(reading, part)) return;
    const bool here = reading.has_in(reading.draft, "here_in_public", part);
    const bool elsewhere = leads_to_private(reading, part);
    // "Your order number here: https://..." leads to a form, which nobody else reads.
    if (here && has_link(reading, part.span)) return;
    if (!here && reading.has_in(reading.draft, "data.brought", part)) return;
    if (here && !elsewhere) {
        remarks.add(Grade::stop, "private_way.asked_here", {part.span});
    } else if (reading.may(asking_acts, part) && !points_to_private(reading)) {
        const bool link = has_link(reading, {0, reading.facts.draft.size()});
        const bool away = link || reading.has(reading.draft, "sent_away");
        remarks.add(away ? Grade::ask : Grade::stop,
                    away ? "private_way.sent_away" : "private_way.asked", {part.span});
    }
}

/// "DM us." and nothing else: no reason, no way, nobody.
void look_at_bare_invitation(const Reading& reading, Remarks& remarks) {
    constexpr std::size_t bare_words_max = 9;
    if (!reading.in_public || !reading.has(reading.draft, "private_room")) return;
    if (reading.has(reading.draft, "answered_there") || reading.is_part()) return;
    if (reading.draft.words.list.size() <= bare_words_max)
        remarks.add(Grade::ask, "private_way.bare", reading.spans("private_room"));
}

/// Phone lines and forms that the customer came from.
void look_at_sent_away(const Reading& reading, Remarks& remarks) {
    if (remarks.has(AdviceKind::private_way)) return;
    const auto spans = reading.spans("sent_away");
    if (spans.empty() || reading.has(reading.draft, "urgent_help")) return;
    const bool tried =
        std::any_of(reading.open.begin(), reading.open.end(), [&reading](std::size_t place) {
            return reading.has(reading.posts[place], "tried_before");
        });
    if (tried) {
        remarks.add(Grade::ask, "private_way.sent_back", spans);
    } else if (reading.mood.complaint > 0 && !points_to_private(reading)) {
        remarks.add(Grade::hint, "private_way.sent_away", spans);
    }
}

void look_at_public_data_of_customer(const Reading& reading, Remarks& remarks) {
    if (!reading.in_public || points_to_private(reading)) return;
    const bool shown = std::any_of(reading.open.begin(), reading.open.end(), [&](auto place) {
        return !reading.thread[place].personal_data.empty();
    });
    if (shown) remarks.add(Grade::hint, "private_way.delete");
}

}  // namespace

void look_at_private_way(const Reading& reading, Remarks& remarks) {
    for (const auto& part : reading.draft.words.sentences) {
        look_at_secrets(reading, part, remarks);
        if (!remarks.has(AdviceKind::private_way)) look_at_data(reading, part, remarks);
        if (!remarks.has(AdviceKind::private_way)) look_at_wanted_data(reading, part, remarks);
        if (!remarks.has(AdviceKind::private_way)) look_at_heard_asking(reading, part, remarks);
    }
    look_at_bare_invitation(reading, remarks);
    look_at_sent_away(reading, remarks);
    look_at_public_data_of_customer(reading, remarks);
}

}  // namespace heed::coach
