#include "channels/street/person.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <sstream>
#include <utility>

namespace heed::channels::street {

namespace {

Lines words_of(const std::string& text) {
    std::istringstream stream{text};
    return {std::istream_iterator<std::string>{stream}, {}};
}

/// Letters that a handle cannot have, and what people write instead.
std::string plain(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 44> table = {{
        {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"ß", "ss"}, {"é", "e"}, {"è", "e"},  {"ê", "e"},
        {"ë", "e"},  {"à", "a"},  {"â", "a"},  {"á", "a"},  {"ã", "a"}, {"í", "i"},  {"ï", "i"},
        {"î", "i"},  {"ó", "o"},  {"ô", "o"},  {"õ", "o"},  {"ú", "u"}, {"û", "u"},  {"ç", "c"},
        {"ñ", "n"},  {"ą", "a"},  {"ć", "c"},  {"ę", "e"},  {"ł", "l"}, {"ń", "n"},  {"ś", "s"},
        {"ź", "z"},  {"ż", "z"},  {"Ç", "c"},  {"É", "e"},  {"Á", "a"}, {"Ö", "oe"}, {"Ü", "ue"},
        {"Ä", "ae"}, {"Ó", "o"},  {"Í", "i"},  {"Ú", "u"},  {"Ł", "l"}, {"Ś", "s"},  {"Ż", "z"},
        {"Ź", "z"},  {"À", "a"},
    }};
    std::string result;
    while (!name.empty()) {
        const auto found = std::find_if(table.begin(), table.end(), [&](const auto& entry) {
            return name.starts_with(entry.first);
        });
        if (found != table.end()) {
            result += found->second;
            name.remove_prefix(found->first.size());
            continue;
        }
        const char c = name.front();
        if (c >= 'A' && c <= 'Z') result += static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) result += c;
        name.remove_prefix(1);
    }
    return result;
}

/// What people call themselves. Two may choose the same; the street settles that.
std::string make_handle(const Tongue& tongue, const Person& person, Random& random) {
    static const Lines fancies = {"runs",  "bakes",   "reads",   "harbour", "onwheels", "andthecat",
                                  "draws", "outside", "upnorth", "teaches", "_at_home", "82"};
    const Lines& given_handles = lines_of(tongue.lines, "handle");
    if (!given_handles.empty()) {
        const Lines choices = words_of(given_handles.front());
        return random.pick(choices);
    }
    const std::string given = plain(person.given);
    const std::string family = plain(person.family);
    switch (random.below(7)) {
        case 0:
            return given + "." + family;
        case 1:
            return given + "_" + family.substr(0, 1);
        case 2:
            return given.substr(0, 1) + family;
        case 3:
            return family + "_" + given;
        case 4:
            return given + random.pick(fancies);
        case 5:
            return "the" + family + "s";
        default:
            return fmt::format("{}{}", given, 60 + random.below(45));
    }
}

/// Most people are read by a few dozen others, a handful by very many; one in forty at least, so
/// that a small street has somebody whom people listen to.
long long draw_followers(Random& random, std::uint64_t number) {
    constexpr double most = 1'900'000;
    const double rank = 1 - random.fraction();
    const double base = number % 40 == 17 ? 9'000 : 35;
    return static_cast<long long>(std::min(base * std::pow(rank, -1.25), most));
}

}  // namespace

std::string opaque_id(std::uint64_t number) {
    constexpr std::string_view digits = "234567abcdefghijklmnopqrstuvwxyz";
    std::string id;
    for (int i = 0; i < 13; ++i) {
        id += digits[number & 31U];
        number >>= 5;
    }
    return id;
}

Person make_person(const Tongue& tongue, std::uint64_t seed, std::uint64_t number) {
    auto random = Random::derive(seed, "person", number);
    Person person;
    person.language = tongue.language;
    person.given = random.pick(tongue.given);
    person.family = random.pick(tongue.family);
    person.author.remote_id = "street:u/" + opaque_id(mix(seed, mix(number, 7)));
    person.author.handle = make_handle(tongue, person, random);
    person.author.followers = draw_followers(random, number);
    person.author.profile_url = "https://street.example/@" + person.author.handle;
    switch (random.below(6)) {
        case 0:
            person.author.name = person.given;
            break;
        case 1:
            person.author.name = "";
            break;
        default:
            person.author.name = tongue.language == "ja" ? person.family + " " + person.given
                                                         : person.given + " " + person.family;
    }
    if (number % 23 == 5) person.author.about = "Here for the street, not for shops. #nobrands";
    person.mail = person.author.handle + "@mail.example";
    person.phone = fmt::format("0{} 555 0{:03}", 20 + random.below(70), random.below(1000));
    person.patience = random.between(0.5, 1.9);
    person.gratitude = random.between(0.6, 1.0);
    person.bluntness = random.fraction();
    person.lower_case = random.chance(0.14);
    person.sloppiness = random.chance(0.14) ? 0.35 : 0.02;
    person.hides_language = random.chance(0.08);
    person.takes_messages = random.chance(0.7);
    return person;
}

}  // namespace heed::channels::street
