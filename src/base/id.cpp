#include "base/id.hpp"

#include <algorithm>

namespace heed {

namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t id_length = 13;
constexpr long long epoch_millis = 1'704'067'200'000;  // 2024-01-01T00:00:00Z
constexpr int sequence_bits = 12;
constexpr int node_bits = 10;

}  // namespace

std::string format_id(std::int64_t value) {
    std::string text(id_length, '0');
    auto rest = static_cast<std::uint64_t>(value);
    for (std::size_t i = id_length; i-- > 0; rest >>= 5)
        text[i] = alphabet[rest & 31U];
    return text;
}

std::optional<std::int64_t> parse_id(std::string_view text) {
    if (text.size() != id_length) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        const auto digit = alphabet.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        if (value >> 59 != 0) return std::nullopt;  // the next shift would overflow
        value = (value << 5) | digit;
    }
    if (value == 0 || value >> 63 != 0) return std::nullopt;
    return static_cast<std::int64_t>(value);
}

IdSource::IdSource(std::uint32_t node) : node_(node & ((1U << node_bits) - 1U)) {}

std::int64_t IdSource::next_value(Time now) {
    const std::int64_t floor = std::max<std::int64_t>(to_millis(now) - epoch_millis, 1)
                               << sequence_bits;
    std::int64_t last = last_.load();
    std::int64_t next = 0;
    do {
        next = std::max(last + 1, floor);
    } while (!last_.compare_exchange_weak(last, next));
    return (next << node_bits) | node_;
}

}  // namespace heed
