#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace heed::channels::street {

/// Mixes two numbers into one that looks unrelated to either.
[[nodiscard]] std::uint64_t mix(std::uint64_t a, std::uint64_t b);

/// A stream of chance that is the same on every machine (the standard library's distributions are
/// not). Every story and every purpose has its own stream, derived from the seed, so that what an
/// agent does in one conversation changes nothing in another.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    [[nodiscard]] static Random derive(std::uint64_t seed, std::string_view purpose,
                                       std::uint64_t number = 0);

    [[nodiscard]] std::uint64_t next();
    /// 0 to count - 1; count must be positive.
    [[nodiscard]] std::size_t below(std::size_t count);
    /// 0 inclusive to 1 exclusive.
    [[nodiscard]] double fraction();
    [[nodiscard]] double between(double least, double most);
    [[nodiscard]] bool chance(double probability) { return fraction() < probability; }
    /// A waiting time of mean 1 between events that know nothing of each other.
    [[nodiscard]] double exponential();

    template <class T>
    [[nodiscard]] const T& pick(const std::vector<T>& from) {
        return from[below(from.size())];
    }
    template <class T>
    void shuffle(std::vector<T>& all) {
        for (std::size_t i = all.size(); i > 1; --i)
            std::swap(all[i - 1], all[below(i)]);
    }

private:
    std::uint64_t state_;
};

}  // namespace heed::channels::street
