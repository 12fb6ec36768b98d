#include "channels/street/voice.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace heed::channels::street {

namespace {

bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_plain_word(std::string_view word) {
    return word.size() >= 5 && std::all_of(word.begin(), word.end(), is_ascii_letter);
}

void replace_all(std::string& text, std::string_view slot, std::string_view value) {
    for (auto at = text.find(slot); at != std::string::npos;
         at = text.find(slot, at + value.size()))
        text.replace(at, slot.size(), value);
}

/// Capitals at the head of a word go; shouting and numbers such as LK-123 stay.
std::string lower(std::string text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool heads_word = i == 0 || !is_ascii_letter(text[i - 1]);
        const char after = i + 1 < text.size() ? text[i + 1] : ' ';
        const bool shouts = (after >= 'A' && after <= 'Z') || after == '-';
        if (heads_word && !shouts && text[i] >= 'A' && text[i] <= 'Z')
            text[i] = static_cast<char>(text[i] - 'A' + 'a');
    }
    return text;
}

/// Two neighbouring letters of one plain word change places.
std::string slip(std::string text, Random& random) {
    std::vector<std::pair<std::size_t, std::size_t>> candidates;
    for (std::size_t begin = 0; begin < text.size();) {
        auto end = text.find_first_of(" \n", begin);
        if (end == std::string::npos) end = text.size();
        const std::string_view word{text.data() + begin, end - begin};
        if (is_plain_word(word)) candidates.emplace_back(begin, end);
        begin = end + 1;
    }
    if (candidates.empty()) return text;
    const auto [begin, end] = random.pick(candidates);
    const std::size_t at = begin + 1 + random.below(end - begin - 3);
    std::swap(text[at], text[at + 1]);
    return text;
}

}  // namespace

const std::string& Memory::choose(const Lines& lines, const Slots& slots, Random& random) {
    static const std::string none;
    std::vector<const std::string*> rarest;
    for (const bool any : {false, true}) {
        int least = std::numeric_limits<int>::max();
        for (const std::string& line : lines) {
            const bool fits =
                any || !slots.agent.empty() || line.find("{agent}") == std::string::npos;
            if (!fits || said_[&line] > least) continue;
            if (said_[&line] < least) rarest.clear();
            least = said_[&line];
            rarest.push_back(&line);
        }
        if (!rarest.empty()) break;
    }
    if (rarest.empty()) return none;
    const std::string* const chosen = random.pick(rarest);
    ++said_[chosen];
    return *chosen;
}

namespace {

/// Who shows no first name is called by the handle.
std::string called(const Person& person) {
    return person.given.empty() ? "@" + person.author.handle : person.given;
}

}  // namespace

std::string fill(std::string_view line, const Slots& slots, const Person& speaker) {
    std::string text{line};
    const std::array<std::pair<std::string_view, std::string>, 8> values = {{
        {"{order}", slots.order},
        {"{agent}", slots.agent.empty() ? "@larkspur" : slots.agent},
        {"{handle}", slots.handle},
        {"{name}", slots.name.empty() ? called(speaker) : slots.name},
        {"{fullname}", speaker.given + " " + speaker.family},
        {"{mail}", speaker.mail},
        {"{phone}", speaker.phone},
        {"{quote}", slots.quote},  // last: what it brings in is not looked at again
    }};
    for (const auto& [slot, value] : values)
        replace_all(text, slot, value);
    return text;
}

Spoken speak(std::string_view line, const Slots& slots, const Person& speaker, Random& random) {
    Spoken spoken;
    spoken.meant = fill(line, slots, speaker);
    if (speaker.lower_case) spoken.meant = lower(std::move(spoken.meant));
    spoken.text = random.chance(speaker.sloppiness) ? slip(spoken.meant, random) : spoken.meant;
    return spoken;
}

}  // namespace heed::channels::street
