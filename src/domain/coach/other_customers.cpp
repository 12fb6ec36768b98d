#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "domain/coach/remarks.hpp"

/// Names of people that this draft is not for.
namespace heed::coach {

namespace {

constexpr std::size_t listed_names_max = listed_max;

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
    for (const auto& fact : facts.playbook.facts)
        add(fact);
    for (const auto& line : facts.playbook.authority)
        add(line);
    for (std::size_t i = 0; i < reading.posts.size(); ++i) {
        add(reading.thread[i].name);
        for (const auto& word : reading.posts[i].words.list)
            if (word.capital) names.insert(word.folded);
    }
    return names;
}

/// Where the words of a name stand one behind the other, the first with a capital.
std::vector<WordRange> places_of(const Words& draft, const std::vector<std::string>& name) {
    std::vector<WordRange> places;
    for (std::size_t i = 0; i + name.size() <= draft.list.size(); ++i) {
        bool fits = draft.list[i].capital;
        for (std::size_t j = 0; fits && j < name.size(); ++j)
            fits = draft.list[i + j].folded == name[j];
        if (fits) places.push_back({i, i + name.size()});
    }
    return places;
}

bool is_no_name(const Reading& reading, std::size_t place) {
    for (const auto* list : {"not_a_name", "small", "time", "staff"})
        for (const auto range : reading.all(reading.draft, list))
            if (range.begin <= place && place < range.end) return true;
    return false;
}

bool is_greeted(const Reading& reading, WordRange title) {
    const auto greetings = reading.all(reading.draft, "greeting");
    return std::any_of(greetings.begin(), greetings.end(), [title](WordRange greeting) {
        return greeting.end == title.begin || greeting.begin == title.begin;
    });
}

/// "Frau" of "Frau Doktor Specht", "Dag" of "Dag Ove".
bool is_address(const Reading& reading, std::size_t place) {
    for (const auto* list : {"honorific", "greeting"})
        for (const auto range : reading.all(reading.draft, list))
            if (range.begin <= place && place < range.end) return true;
    return false;
}

/// Whom a name is of: of the many that the desk knows somebody shares it with whoever the draft
/// rightly speaks of; the one to whom nearly the same was said is likely to be meant.
enum class NameFrom { desk, twin };

/// How surely one word of the draft is that other person's first name, and none of the words that
/// people call themselves by ("The Real Dave", "Will", "Berlin Mum"). Nothing: it is none.
std::optional<Grade> as_first_name(const Reading& reading, std::size_t place, NameFrom from) {
    const auto& words = reading.draft.words;
    const auto& word = words.list[place];
    if (!word.capital || word.kind != WordKind::word || is_no_name(reading, place) ||
        is_address(reading, place))
        return std::nullopt;
    if (is_greeted(reading, {place, place + 1})) return Grade::stop;
    const auto& part = words.sentences[word.sentence];
    // Whoever will come or call is one of us.
    if (reading.has_in(reading.draft, "staff", part)) return std::nullopt;
    const auto names = reading.all(reading.draft, "first_name");
    const bool a_name = std::any_of(names.begin(), names.end(), [place](WordRange range) {
        return range.begin <= place && place < range.end;
    });
    if (a_name) return from == NameFrom::twin ? Grade::stop : Grade::ask;
    // A capital at the beginning tells nothing, nor does one in German.
    if (place == part.begin || reading.draft.language == "de") return std::nullopt;
    return Grade::ask;
}

/// Somebody is named in full, or by the first name alone.
void look_at_known_other(const Reading& reading, std::string_view other, NameFrom from,
                         const std::set<std::string>& at_home, Remarks& remarks) {
    const auto name = name_words(other);
    if (name.empty() || std::all_of(name.begin(), name.end(),
                                    [&](const auto& word) { return at_home.contains(word); }))
        return;
    const auto& draft = reading.draft.words;
    // "Will do" is no Will Do: of two words one must be none of everybody's.
    if (const auto whole = places_of(draft, name); name.size() > 1 && !whole.empty()) {
        std::vector<TextSpan> spans;
        bool ordinary = true;
        for (const auto range : whole) {
            spans.push_back(draft.span_of(range));
            for (auto place = range.begin; place < range.end; ++place)
                ordinary = ordinary && is_no_name(reading, place);
        }
        if (!ordinary) {
            remarks.add(Grade::stop, "other_customer.name", spans, {{"name", std::string(other)}});
            return;
        }
    }
    // Of a handle only the whole is a name.
    constexpr std::size_t letters_min = 3;
    if (other.starts_with('@') || name.front().size() < letters_min ||
        at_home.contains(name.front()))
        return;
    std::vector<TextSpan> spans;
    auto grade = Grade::ask;
    for (const auto range : places_of(draft, {name.front()})) {
        const auto sure = as_first_name(reading, range.begin, from);
        if (!sure) continue;
        grade = std::min(grade, *sure);
        spans.push_back(draft.span_of(range));
    }
    if (!spans.empty())
        remarks.add(grade, "other_customer.first_name", spans, {{"name", std::string(other)}});
}

void look_at_known_others(const Reading& reading, const std::set<std::string>& at_home,
                          Remarks& remarks) {
    std::map<std::string_view, NameFrom> others;
    for (const auto& twin : reading.facts.twins)
        if (!twin.example) others.emplace(twin.to, NameFrom::twin);
    for (const auto& other : reading.facts.other_customers)
        if (others.size() < listed_names_max) others.emplace(other, NameFrom::desk);
    for (const auto& [other, from] : others)
        look_at_known_other(reading, other, from, at_home, remarks);
}

/// Somebody of whom there is a name, and not only a number.
bool knows_customer(const Reading& reading) {
    return !name_words(reading.facts.customer.name).empty() ||
           !name_words(reading.facts.customer.handle).empty();
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

/// "On Thursday at 17 with Marta Riva": who is met is one of us.
bool is_met(const Reading& reading, const Sentence& part, std::size_t name) {
    const auto with = reading.all(reading.draft, "meets_with");
    return reading.has_in(reading.draft, "time", part) &&
           std::any_of(with.begin(), with.end(),
                       [name](WordRange range) { return range.end == name; });
}

/// "It went to Denise Hargreaves in Stockport": a first name and another behind it, of nobody here.
void look_at_full_names(const Reading& reading, const std::set<std::string>& at_home,
                        Remarks& remarks) {
    if (remarks.has(AdviceKind::other_customer)) return;
    const auto& words = reading.draft.words.list;
    for (const auto range : reading.all(reading.draft, "first_name")) {
        const auto place = range.begin;
        const auto last = place + 1;
        if (last >= words.size() || !words[place].capital || words[place].comma) continue;
        const auto& name = words[last];
        const bool follows = name.kind == WordKind::word && name.capital && !name.shouted &&
                             name.sentence == words[place].sentence && name.folded.size() > 2 &&
                             name.span.start == words[place].span.end + 1;
        if (!follows || at_home.contains(words[place].folded) || at_home.contains(name.folded) ||
            is_no_name(reading, last))
            continue;
        const auto& part = reading.draft.words.sentences[words[place].sentence];
        const bool ours = reading.has_in(reading.draft, "staff", part) ||
                          reading.has_in(reading.draft, "commit", part) ||
                          reading.has_in(reading.draft, "street", part) ||
                          is_met(reading, part, place);
        // The last words are a signature.
        if (ours || part.end - part.begin <= 3) continue;
        remarks.add(Grade::stop, "other_customer.titled",
                    {reading.draft.words.span_of({place, last + 1})});
        return;
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
        if (reading.heard(SpeechAct::other_person, part) != Heard::sure ||
            reading.has_in(reading.draft, "staff", part))
            continue;
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

void look_at_other_customers(const Reading& reading, Remarks& remarks) {
    const auto at_home = names_at_home(reading);
    look_at_known_others(reading, at_home, remarks);
    look_at_titled_others(reading, at_home, remarks);
    look_at_matters_of_others(reading, at_home, remarks);
    look_at_named_neighbours(reading, at_home, remarks);
    look_at_full_names(reading, at_home, remarks);
    look_at_heard_others(reading, at_home, remarks);
}

}  // namespace heed::coach
