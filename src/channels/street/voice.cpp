#include "channels/street/voice.hpp"

#include <algorithm>
#include <array>
#include <cctype>
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

/// Numbers and addresses keep their capitals, words lose them.
std::string lower(std::string text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const bool capital_word = std::isupper(static_cast<unsigned char>(text[i + 1])) != 0;
        const bool before_number = text[i + 1] == 'K' || text[i + 1] == '-';
        if (!capital_word && !before_number && text[i] >= 'A' && text[i] <= 'Z')
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

const std::string& choose_line(const Lines& lines, const Slots& slots, Random& random) {
    static const std::string none;
    if (lines.empty()) return none;
    std::vector<const std::string*> fitting;
    for (const std::string& line : lines) {
        if (!slots.agent.empty() || line.find("{agent}") == std::string::npos)
            fitting.push_back(&line);
    }
    return fitting.empty() ? random.pick(lines) : *random.pick(fitting);
}

std::string fill(std::string_view line, const Slots& slots, const Person& speaker) {
    std::string text{line};
    const std::array<std::pair<std::string_view, std::string>, 8> values = {{
        {"{order}", slots.order},
        {"{agent}", slots.agent.empty() ? "@larkspur" : slots.agent},
        {"{handle}", slots.handle},
        {"{name}", slots.name.empty() ? speaker.given : slots.name},
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
