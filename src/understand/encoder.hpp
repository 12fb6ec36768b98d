#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "understand/heads.hpp"
#include "understand/model_text.hpp"
#include "understand/pieces.hpp"

namespace heed::understand {

/// What the encoder makes of one text.
struct Encoded {
    std::vector<float> scores;  ///< by label over all heads, before they are certainties
    std::vector<float> vector;  ///< the text's place among all texts: similar ones are near
    std::vector<Piece> pieces;
    std::vector<float> by_piece;  ///< [pieces x labels] what each piece adds to the scores
};

struct Branch;
struct EncoderShape;

/// A sentence to hear; with a question, the draft behind it; with something known, whether the
/// draft behind a post keeps to that.
struct SaidText {
    ModelText text;
    ModelText question = {};
    ModelText known = {};
};

/// A small network of the BERT kind with our answers on top, read from one file
/// (docs/model-format.md). Computes on the calling thread alone. Thread safe.
class Encoder {
public:
    /// `unavailable` when there is no such file, `invalid` with what is wrong in it.
    [[nodiscard]] static Result<std::unique_ptr<Encoder>> open(const std::filesystem::path& path);

    virtual ~Encoder() = default;

    [[nodiscard]] virtual const Heads& heads() const = 0;
    /// Texts of any number; short ones share one pass through the network.
    [[nodiscard]] virtual std::vector<Encoded> encode(std::span<const ModelText> texts) const = 0;

    /// The scores of a branch that was made for this encoder, by its labels: one list a text.
    [[nodiscard]] virtual std::vector<std::vector<float>> branch(
        const Branch& branch, std::span<const SaidText> texts) const = 0;
    /// What a branch's file must fit.
    [[nodiscard]] virtual const EncoderShape& shape() const = 0;

    /// A text as the network sees it, for tests.
    [[nodiscard]] virtual std::vector<Piece> cut(const ModelText& text) const = 0;
    /// "int8" or "float" and what computes the matrices, for tests and benchmarks.
    [[nodiscard]] virtual std::string implementation() const = 0;
};

}  // namespace heed::understand
