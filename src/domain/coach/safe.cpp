#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/unicode.hpp"
#include "domain/coach/remarks.hpp"

/// What the world must not read: about this customer, and about anybody else.
namespace heed::coach {

namespace {

const Sentence* sentence_at(const Words& words, TextSpan span) {
    for (const auto& part : words.sentences)
        if (part.span.start < span.end && span.start < part.span.end) return &part;
    return nullptr;
}

std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char letter : text)
        if (letter >= '0' && letter <= '9') digits += letter;
    return digits;
}

/// A number that the playbook tells is there to be told.
bool stands_in_playbook(const Reading& reading, TextSpan span) {
    constexpr std::size_t digits_min = 5;
    std::string_view draft = reading.facts.draft;
    std::size_t at = 0;
    std::size_t begin = 0;
    for (std::size_t place = 0; place < span.end && at < draft.size(); ++place) {
        if (place == span.start) begin = at;
        (void)next_code_point(draft, at);
    }
    const auto digits = digits_of(draft.substr(begin, at - begin));
    if (digits.size() < digits_min) return false;
    const auto& facts = reading.facts.playbook.facts;
    return std::any_of(facts.begin(), facts.end(), [&digits](const std::string& fact) {
        return digits_of(fact).find(digits) != std::string::npos;
    });
}

/// "Call us on ...", "our shop in ...": the company's own, which everybody may know.
bool is_ours(const Reading& reading, const PersonalDatum& datum) {
    const bool secret =
        datum.kind == PersonalDataKind::card || datum.kind == PersonalDataKind::credential;
    if (!secret && stands_in_playbook(reading, datum.span)) return true;
    const bool contact = datum.kind == PersonalDataKind::phone ||
                         datum.kind == PersonalDataKind::mail ||
                         datum.kind == PersonalDataKind::postal_address;
    const auto* part = sentence_at(reading.draft.words, datum.span);
    return contact && part != nullptr && reading.has_in(reading.draft, "our_contact", *part) &&
           !reading.has_in(reading.draft, "your_contact", *part);
}

void look_at_personal_data(const Reading& reading, Remarks& remarks) {
    for (const auto& datum : reading.facts.personal_data) {
        const bool secret =
            datum.kind == PersonalDataKind::card || datum.kind == PersonalDataKind::credential;
        if (is_ours(reading, datum)) continue;
        if (reading.in_public) {
            remarks.add(Grade::stop, fmt::format("personal_data.{}", name_of(datum.kind)),
                        {datum.span});
        } else if (secret) {
            remarks.add(Grade::ask, "personal_data.secret_in_private", {datum.span});
        }
    }
    if (reading.in_public)
        for (const auto span : reading.facts.case_numbers)
            if (!stands_in_playbook(reading, span))
                remarks.add(Grade::stop, "personal_data.case_number", {span});
}

bool touches(const Word& left, const Word& right) {
    return right.sentence == left.sentence && right.span.start <= left.span.end + 1;
}

/// "K7Q2LM", and "HH" before "-99120".
bool is_code(const std::vector<Word>& list, std::size_t place) {
    constexpr std::size_t code_min = 5;
    const auto& word = list[place];
    const auto letter = [](char one) { return one >= 'a' && one <= 'z'; };
    const auto digit = [](char one) { return one >= '0' && one <= '9'; };
    const auto& text = word.folded;
    const bool mixed = text.size() >= code_min && std::any_of(text.begin(), text.end(), letter) &&
                       std::count_if(text.begin(), text.end(), digit) > 0 &&
                       word.kind == WordKind::word && word.capital;
    const bool split = word.shouted && text.size() <= 3 && place + 1 < list.size() &&
                       list[place + 1].kind == WordKind::number &&
                       list[place + 1].folded.size() >= code_min && touches(word, list[place + 1]);
    return mixed || split;
}

/// "PNR K7Q2LM", "policy number HH-99120-B": what somebody can pass for the customer with.
void look_at_references(const Reading& reading, Remarks& remarks) {
    const auto& list = reading.draft.words.list;
    std::set<std::size_t> between;
    for (const auto range : reading.all(reading.draft, "reference_between"))
        between.insert(range.begin);
    for (const auto range : reading.all(reading.draft, "reference_word")) {
        auto place = range.end;
        while (between.contains(place))
            ++place;
        if (place >= list.size() || list[place].sentence != list[range.begin].sentence ||
            !is_code(list, place) || reading.said_in_public(list[place].folded))
            continue;
        remarks.add(Grade::stop, "personal_data.reference", {list[place].span});
        return;
    }
}

/// "HH-KL 4821" in a sentence about a car.
void look_at_plates(const Reading& reading, Remarks& remarks) {
    const auto& list = reading.draft.words.list;
    for (std::size_t i = 0; i + 2 < list.size(); ++i) {
        const bool letters = list[i].shouted && list[i].folded.size() <= 3 && list[i + 1].capital &&
                             list[i + 1].folded.size() <= 2;
        const bool plate = letters && list[i + 2].kind == WordKind::number &&
                           list[i + 2].folded.size() <= 4 && touches(list[i], list[i + 1]) &&
                           touches(list[i + 1], list[i + 2]);
        const auto& part = reading.draft.words.sentences[list[i].sentence];
        if (plate && reading.has_in(reading.draft, "vehicle", part) &&
            !reading.said_in_public(list[i + 2].folded))
            remarks.add(Grade::stop, "personal_data.plate",
                        {reading.draft.words.span_of({i, i + 3})});
    }
}

bool has_number(const Text& text, WordRange range) {
    return std::any_of(text.words.list.begin() + static_cast<std::ptrdiff_t>(range.begin),
                       text.words.list.begin() + static_cast<std::ptrdiff_t>(range.end),
                       [](const Word& word) { return word.kind == WordKind::number; });
}

/// Whether the customer told the world the same: then it is no secret of theirs.
bool told_by_customer(const Reading& reading, WordRange range) {
    const auto words = content_words(reading, reading.draft, range);
    if (words.empty() && !has_number(reading.draft, range)) return false;
    for (auto place = range.begin; place < range.end; ++place) {
        const auto& word = reading.draft.words.list[place];
        if (word.kind == WordKind::number && !reading.said_in_public(word.folded)) return false;
    }
    return std::all_of(words.begin(), words.end(),
                       [&reading](const auto& word) { return reading.said_in_public(word); });
}

/// A "no" stands before it, not far away.
bool is_refused(const Reading& reading, const Sentence& part, WordRange range) {
    constexpr std::size_t words_between_max = 4;
    const auto refusals = reading.all(reading.draft, "negation");
    return std::any_of(refusals.begin(), refusals.end(), [&](WordRange refusal) {
        return refusal.begin >= part.begin && refusal.end <= range.begin &&
               range.begin - refusal.end <= words_between_max;
    });
}

bool may_tell(const Reading& reading, const Sentence& part) {
    constexpr SpeechAct tells[] = {SpeechAct::case_detail};
    return reading.may(tells, part);
}

void look_at_case_detail(const Reading& reading, Remarks& remarks) {
    if (!reading.in_public) return;
    for (const auto* list : {"case_detail.grave", "case_detail.plain"}) {
        std::vector<TextSpan> spans;
        for (const auto range : reading.all(reading.draft, list)) {
            const auto& part =
                reading.draft.words.sentences[reading.draft.words.list[range.begin].sentence];
            const bool grave = std::string_view(list) == "case_detail.grave";
            if ((part.question && !grave) || told_by_customer(reading, range)) continue;
            // "I don't talk of your account here".
            if (!grave && (is_refused(reading, part, range) || !may_tell(reading, part))) continue;
            spans.push_back(reading.draft.words.span_of(range));
        }
        const bool grave = std::string_view(list) == "case_detail.grave";
        if (!spans.empty()) remarks.add(grave ? Grade::stop : Grade::ask, list, spans);
    }
}

/// A word that is nobody else's business, in a sentence about the customer or theirs.
void look_at_sensitive_words(const Reading& reading, Remarks& remarks) {
    if (!reading.in_public || remarks.has(AdviceKind::case_detail)) return;
    std::vector<TextSpan> spans;
    for (const auto range : reading.all(reading.draft, "sensitive")) {
        const auto& part =
            reading.draft.words.sentences[reading.draft.words.list[range.begin].sentence];
        // A short question asks; a long one tells, and then asks.
        constexpr std::size_t asking_words_max = 12;
        if (part.question && part.end - part.begin <= asking_words_max) continue;
        if (told_by_customer(reading, range) || !may_tell(reading, part)) continue;
        if (reading.has_in(reading.draft, "possessive", part))
            spans.push_back(reading.draft.words.span_of(range));
    }
    if (!spans.empty()) remarks.add(Grade::stop, "case_detail.grave", spans);
}

/// How much of a sentence the customer must have told the world themselves to make it no secret.
constexpr double told_share_min = 0.7;

bool mostly_told(const Reading& reading, const Sentence& part) {
    const auto words = content_words(reading, reading.draft, {part.begin, part.end});
    const auto told = std::count_if(words.begin(), words.end(), [&reading](const auto& word) {
        return reading.said_in_public(word);
    });
    return static_cast<double>(told) >= told_share_min * static_cast<double>(words.size());
}

/// What a sentence tells of this customer's matter, in whatever words.
void look_at_heard_detail(const Reading& reading, Remarks& remarks) {
    if (!reading.in_public) return;
    std::vector<TextSpan> doubtful;
    std::size_t thinkable = 0;
    for (const auto& part : reading.draft.words.sentences) {
        const auto heard = reading.heard(SpeechAct::case_detail, part);
        if (heard == Heard::no || mostly_told(reading, part)) continue;
        ++thinkable;
        if (heard == Heard::likely) doubtful.push_back(part.span);
        if (heard != Heard::sure) continue;
        if (!remarks.raise(AdviceKind::case_detail, part.span, Grade::stop))
            remarks.add(Grade::stop, "case_detail.plain", {part.span});
    }
    // What one sentence may tell, two of them do.
    if (!doubtful.empty() && !remarks.has(AdviceKind::case_detail))
        remarks.add(thinkable > 1 ? Grade::stop : Grade::ask, "case_detail.plain", doubtful);
}

/// What was only said where nobody else reads: numbers carry most of it.
void look_at_private_words(const Reading& reading, Remarks& remarks) {
    if (!reading.in_public) return;
    std::set<std::string> known_privately;
    for (std::size_t i = 0; i < reading.posts.size(); ++i) {
        if (reading.thread[i].room.value_or(RoomKind::public_) == RoomKind::public_) continue;
        for (const auto& word : reading.posts[i].words.list)
            if (word.kind == WordKind::number && word.folded.size() > 1)
                known_privately.insert(word.folded);
    }
    std::vector<TextSpan> spans;
    for (const auto& word : reading.draft.words.list)
        if (known_privately.contains(word.folded) && !reading.said_in_public(word.folded))
            spans.push_back(word.span);
    if (!spans.empty()) remarks.add(Grade::stop, "case_detail.from_private", spans);
}

}  // namespace

void look_at_safe(const Reading& reading, Remarks& remarks) {
    look_at_personal_data(reading, remarks);
    if (reading.in_public && !remarks.has(AdviceKind::personal_data)) {
        look_at_references(reading, remarks);
        look_at_plates(reading, remarks);
    }
    look_at_case_detail(reading, remarks);
    look_at_sensitive_words(reading, remarks);
    look_at_heard_detail(reading, remarks);
    look_at_private_words(reading, remarks);
    look_at_other_customers(reading, remarks);
}

}  // namespace heed::coach
