#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/unicode.hpp"
#include "domain/coach/links.hpp"
#include "domain/coach/remarks.hpp"

/// Whether the draft fits its network: length, mentions, links, language.
namespace heed::coach {

namespace {

constexpr std::size_t shortened_link = 23;  ///< what X and Mastodon count for any link

struct NetworkLength {
    std::string_view channel;
    std::size_t in_public;
    std::size_t direct;
};

constexpr std::array network_lengths = {
    NetworkLength{"bluesky", 300, 1000},    NetworkLength{"mastodon", 500, 500},
    NetworkLength{"x", 280, 10000},         NetworkLength{"twitter", 280, 10000},
    NetworkLength{"threads", 500, 1000},    NetworkLength{"instagram", 2200, 1000},
    NetworkLength{"facebook", 8000, 20000},
};

/// What one character counts on X: the writing of East Asia and emoji count twice.
std::size_t weight(char32_t point) {
    const bool light = point <= 0x10FF || (point >= 0x2000 && point <= 0x200D) ||
                       (point >= 0x2010 && point <= 0x201F) || (point >= 0x2032 && point <= 0x2037);
    return light ? 1 : 2;
}

/// On X the mentions that begin a reply are of whoever is in the thread: the network puts them.
std::size_t first_word_said(const Reading& reading) {
    const auto& list = reading.draft.words.list;
    const auto& channel = reading.facts.channel;
    if (!reading.in_public || (channel != "x" && channel != "twitter")) return 0;
    std::size_t place = 0;
    while (place < list.size() && list[place].kind == WordKind::mention)
        ++place;
    return place;
}

std::size_t length_as_counted(const Reading& reading, std::string_view channel) {
    const auto& draft = reading.facts.draft;
    if (channel == "bluesky") return count_graphemes(draft);
    const bool on_x = channel == "x" || channel == "twitter";
    std::size_t length = 0;
    for (std::size_t at = 0; at < draft.size();) {
        const auto point = next_code_point(draft, at);
        length += on_x ? weight(point) : 1;
    }
    if (const auto said = first_word_said(reading); said > 0) {
        const auto& words = reading.draft.words;
        const auto begin = said < words.list.size() ? words.list[said].span.start : length;
        length -= std::min(length, begin);
    }
    if (!on_x && channel != "mastodon") return length;
    for (const auto& word : reading.draft.words.list) {
        if (word.kind != WordKind::link) continue;
        const auto size = word.span.end - word.span.start;
        length = length - std::min(length, size) + shortened_link;
    }
    return length;
}

void look_at_network_length(const Reading& reading, Remarks& remarks) {
    auto most = reading.facts.network_length_max;
    auto used = reading.facts.network_length;
    const auto known =
        std::find_if(network_lengths.begin(), network_lengths.end(),
                     [&reading](const auto& one) { return one.channel == reading.facts.channel; });
    if (most == 0 && known != network_lengths.end()) {
        const bool direct = reading.facts.room == RoomKind::direct;
        if (!reading.in_public && !direct) return;
        most = direct ? known->direct : known->in_public;
    }
    if (most == 0) return;
    if (used == 0) used = length_as_counted(reading, reading.facts.channel);
    if (used <= most) return;
    remarks.add(Grade::ask, "network_length.over", {},
                {{"length", fmt::format("{}", used)},
                 {"most", fmt::format("{}", most)},
                 {"over", fmt::format("{}", used - most)}});
}

/// Every handle that belongs to this conversation already.
std::set<std::string> handles_at_home(const Reading& reading) {
    std::set<std::string> handles;
    const auto add = [&handles](std::string_view handle) {
        auto plain = folded(handle.starts_with('@') ? handle.substr(1) : handle);
        handles.insert(plain.substr(0, plain.find('@')));
        handles.insert(std::move(plain));
    };
    add(reading.facts.customer.handle);
    add(reading.facts.brand);
    for (const auto& own : reading.facts.own_contacts)
        add(own);
    for (const auto& fact : reading.facts.playbook.facts)
        for (const auto& word : words_of(fact).list)
            if (word.kind == WordKind::mention) add(word.folded);
    for (const auto& text : reading.posts)
        for (const auto& word : text.words.list)
            if (word.kind == WordKind::mention) add(word.folded);
    for (const auto& post : reading.thread)
        add(post.name);
    std::string brand;  // "Acme Mobile" writes as @acmemobile
    for (const auto& word : words_of(reading.facts.brand).list)
        brand += word.folded;
    handles.insert(std::move(brand));
    return handles;
}

bool is_at_home(const std::set<std::string>& handles, const std::string& mention) {
    if (handles.contains(mention) || handles.contains(mention.substr(0, mention.find('@'))))
        return true;
    return handles.contains(mention.substr(0, mention.find('.')));
}

/// "@acme_help", "@citypolice": an office, which nobody drags in.
bool is_office(const Reading& reading, const std::string& mention) {
    for (const std::string_view word :
         {"help", "support", "care", "service", "official", "police", "rail", "bahn", "airport",
          "news", "info", "status", "team", "app"})
        if (mention.find(word) != std::string::npos) return true;
    for (const auto& word : words_of(reading.facts.brand).list)
        if (word.folded.size() > 3 && mention.find(word.folded) != std::string::npos) return true;
    return false;
}

/// "Please contact @partner".
bool is_pointed_to(const Reading& reading, std::size_t place) {
    const auto pointers = reading.all(reading.draft, "points_to");
    return std::any_of(pointers.begin(), pointers.end(),
                       [place](WordRange range) { return range.end == place; });
}

void look_at_strangers(const Reading& reading, Remarks& remarks) {
    const auto handles = handles_at_home(reading);
    std::vector<TextSpan> spans;
    bool people = false;
    const auto& list = reading.draft.words.list;
    for (auto place = first_word_said(reading); place < list.size(); ++place)
        if (list[place].kind == WordKind::mention && !is_at_home(handles, list[place].folded)) {
            spans.push_back(list[place].span);
            people = people || !is_office(reading, list[place].folded) ||
                     reading.facts.room == RoomKind::direct;
            people = people && !is_pointed_to(reading, place);
        }
    if (spans.empty()) return;
    const bool drags_in = reading.facts.room == RoomKind::direct;
    const bool for_certain = people && (reading.in_public || reading.facts.channel == "mastodon");
    remarks.add(for_certain ? Grade::stop : Grade::ask,
                drags_in ? "stranger.private" : "stranger.public", spans);
}

bool speaks(const Reading& reading, std::string_view language) {
    for (std::size_t i = 0; i < reading.posts.size(); ++i)
        if (reading.thread[i].from == Speaker::customer && reading.posts[i].language == language)
            return true;
    return false;
}

bool wishes_language(const Reading& reading) {
    return std::any_of(reading.open.begin(), reading.open.end(), [&reading](std::size_t place) {
        return reading.has(reading.posts[place], "language_wish");
    });
}

/// The other language that a good part of the draft is in: "und" for none.
std::string second_language(const Reading& reading) {
    constexpr std::size_t part_words_min = 8;
    for (const auto& part : reading.draft.words.sentences) {
        if (part.end - part.begin < part_words_min) continue;
        Words alone;
        alone.list.assign(
            reading.draft.words.list.begin() + static_cast<std::ptrdiff_t>(part.begin),
            reading.draft.words.list.begin() + static_cast<std::ptrdiff_t>(part.end));
        for (auto& word : alone.list)
            word.sentence = 0;
        alone.sentences.push_back({0, alone.list.size(), part.span, false, false});
        const auto language = guess_language(alone, reading.rules);
        if (language != "und" && language != reading.draft.language) return language;
    }
    return "und";
}

/// Somebody is ill, afraid or loses money: they must understand each word.
bool is_dangerous(const Reading& reading) {
    if (reading.mood.worry > 0) return true;
    return std::any_of(reading.open.begin(), reading.open.end(), [&reading](std::size_t place) {
        return reading.has(reading.posts[place], "danger");
    });
}

bool is_told(std::string_view language) {
    return !language.empty() && language != "und";
}

/// Both texts are long enough that nobody mistakes their languages.
bool languages_are_certain(const Reading& reading) {
    constexpr std::size_t words_min = 8;
    if (!is_told(reading.facts.draft_language) || reading.draft.words.list.size() < words_min)
        return false;
    return std::any_of(reading.open.begin(), reading.open.end(), [&reading](std::size_t place) {
        const auto& words = reading.posts[place].words;
        if (reading.thread[place].language != reading.language || words.list.size() < words_min)
            return false;
        // Its small words may know better than whoever said so.
        const auto guess = guess_language(words, reading.rules);
        return guess == "und" || guess == reading.language;
    });
}

void look_at_language(const Reading& reading, Remarks& remarks) {
    constexpr std::size_t draft_words_min = 5;
    const auto& draft = reading.draft;
    if (draft.words.list.size() < draft_words_min) return;
    if (!draft.known) {
        if (draft.language != "und")
            remarks.add(Grade::hint, "language.unknown", {}, {{"language", draft.language}});
        return;
    }
    if (reading.language == "und" || wishes_language(reading)) return;
    const auto second = second_language(reading);
    if (draft.language != reading.language && second != reading.language &&
        !speaks(reading, draft.language)) {
        const bool lost = is_dangerous(reading) || languages_are_certain(reading);
        remarks.add(lost ? Grade::stop : Grade::ask, "language.other", {},
                    {{"language", reading.language}});
        return;
    }
    if (second != "und" && !speaks(reading, second))
        remarks.add(Grade::hint, "language.mixed", {}, {{"language", second}});
}

void look_at_links(const Reading& reading, Remarks& remarks) {
    const auto known = known_hosts(reading);
    for (const auto& word : reading.draft.words.list) {
        if (word.kind != WordKind::link) continue;
        if (const auto trouble = trouble_with(word.folded, known, reading))
            remarks.add(trouble->grade, trouble->rule, {word.span});
    }
    for (const auto span : malformed_links(reading.facts.draft))
        remarks.add(Grade::ask, "link.malformed", {span});
    if (remarks.has(AdviceKind::link)) return;
    if (const auto span = misspelt_page(reading.facts.draft, known))
        remarks.add(Grade::ask, "link.misspelt", {*span});
}

}  // namespace

void look_at_fit(const Reading& reading, Remarks& remarks) {
    look_at_network_length(reading, remarks);
    look_at_strangers(reading, remarks);
    look_at_links(reading, remarks);
    look_at_language(reading, remarks);
}

}  // namespace heed::coach
