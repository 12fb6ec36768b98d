#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace heed::understand {

/// Whether a term that was written without accents should find both; the scan strips them, and a
/// term that has some is compared again with them.
enum class Accents { strip, keep };

/// What one code point turns into before terms are looked for: case and width folded, letters that
/// only look like a Latin one turned into it, what nobody sees taken out, white space, hyphens and
/// underscores one blank. Slow; FoldTable remembers the answers.
[[nodiscard]] std::string fold_code_point(char32_t code_point, Accents accents);

/// The same for a whole text, each run of blanks as one, none at the ends.
[[nodiscard]] std::string fold_text(std::string_view text, Accents accents);

/// fold_code_point(c, Accents::strip) for every code point beyond ASCII, made once from ICU's data.
class FoldTable {
public:
    /// Below `first_text`, an entry says what to do; from there on, which text to write.
    using Entry = std::uint32_t;
    static constexpr Entry copy = 0;
    static constexpr Entry drop = 1;
    static constexpr Entry blank = 2;
    static constexpr Entry first_text = 256;

    [[nodiscard]] static const FoldTable& instance();

    [[nodiscard]] Entry entry(char32_t code_point) const {
        const auto page = static_cast<std::size_t>(code_point >> page_bits);
        if (page >= pages_.size()) return beyond(code_point);
        return entries_[pages_[page] + (code_point & (page_size - 1))];
    }
    [[nodiscard]] std::string_view text(Entry entry) const {
        return std::string_view(texts_).substr(entry >> 8, entry & 0xff);
    }

private:
    static constexpr unsigned page_bits = 8;
    static constexpr char32_t page_size = 1U << page_bits;
    static constexpr char32_t end = 0x20000;  ///< ideographs lie beyond, which nothing folds

    FoldTable();
    [[nodiscard]] Entry make_entry(char32_t code_point);
    /// Tags and variation selectors are the only ones up there that matter: nobody sees them.
    [[nodiscard]] static Entry beyond(char32_t code_point) {
        return code_point >= 0xE0000 && code_point < 0xE1000 ? drop : copy;
    }

    std::vector<std::uint32_t> pages_;  ///< where each page's entries begin
    std::vector<Entry> entries_;        ///< the first page is "copy everything"
    std::string texts_;
};

}  // namespace heed::understand
