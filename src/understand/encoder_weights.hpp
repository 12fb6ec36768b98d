#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "understand/heads.hpp"
#include "understand/matrix.hpp"
#include "understand/model_file.hpp"
#include "understand/pieces.hpp"

namespace heed::understand {

/// The sizes of a network, as its file names them. Each has a bound, so that no file can ask for
/// more memory than it is long itself.
struct EncoderShape {
    std::size_t layers = 0;
    std::size_t hidden = 0;
    std::size_t heads = 0;  ///< of attention
    std::size_t ffn = 0;
    std::size_t tokens_max = 0;
    std::size_t position_offset = 0;
    float epsilon = 1e-12F;
};

struct Norm {
    std::span<const float> weight;
    std::span<const float> bias;
};

struct EncoderLayer {
    Matrix query_key_value;
    Matrix output;
    Norm attention_norm;
    Matrix in;
    Matrix out;
    Norm ffn_norm;
};

/// The rows of the vocabulary: blocks of 4 bits, 8 bits with a scale each, or floats.
struct WordRows {
    std::string_view blocks;
    std::span<const std::int8_t> int8s;
    std::span<const float> scales;
    std::span<const float> floats;
};

struct HeadWeights {
    std::span<const float> weight;  ///< [labels x hidden]
    std::span<const float> bias;
};

/// Everything of a model file, checked and packed.
struct EncoderWeights {
    ModelFile file;  ///< the spans below lie in it
    EncoderShape shape;
    Heads heads;
    Pieces pieces;
    WordRows words;
    std::span<const float> positions;
    std::span<const float> type;
    Norm embedding_norm;
    std::vector<EncoderLayer> layers;
    std::vector<HeadWeights> head_weights;  ///< in the order of `heads`
    bool int8 = false;
};

[[nodiscard]] Result<EncoderWeights> read_encoder(const std::filesystem::path& path);

}  // namespace heed::understand
