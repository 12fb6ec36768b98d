#include "domain/coach/quantities.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace heed::coach {

namespace {

struct Unit {
    std::string_view list;
    Dimension dimension;
    double factor;
};

constexpr std::array units = {
    Unit{"unit.minute", Dimension::duration, 1.0 / 60},
    Unit{"unit.hour", Dimension::duration, 1},
    Unit{"unit.day", Dimension::duration, 24},
    Unit{"unit.week", Dimension::duration, 168},
    Unit{"unit.month", Dimension::duration, 730.5},
    Unit{"unit.year", Dimension::duration, 8766},
    Unit{"unit.g", Dimension::weight, 0.001},
    Unit{"unit.kg", Dimension::weight, 1},
    Unit{"unit.cm", Dimension::distance, 1},
    Unit{"unit.m", Dimension::distance, 100},
    Unit{"unit.km", Dimension::distance, 100000},
    Unit{"unit.mb", Dimension::data, 0.001},
    Unit{"unit.gb", Dimension::data, 1},
    Unit{"unit.percent", Dimension::percent, 1},
    Unit{"unit.clock", Dimension::clock, 1},
    Unit{"unit.am", Dimension::clock, 1},
    Unit{"unit.pm", Dimension::clock, 1},
    Unit{"unit.eur", Dimension::money, 1},
    Unit{"unit.usd", Dimension::money, 1},
    Unit{"unit.gbp", Dimension::money, 1},
    Unit{"unit.chf", Dimension::money, 1},
    Unit{"unit.brl", Dimension::money, 1},
};

struct Place {
    std::optional<double> number;
    std::size_t number_end = 0;
    bool article = false;  ///< "a", "whole": one of what follows, where that is a unit
    bool repeats = false;  ///< "per", "times": no length of time follows
    const Unit* unit = nullptr;
    std::size_t unit_end = 0;
    int weekday = 0;
    bool range = false;
};

std::optional<double> plain_number(std::string_view digits) {
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

int weekday_of(std::string_view list) {
    constexpr std::array<std::string_view, 7> days = {
        "day.monday", "day.tuesday",  "day.wednesday", "day.thursday",
        "day.friday", "day.saturday", "day.sunday"};
    const auto found = std::find(days.begin(), days.end(), list);
    return found == days.end() ? 0 : static_cast<int>(found - days.begin()) + 1;
}

/// What each word of the text can be a part of.
std::vector<Place> places_of(const Reading& reading, const Text& text) {
    std::vector<Place> places(text.words.list.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        if (text.words.list[i].kind == WordKind::number) {
            places[i].number = number_of(text.words.list[i].folded);
            places[i].number_end = i + 1;
        }
    for (const auto& hit : text.hits) {
        const std::string_view list = reading.rules.list_names[hit.list];
        auto& place = places[hit.words.begin];
        if (list == "number.article") {
            place.article = true;
        } else if (list.starts_with("number.") && hit.words.end > place.number_end) {
            place.number = plain_number(list.substr(7));
            place.number_end = hit.words.end;
        }
        if (list == "no_quantity") place.repeats = true;
        if (const auto day = weekday_of(list)) place.weekday = day;
        if (list == "hours_range") place.range = true;
        if (!list.starts_with("unit.")) continue;
        const auto unit = std::find_if(units.begin(), units.end(),
                                       [list](const Unit& known) { return known.list == list; });
        if (unit == units.end()) continue;
        place.unit = &*unit;
        place.unit_end = hit.words.end;
    }
    return places;
}

/// "A week", but not "twice a week" nor "5 euros a week".
bool is_one_of_a_unit(const Words& words, const std::vector<Place>& places, std::size_t place) {
    if (!places[place].article || places[place].number || place + 1 >= places.size()) return false;
    const auto* unit = places[place + 1].unit;
    const auto sentence = words.list[place].sentence;
    if (unit == nullptr || unit->dimension != Dimension::duration ||
        words.list[place + 1].sentence != sentence)
        return false;
    if (place == 0 || words.list[place - 1].sentence != sentence) return true;
    const auto& before = places[place - 1];
    return !before.repeats && !before.number && before.unit == nullptr;
}

Quantity made(const Unit& unit, double number, WordRange words, std::size_t sentence) {
    Quantity quantity{unit.dimension, number * unit.factor, "", words, sentence, false};
    if (unit.dimension == Dimension::money) quantity.unit = unit.list;
    if (unit.list == "unit.pm" && number < 12) quantity.value = number + 12;
    return quantity;
}

/// A number followed by a noun counts pieces: "2 bags".
std::optional<Quantity> pieces(const Words& words, double number, std::size_t place) {
    if (place + 1 >= words.list.size()) return std::nullopt;
    const auto& next = words.list[place + 1];
    const auto& word = words.list[place];
    if (next.kind != WordKind::word || next.folded.size() < 4 || next.sentence != word.sentence ||
        next.span.start > word.span.end + 1)
        return std::nullopt;
    return Quantity{Dimension::pieces,  number,        next.folded,
                    {place, place + 2}, word.sentence, false};
}

/// A number behind a name counts versions: "Android 11".
std::optional<Quantity> version(const Words& words, double number, std::size_t place) {
    if (place == 0) return std::nullopt;
    const auto& name = words.list[place - 1];
    const auto& word = words.list[place];
    const bool begins = words.sentences[word.sentence].begin == place - 1;
    if (name.kind != WordKind::word || !name.capital || begins || name.folded.size() < 3 ||
        name.sentence != word.sentence || word.span.start > name.span.end + 1)
        return std::nullopt;
    return Quantity{Dimension::version,     number,        name.folded,
                    {place - 1, place + 1}, word.sentence, false};
}

}  // namespace

std::optional<double> number_of(std::string_view text) {
    if (const auto colon = text.find(':'); colon != std::string_view::npos) {
        const auto hours = plain_number(text.substr(0, colon));
        const auto minutes = plain_number(text.substr(colon + 1, 2));
        if (!hours || !minutes) return std::nullopt;
        return *hours + *minutes / 60;
    }
    const auto last = text.find_last_of(".,");
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '.' && text[i] != ',') {
            digits += text[i];
        } else if (i == last && text.size() - i - 1 != 3) {
            digits += '.';
        }
    }
    return plain_number(digits);
}

std::vector<Quantity> quantities_of(const Reading& reading, const Text& text) {
    std::vector<Quantity> found;
    const auto& list = text.words.list;
    const auto places = places_of(reading, text);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto sentence = list[i].sentence;
        if (places[i].weekday > 0)
            found.push_back({Dimension::weekday,
                             static_cast<double>(places[i].weekday),
                             "",
                             {i, i + 1},
                             sentence,
                             false});
        if (is_one_of_a_unit(text.words, places, i)) {
            found.push_back(made(*places[i + 1].unit, 1, {i, places[i + 1].unit_end}, sentence));
            constexpr double week_hours = 168;
            found.back().vague = found.back().value <= week_hours;
            continue;
        }
        if (!places[i].number) continue;
        // "Open 10 to 2", and not the end of a phone number.
        constexpr double hours_of_a_day = 24;
        if (i + 2 < list.size() && places[i].range && *places[i].number <= hours_of_a_day) {
            found.push_back({Dimension::clock, *places[i].number, "", {i, i + 1}, sentence, false});
            if (places[i + 2].number)
                found.push_back(
                    {Dimension::clock, *places[i + 2].number, "", {i + 2, i + 3}, sentence, false});
            i += 2;
            continue;
        }
        const auto number = *places[i].number;
        const bool clock = list[i].folded.find(':') != std::string::npos;
        const auto behind = places[i].number_end;
        if (behind < list.size() && places[behind].unit != nullptr &&
            list[behind].sentence == sentence) {
            found.push_back(
                made(*places[behind].unit, number, {i, places[behind].unit_end}, sentence));
            found.back().vague = number < 1;
        } else if (i > 0 && places[i - 1].unit != nullptr &&
                   places[i - 1].unit->dimension == Dimension::money &&
                   list[i - 1].sentence == sentence) {
            found.push_back(made(*places[i - 1].unit, number, {i - 1, i + 1}, sentence));
        } else if (clock) {
            found.push_back({Dimension::clock, number, "", {i, i + 1}, sentence, false});
        } else if (auto counted = pieces(text.words, number, i)) {
            found.push_back(std::move(*counted));
        } else if (auto named = version(text.words, number, i)) {
            found.push_back(std::move(*named));
        }
    }
    return found;
}

bool comparable(const Quantity& left, const Quantity& right) {
    if (left.dimension != right.dimension) return false;
    return left.dimension == Dimension::pieces ? same_stem(left.unit, right.unit)
                                               : left.unit == right.unit;
}

bool equal(const Quantity& left, const Quantity& right) {
    if (!comparable(left, right)) return false;
    const auto apart = std::abs(left.value - right.value);
    // "12 months" is "a year", and "30 days" are "a month".
    constexpr double month_hours = 27.0 * 24;
    constexpr double calendar = 0.03;
    if (left.dimension == Dimension::duration && left.value > month_hours)
        return apart <= calendar * left.value;
    return apart < 0.005;
}

}  // namespace heed::coach
