#include "channels/street/random.hpp"

#include <cmath>

namespace heed::channels::street {

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    std::uint64_t mixed = a + 0x9E3779B97F4A7C15ULL * (b + 1);
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31);
}

Random Random::derive(std::uint64_t seed, std::string_view purpose, std::uint64_t number) {
    std::uint64_t state = mix(seed, number);
    for (const char c : purpose)
        state = mix(state, static_cast<unsigned char>(c));
    return Random{state};
}

std::uint64_t Random::next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    return mix(state_, 0);
}

std::size_t Random::below(std::size_t count) {
    return static_cast<std::size_t>(fraction() * static_cast<double>(count));
}

double Random::fraction() {
    constexpr double step = 1.0 / 9007199254740992.0;  // 2 to the -53rd
    return static_cast<double>(next() >> 11) * step;
}

double Random::between(double least, double most) {
    return least + (most - least) * fraction();
}

double Random::exponential() {
    return -std::log1p(-fraction());
}

}  // namespace heed::channels::street
