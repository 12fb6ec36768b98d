#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace heed::understand {

/// For each shingle the texts that hold it, as growing numbers. Their differences are small, so
/// most take one byte; lists lie in blocks of one array, which double when full.
class PostingLists {
public:
    /// `text` must be above all that were added to this shingle's list.
    void add(std::uint32_t shingle, std::uint32_t text);

    /// Calls `visit(text)` for each text with the shingle.
    template <class Visit>
    void for_each(std::uint32_t shingle, Visit visit) const {
        const auto found = lists_.find(shingle);
        if (found != lists_.end()) read(found->second, visit);
    }

    /// Calls `visit(shingle, text)` for all there is.
    template <class Visit>
    void for_all(Visit visit) const {
        for (const auto& [shingle, list] : lists_)
            read(list, [&, name = shingle](std::uint32_t text) { visit(name, text); });
    }

    [[nodiscard]] std::size_t memory() const;

private:
    struct List {
        std::uint32_t start = 0;
        std::uint32_t size = 0;
        std::uint32_t capacity = 0;
        std::uint32_t last = 0;  ///< the text that was added last
    };

    template <class Visit>
    void read(const List& list, Visit visit) const {
        const auto* byte = bytes_.data() + list.start;
        const auto* end = byte + list.size;
        std::uint32_t text = 0;
        while (byte != end) {
            std::uint32_t step = 0;
            for (unsigned shift = 0;; shift += 7) {
                step |= std::uint32_t{*byte & 0x7fU} << shift;
                if ((*byte++ & 0x80U) == 0) break;
            }
            text += step;
            visit(text);
        }
    }

    void put(List& list, std::uint8_t byte);
    [[nodiscard]] std::uint32_t take_block(std::uint32_t capacity);

    std::unordered_map<std::uint32_t, List> lists_;
    std::vector<std::uint8_t> bytes_;
    /// Blocks that were outgrown, by the power of two of their size.
    std::vector<std::vector<std::uint32_t>> free_;
};

}  // namespace heed::understand
