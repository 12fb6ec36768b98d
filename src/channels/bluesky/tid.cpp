#include "channels/bluesky/tid.hpp"

#include <algorithm>

namespace heed::channels::bluesky {

namespace {

constexpr std::string_view alphabet = "234567abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view first_letters = "234567abcdefghij";  // the top bit is always zero
constexpr std::size_t tid_length = 13;
constexpr int writer_bits = 10;
constexpr std::uint64_t micros_max = (std::uint64_t{1} << 53) - 1;

}  // namespace

std::string make_tid(ReplyId id, Time created_at) {
    const auto id_bits = static_cast<std::uint64_t>(id.value);
    const auto millis = static_cast<std::uint64_t>(std::max(to_millis(created_at), 0LL));
    const std::uint64_t micros =
        std::min(millis * 1000 + (id_bits >> writer_bits) % 1000, micros_max);
    std::uint64_t rest = (micros << writer_bits) | (id_bits & ((1U << writer_bits) - 1U));
    std::string text(tid_length, alphabet.front());
    for (std::size_t i = tid_length; i-- > 0; rest >>= 5)
        text[i] = alphabet[rest & 31U];
    return text;
}

bool is_tid(std::string_view text) {
    return text.size() == tid_length &&
           first_letters.find(text.front()) != std::string_view::npos &&
           text.find_first_not_of(alphabet) == std::string_view::npos;
}

}  // namespace heed::channels::bluesky
