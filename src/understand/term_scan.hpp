#pragma once

#include <array>
#include <functional>
#include <vector>

#include "understand/normalise.hpp"
#include "understand/term_literals.hpp"

namespace heed::understand {

/// The work on one text after another: takes what the scanner reports and keeps what really is
/// the term (whole words, right accents, right script). One thread; keeps its memory.
class TermScan {
public:
    void fit(std::size_t terms);

    void begin(const Literals& literals, std::string_view text);
    /// What to scan; valid until the next `begin`.
    [[nodiscard]] std::string_view text() const { return normalised_.text(); }
    /// The beginning of literals ends at byte `end` of `text()`.
    void found(std::size_t lead, std::size_t end);
    /// Appends what was found and not excluded, of those terms for which `wanted` holds.
    void collect(std::vector<TermMatch>& matches, const std::function<bool(std::uint32_t)>& wanted);

private:
    struct TermState {
        std::uint32_t round = 0;  ///< the text that the rest is about
        std::uint32_t spans = 0;
        bool excluded = false;
    };
    struct Hit {
        std::uint32_t term = 0;
        ByteSpan span;
    };

    void consider(const Literal& literal, ByteSpan folded);
    TermState& state_of(std::uint32_t term);
    [[nodiscard]] bool holds(const Use& use, ByteSpan folded);
    [[nodiscard]] bool is_whole(const Use& use, ByteSpan folded);
    [[nodiscard]] bool is_whole_name(const Use& use, ByteSpan folded);
    [[nodiscard]] bool is_right_script(const Use& use, ByteSpan span);
    void add(TermState& state, std::uint32_t term, ByteSpan span);

    NormalisedText normalised_;
    const Literals* literals_ = nullptr;
    std::vector<TermState> states_;
    std::uint32_t round_ = 0;
    std::vector<Hit> hits_;
    std::array<std::size_t, script_count> letters_{};  ///< of the whole text, by script
    bool letters_counted_ = false;
};

}  // namespace heed::understand
