#include "understand/posting_lists.hpp"

#include <algorithm>
#include <bit>

namespace heed::understand {

namespace {

constexpr std::uint32_t capacity_min = 4;

}  // namespace

void PostingLists::add(std::uint32_t shingle, std::uint32_t text) {
    auto& list = lists_[shingle];
    auto step = text - list.last;
    list.last = text;
    while (step >= 0x80U) {
        put(list, static_cast<std::uint8_t>(step | 0x80U));
        step >>= 7;
    }
    put(list, static_cast<std::uint8_t>(step));
}

void PostingLists::put(List& list, std::uint8_t byte) {
    if (list.size == list.capacity) {
        const auto capacity = list.capacity == 0 ? capacity_min : 2 * list.capacity;
        const auto start = take_block(capacity);
        std::copy_n(bytes_.begin() + list.start, list.size, bytes_.begin() + start);
        if (list.capacity > 0)
            free_[static_cast<std::size_t>(std::countr_zero(list.capacity))].push_back(list.start);
        list.start = start;
        list.capacity = capacity;
    }
    bytes_[list.start + list.size++] = byte;
}

std::uint32_t PostingLists::take_block(std::uint32_t capacity) {
    const auto power = static_cast<std::size_t>(std::countr_zero(capacity));
    if (free_.size() <= power) free_.resize(power + 1);
    auto& free = free_[power];
    if (!free.empty()) {
        const auto start = free.back();
        free.pop_back();
        return start;
    }
    const auto start = static_cast<std::uint32_t>(bytes_.size());
    // A quarter more at a time, not twice as much: this is most of the memory of a desk's replies.
    if (bytes_.capacity() - bytes_.size() < capacity)
        bytes_.reserve(bytes_.size() + bytes_.size() / 4 + capacity);
    bytes_.resize(bytes_.size() + capacity);
    return start;
}

std::size_t PostingLists::memory() const {
    constexpr std::size_t node = sizeof(std::pair<std::uint32_t, List>) + 2 * sizeof(void*);
    return bytes_.capacity() + lists_.size() * node + lists_.bucket_count() * sizeof(void*);
}

}  // namespace heed::understand
