#pragma once

#include <chrono>
#include <thread>

#include "base/time.hpp"

namespace heed::test {

/// Asks again until it holds; false when it never does within the time.
template <class Condition>
bool eventually(Millis most, Condition holds) {
    constexpr Millis look_again{20};
    const auto until = std::chrono::steady_clock::now() + most;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(look_again);
    }
    return true;
}

}  // namespace heed::test
