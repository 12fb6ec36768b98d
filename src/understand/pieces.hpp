#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "understand/model_text.hpp"

namespace heed::understand {

/// What the file says about the pieces (docs/model-format.md, "Tokenizer").
struct PieceSettings {
    int begin = 0;
    int end = 2;
    int unknown = 3;
    double unknown_score = -20;
    char32_t word_start = U'\u2581';
};

/// One piece of a text.
struct Piece {
    int id = 0;
    std::uint32_t at = 0;  ///< the character of the text with which it begins

    friend bool operator==(const Piece&, const Piece&) = default;
};

/// Cuts words into the pieces whose scores add up to the most (a unigram model). Thread safe.
class Pieces {
public:
    static constexpr std::size_t pieces_max = 1'000'000;

    /// The vocabulary: "piece<TAB>score" a line, the number of the line being the id. Those up to
    /// the highest special id are never matched.
    [[nodiscard]] static Result<Pieces> read(std::string_view vocabulary,
                                             const PieceSettings& settings);

    /// A whole text, `begin` and `end` included, cut to `tokens_max`.
    [[nodiscard]] std::vector<Piece> cut(const ModelText& text, std::size_t tokens_max) const;

    [[nodiscard]] std::size_t size() const { return scores_.size(); }

private:
    struct Step;

    [[nodiscard]] std::uint32_t child(std::uint32_t node, char32_t c) const;
    [[nodiscard]] std::uint32_t add_child(std::uint32_t node, char32_t c);
    [[nodiscard]] std::size_t slot_of(std::uint64_t key) const;
    void add(std::string_view piece, int id);
    void append_word(std::vector<Piece>& pieces, std::u32string_view word, std::size_t at) const;

    PieceSettings settings_;
    std::vector<double> scores_;
    // A tree of characters, its edges in one table: (node, character) leads to a node.
    std::vector<std::uint64_t> edges_;
    std::vector<std::uint32_t> targets_;
    std::vector<int> ends_;  ///< by node: the piece that ends there, or -1
    std::size_t edge_count_ = 0;
};

}  // namespace heed::understand
