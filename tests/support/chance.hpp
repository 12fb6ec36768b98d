#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

namespace heed::test {

/// The seed of this run: HEED_TEST_SEED, or a new one each time. A failing test prints it.
[[nodiscard]] inline std::uint64_t crash_seed() {
    const char* given = std::getenv("HEED_TEST_SEED");
    return given != nullptr ? std::stoull(given) : std::random_device{}() % 1'000'000;
}

/// Chance that is the same for the same seed.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}

    [[nodiscard]] long long between(long long least, long long most) {
        return std::uniform_int_distribution<long long>{least, most}(engine_);
    }
    [[nodiscard]] bool one_in(long long times) { return between(1, times) == 1; }
    template <class List>
    [[nodiscard]] const auto& pick(const List& list) {
        return list[static_cast<std::size_t>(between(0, static_cast<long long>(list.size()) - 1))];
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace heed::test
