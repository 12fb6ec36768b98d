#include <algorithm>
#include <optional>
#include <set>

#include "base/unicode.hpp"
#include "domain/coach/remarks.hpp"

/// The customer's name as they use it, and the agent's own.
namespace heed::coach {

namespace {

constexpr std::size_t greeting_words_max = 6;

/// Everything that this customer is called or calls themselves.
std::set<std::string> names_of_customer(const Reading& reading) {
    std::set<std::string> names;
    for (const auto& source : {reading.facts.customer.name, reading.facts.customer.handle})
        for (auto& word : name_words(source))
            names.insert(std::move(word));
    for (auto& word : words_of(reading.facts.customer.name).list)
        names.insert(word.folded);
    for (std::size_t i = 0; i < reading.posts.size(); ++i) {
        if (reading.thread[i].from != Speaker::customer) continue;
        for (const auto& word : reading.posts[i].words.list)
            if (word.capital) names.insert(word.folded);
    }
    return names;
}

/// How many letters stand between two words, at most three.
std::size_t distance(std::string_view left, std::string_view right) {
    constexpr std::size_t far = 3;
    if (left.size() > right.size() + far || right.size() > left.size() + far) return far;
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        auto before = row[0]++;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const auto change = before + (left[i - 1] == right[j - 1] ? 0 : 1);
            before = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
        }
    }
    return std::min(row.back(), far);
}

bool is_called(const std::set<std::string>& names, const std::string& greeted) {
    if (names.contains(greeted)) return true;
    // "Kat" for Katherine; a handle such as "jossfenwick" holds the name.
    return std::any_of(names.begin(), names.end(), [&greeted](const std::string& name) {
        return greeted.size() >= 3 && name.starts_with(greeted);
    });
}

struct Greeted {
    std::size_t word = 0;
    bool behind_greeting = false;
};

bool may_be_name(const Reading& reading, std::size_t place) {
    const auto& word = reading.draft.words.list[place];
    if (word.kind != WordKind::word || !word.capital || word.folded.size() < 2) return false;
    if (word.shouted && word.folded.size() < 4) return false;
    for (const auto* list : {"not_a_name", "small", "greeting", "honorific", "generic_address"})
        for (const auto range : reading.all(reading.draft, list))
            if (range.begin <= place && place < range.end) return false;
    return true;
}

/// The word behind "Hi", "Dear Ms", ..., or a name with a comma that opens the draft.
std::optional<Greeted> greeted_word(const Reading& reading) {
    const auto& list = reading.draft.words.list;
    for (const auto range : reading.all(reading.draft, "greeting")) {
        if (range.begin >= greeting_words_max) continue;
        auto place = range.end;
        for (const auto title : reading.all(reading.draft, "honorific"))
            if (title.begin == place) place = title.end;
        if (place < list.size() && list[place].sentence == list[range.begin].sentence &&
            !list[place - 1].comma && may_be_name(reading, place))
            return Greeted{place, true};
    }
    if (!list.empty() && list[0].comma && may_be_name(reading, 0)) return Greeted{0, false};
    return std::nullopt;
}

/// First names of people that this draft is not for.
std::set<std::string> names_of_others(const Reading& reading) {
    std::set<std::string> names;
    const auto add = [&names](std::string_view name) {
        auto words = name_words(name);
        if (!words.empty()) names.insert(std::move(words.front()));
    };
    for (const auto& post : reading.thread)
        if (post.from == Speaker::other) add(post.name);
    for (std::size_t i = 0; i < reading.posts.size(); ++i) {
        const auto& words = reading.posts[i].words.list;
        if (reading.thread[i].from == Speaker::agent && words.size() > 1)
            for (const std::size_t place : {0U, 1U})
                if (words[place].comma && words[place].capital) names.insert(words[place].folded);
    }
    for (const auto& twin : reading.facts.twins)
        if (!twin.example) add(twin.to);
    for (const auto& other : reading.facts.other_customers)
        add(other);
    return names;
}

void look_at_greeted(const Reading& reading, const Greeted& greeted,
                     const std::set<std::string>& names, Remarks& remarks) {
    const auto& word = reading.draft.words.list[greeted.word];
    if (is_called(names, word.folded)) return;
    const std::vector<TextSpan> spans{word.span};
    const Filling right{"name", customer_called(reading)};
    if (names_of_others(reading).contains(word.folded)) {
        remarks.add(Grade::ask, "name.other", spans, {right});
        return;
    }
    const auto official = name_words(reading.facts.customer.name);
    const bool near = std::any_of(official.begin(), official.end(), [&word](const auto& name) {
        return name.size() > 3 && distance(name, word.folded) < 3;
    });
    if (near) {
        remarks.add(Grade::ask, "name.misspelt", spans, {right});
    } else if (greeted.behind_greeting && official.size() > 1 &&
               !reading.has(reading.draft, "several_people")) {
        remarks.add(Grade::ask, "name.wrong", spans, {right});
    }
}

bool says_name(const Reading& reading) {
    std::set<std::string> names;
    for (const auto& source : {reading.facts.customer.name, reading.facts.customer.handle})
        for (auto& word : words_of(source).list)
            names.insert(std::move(word.folded));
    const auto& list = reading.draft.words.list;
    const auto called = names_of_customer(reading);
    return std::any_of(list.begin(), list.end(), [&](const Word& word) {
        if (word.kind == WordKind::mention) return true;
        return names.contains(word.folded) || (word.capital && is_called(called, word.folded));
    });
}

void look_at_name(const Reading& reading, Remarks& remarks) {
    std::vector<TextSpan> generic;
    const auto called = names_of_customer(reading);
    for (const auto range : reading.all(reading.draft, "generic_address")) {
        // "Estimada Senhora Valadares" is nobody else.
        const auto& list = reading.draft.words.list;
        const bool named = range.end < list.size() && list[range.end].capital &&
                           !list[range.end - 1].comma && is_called(called, list[range.end].folded);
        if (!named) generic.push_back(reading.draft.words.span_of(range));
    }
    if (!generic.empty())
        remarks.add(Grade::ask, "name.generic", generic, {{"name", customer_called(reading)}});
    const auto official = name_words(reading.facts.customer.name);
    if (official.empty()) return;
    if (const auto greeted = greeted_word(reading))
        look_at_greeted(reading, *greeted, names_of_customer(reading), remarks);
    if (!remarks.has(AdviceKind::name) && reading.draft.words.list.size() > 4 &&
        !says_name(reading))
        remarks.add(Grade::hint, "name.missing", {}, {{"name", customer_called(reading)}});
}

bool is_colleague(const Reading& reading, std::string_view word) {
    const auto is = [word](const std::string& name) {
        const auto words = name_words(name);
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    const auto& facts = reading.facts;
    return is(facts.brand) || is(facts.customer.name) ||
           std::any_of(facts.colleagues.begin(), facts.colleagues.end(), is);
}

/// A single name alone in the last line is somebody's signature.
std::optional<std::size_t> signed_by(const Reading& reading) {
    const auto& words = reading.draft.words;
    if (words.sentences.size() < 2) return std::nullopt;
    const auto& last = words.sentences.back();
    if (last.end - last.begin != 1 || last.question) return std::nullopt;
    const auto& word = words.list[last.begin];
    if (word.kind != WordKind::word || !word.capital || word.shouted || word.tag ||
        word.folded.size() < 3 || !may_be_name(reading, last.begin))
        return std::nullopt;
    return last.begin;
}

bool is_signed(const Reading& reading, const std::vector<std::string>& names) {
    const auto& list = reading.draft.words.list;
    const bool introduces = std::any_of(list.begin(), list.end(), [&names](const Word& word) {
        return word.capital && word.folded == names.front();
    });
    if (introduces) return true;
    if (list.empty() || !list.back().capital) return false;
    // "^AB" and "- J." are signatures too.
    std::string initials;
    for (const auto& name : names)
        initials += name.front();
    const auto& last = list.back().folded;
    return last == initials || last == initials.substr(0, 1);
}

void look_at_signature(const Reading& reading, Remarks& remarks) {
    const auto names = name_words(reading.facts.agent);
    if (names.empty() || reading.draft.words.list.empty()) return;
    if (is_signed(reading, names)) return;
    const Filling own{"agent", reading.facts.agent};
    if (const auto place = signed_by(reading)) {
        const auto& word = reading.draft.words.list[*place];
        if (is_colleague(reading, word.folded)) return;
        remarks.add(Grade::ask, "signature.other", {word.span}, {own});
        return;
    }
    const auto team = reading.spans("team_signature");
    remarks.add(team.empty() ? Grade::hint : Grade::ask,
                team.empty() ? "signature.missing" : "signature.team", team, {own});
}

}  // namespace

void look_at_personal(const Reading& reading, Remarks& remarks) {
    look_at_name(reading, remarks);
    look_at_signature(reading, remarks);
}

}  // namespace heed::coach
