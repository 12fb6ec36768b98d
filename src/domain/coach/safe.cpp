#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "domain/coach/remarks.hpp"

/// What the world must not read: about this customer, and about anybody else.
namespace heed::coach {

namespace {

constexpr std::size_t listed_names_max = listed_max;

const Sentence* sentence_at(const Words& words, TextSpan span) {
    for (const auto& part : words.sentences)
        if (part.span.start < span.end && span.start < part.span.end) return &part;
    return nullptr;
}

/// "Call us on ...", "our shop in ...": the company's own, which everybody may know.
bool is_ours(const Reading& reading, const PersonalDatum& datum) {
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

void look_at_case_detail(const Reading& reading, Remarks& remarks) {
    if (!reading.in_public) return;
    for (const auto* list : {"case_detail.grave", "case_detail.plain"}) {
        std::vector<TextSpan> spans;
        for (const auto range : reading.all(reading.draft, list)) {
            const auto& part =
                reading.draft.words.sentences[reading.draft.words.list[range.begin].sentence];
            const bool grave = std::string_view(list) == "case_detail.grave";
            if ((part.question && !grave) || told_by_customer(reading, range)) continue;
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
        if (told_by_customer(reading, range)) continue;
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
    for (const auto& part : reading.draft.words.sentences) {
        if (reading.heard(SpeechAct::case_detail, part) != Heard::sure ||
            mostly_told(reading, part))
            continue;
        if (!remarks.raise(AdviceKind::case_detail, part.span, Grade::stop))
            remarks.add(Grade::stop, "case_detail.plain", {part.span});
    }
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

/// Names that may stand in this draft.
std::set<std::string> names_at_home(const Reading& reading) {
    std::set<std::string> names;
    const auto add = [&names](std::string_view name) {
        for (auto& word : words_of(name).list)
            names.insert(std::move(word.folded));
        for (auto& word : name_words(name))
            names.insert(std::move(word));
    };
    const auto& facts = reading.facts;
    for (const std::string_view name :
         {std::string_view(facts.customer.name), std::string_view(facts.customer.handle),
          std::string_view(facts.agent), std::string_view(facts.brand)})
        add(name);
    for (const auto& name : facts.colleagues)
        add(name);
    for (std::size_t i = 0; i < reading.posts.size(); ++i) {
        add(reading.thread[i].name);
        for (const auto& word : reading.posts[i].words.list)
            if (word.capital) names.insert(word.folded);
    }
    return names;
}

/// Where the words of a name stand one behind the other, the first with a capital.
std::vector<TextSpan> places_of(const Words& draft, const std::vector<std::string>& name) {
    std::vector<TextSpan> spans;
    for (std::size_t i = 0; i + name.size() <= draft.list.size(); ++i) {
        bool fits = draft.list[i].capital;
        for (std::size_t j = 0; fits && j < name.size(); ++j)
            fits = draft.list[i + j].folded == name[j];
        if (fits) spans.push_back(draft.span_of({i, i + name.size()}));
    }
    return spans;
}

void look_at_known_others(const Reading& reading, const std::set<std::string>& at_home,
                          Remarks& remarks) {
    auto others = reading.facts.other_customers;
    for (const auto& twin : reading.facts.twins)
        others.push_back(twin.to);
    if (others.size() > listed_names_max) others.resize(listed_names_max);
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    for (const auto& other : others) {
        const auto name = name_words(other);
        if (name.empty() || std::all_of(name.begin(), name.end(),
                                        [&](const auto& word) { return at_home.contains(word); }))
            continue;
        if (auto whole = places_of(reading.draft.words, name); name.size() > 1 && !whole.empty()) {
            remarks.add(Grade::stop, "other_customer.name", whole, {{"name", other}});
        } else if (const auto first = places_of(reading.draft.words, {name.front()});
                   !first.empty() && !at_home.contains(name.front()) && name.front().size() > 2) {
            remarks.add(Grade::stop, "other_customer.first_name", first, {{"name", other}});
        }
    }
}

bool is_no_name(const Reading& reading, std::size_t place) {
    for (const auto* list : {"not_a_name", "small", "time", "staff"})
        for (const auto range : reading.all(reading.draft, list))
            if (range.begin <= place && place < range.end) return true;
    return false;
}

/// Somebody of whom there is a name, and not only a number.
bool knows_customer(const Reading& reading) {
    return !name_words(reading.facts.customer.name).empty() ||
           !name_words(reading.facts.customer.handle).empty();
}

bool is_greeted(const Reading& reading, WordRange title) {
    const auto greetings = reading.all(reading.draft, "greeting");
    return std::any_of(greetings.begin(), greetings.end(), [title](WordRange greeting) {
        return greeting.end == title.begin || greeting.begin == title.begin;
    });
}

/// "Mrs Oakes at number 7 signed for it".
void look_at_titled_others(const Reading& reading, const std::set<std::string>& at_home,
                           Remarks& remarks) {
    const auto& words = reading.draft.words;
    for (const auto range : reading.all(reading.draft, "honorific")) {
        // "We miss them": an English title has a capital.
        if (reading.draft.language == "en" && !words.list[range.begin].capital) continue;
        std::size_t end = range.end;
        bool foreign = true;
        while (end < words.list.size() && words.list[end].capital &&
               words.list[end].sentence == words.list[range.begin].sentence) {
            foreign = foreign && !at_home.contains(words.list[end].folded);
            ++end;
            if (words.list[end - 1].comma) break;
        }
        // "M." ends a sentence for the reader of words.
        if (end == range.end && end < words.list.size() && words.list[end].capital &&
            words.list[range.begin].folded.size() < 4)
            foreign = !at_home.contains(words.list[end++].folded);
        if (end == range.end || !foreign || is_no_name(reading, end - 1)) continue;
        if (!knows_customer(reading) && is_greeted(reading, range)) continue;
        const auto& part = words.sentences[words.list[range.begin].sentence];
        const bool next_door = reading.has_in(reading.draft, "next_door", part);
        // Whoever will come or call is one of us.
        const bool ours = reading.has_in(reading.draft, "staff", part) ||
                          reading.has_in(reading.draft, "commit", part);
        if (ours && !next_door) continue;
        remarks.add(Grade::stop, "other_customer.titled", {words.span_of({range.begin, end})});
    }
}

/// "McDonald" where the brand is McDonalds.
bool is_home_word(const std::set<std::string>& at_home, const std::string& word) {
    const auto found = at_home.lower_bound(word);
    return found != at_home.end() && found->starts_with(word);
}

/// "Daniel Reeves's refund", where neither is of this conversation.
void look_at_matters_of_others(const Reading& reading, const std::set<std::string>& at_home,
                               Remarks& remarks) {
    const auto& words = reading.draft.words.list;
    for (const auto range : reading.all(reading.draft, "matter_of")) {
        auto begin = range.begin;  // of "s refund"
        while (begin > 0 && words[begin - 1].capital && words[begin - 1].kind == WordKind::word &&
               words[begin - 1].sentence == words[range.begin].sentence &&
               !is_home_word(at_home, words[begin - 1].folded) && !is_no_name(reading, begin - 1))
            --begin;
        if (begin == range.begin || range.begin - begin > 2) continue;
        if (words[range.begin].span.start > words[range.begin - 1].span.end + 1) continue;
        remarks.add(Grade::stop, "other_customer.titled",
                    {reading.draft.words.span_of({begin, range.begin})});
    }
}

void look_at_named_neighbours(const Reading& reading, const std::set<std::string>& at_home,
                              Remarks& remarks) {
    const auto& words = reading.draft.words;
    for (const auto range : reading.all(reading.draft, "other_person")) {
        if (range.end >= words.list.size()) continue;
        const auto& name = words.list[range.end];
        const bool named = name.kind == WordKind::word && name.capital && !name.tag &&
                           name.sentence == words.list[range.begin].sentence &&
                           !at_home.contains(name.folded) && name.folded.size() > 2 &&
                           !is_no_name(reading, range.end);
        if (named && !remarks.has(AdviceKind::other_customer))
            remarks.add(Grade::stop, "other_customer.titled",
                        {words.span_of({range.begin, range.end + 1})});
    }
}

/// Somebody else with a name, in whatever words.
void look_at_heard_others(const Reading& reading, const std::set<std::string>& at_home,
                          Remarks& remarks) {
    if (remarks.has(AdviceKind::other_customer)) return;
    const auto& words = reading.draft.words;
    for (const auto& part : words.sentences) {
        if (reading.heard(SpeechAct::other_person, part) != Heard::sure) continue;
        for (auto place = part.begin + 1; place < part.end; ++place) {
            const auto& word = words.list[place];
            if (word.kind != WordKind::word || !word.capital || word.folded.size() < 3 ||
                at_home.contains(word.folded) || is_no_name(reading, place))
                continue;
            remarks.add(Grade::stop, "other_customer.titled", {part.span});
            return;
        }
    }
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
    const auto at_home = names_at_home(reading);
    look_at_known_others(reading, at_home, remarks);
    look_at_titled_others(reading, at_home, remarks);
    look_at_matters_of_others(reading, at_home, remarks);
    look_at_named_neighbours(reading, at_home, remarks);
    look_at_heard_others(reading, at_home, remarks);
}

}  // namespace heed::coach
