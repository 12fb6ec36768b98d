#include "understand/encoder_weights.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include "understand/tensors.hpp"

namespace heed::understand {

namespace {

using simdjson::dom::object;

WordRows read_words(Tensors& from, std::size_t words, std::size_t hidden) {
    const std::string name = "embeddings.word";
    if (from.in_blocks(name)) return {from.blocks(name, words, hidden), {}, {}, {}};
    if (!from.int8(name)) return {{}, {}, {}, from.floats(name, {words, hidden})};
    return {{}, from.int8s(name, {words, hidden}), from.floats(name + ".scale", {words}), {}};
}

void read_tensors(Tensors& from, EncoderWeights& into) {
    const auto& shape = into.shape;
    into.words = read_words(from, into.pieces.size(), shape.hidden);
    into.int8 = into.words.floats.empty();
    into.positions = from.floats("embeddings.position",
                                 {shape.tokens_max + shape.position_offset, shape.hidden});
    into.type = from.floats("embeddings.type", {1, shape.hidden});
    into.embedding_norm = from.norm("embeddings.norm", shape.hidden);
    for (const auto& head : into.heads.all()) {
        const auto labels = head.labels.size();
        into.head_weights.push_back(
            {from.floats(fmt::format("head.{}.weight", head.name), {labels, shape.hidden}),
             from.floats(fmt::format("head.{}.bias", head.name), {labels})});
    }
    for (std::size_t n = 0; n < shape.layers && from.ok(); ++n) {
        if (auto layer = read_layer(from, n, shape)) into.layers.push_back(std::move(*layer));
    }
}

/// The whole numbers of the description, each within its bound.
class Numbers {
public:
    explicit Numbers(const object& from) : from_(from) {}

    std::size_t take(const char* name, std::size_t least, std::size_t most, bool required = true) {
        std::uint64_t value = 0;
        const auto failed = from_.at_key(name).get(value);
        if (failed == simdjson::NO_SUCH_FIELD && !required) return least;
        if ((failed != simdjson::SUCCESS || value < least || value > most) && !error_)
            error_ =
                Error{ErrorCode::invalid,
                      fmt::format("{} is not a number from {} to {}", name, least, most), name};
        return value;
    }
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

private:
    const object& from_;
    std::optional<Error> error_;
};

Result<EncoderShape> read_shape(const object& from) {
    Numbers numbers(from);
    EncoderShape shape;
    shape.layers = numbers.take("layers", 1, 48);
    shape.hidden = numbers.take("hidden", 8, 4096);
    shape.heads = numbers.take("heads_of_attention", 1, 64);
    shape.ffn = numbers.take("ffn", 8, 16384);
    shape.tokens_max = numbers.take("max_tokens", 3, 512);
    shape.position_offset = numbers.take("position_offset", 0, 8, false);
    double epsilon = 0;
    if (from.at_key("epsilon").get(epsilon) == simdjson::SUCCESS)
        shape.epsilon = static_cast<float>(epsilon);
    if (numbers.error()) return fail(*numbers.error());
    if (shape.hidden % shape.heads != 0)
        return fail(ErrorCode::invalid, "hidden is no multiple of heads_of_attention", "hidden");
    std::string_view architecture;
    if (from.at_key("architecture").get(architecture) != simdjson::SUCCESS ||
        architecture != "bert")
        return fail(ErrorCode::invalid, "architecture is not \"bert\"", "architecture");
    return shape;
}

Result<PieceSettings> read_piece_settings(const object& description) {
    object from;
    std::string_view kind;
    if (description.at_key("tokenizer").get(from) != simdjson::SUCCESS ||
        from.at_key("kind").get(kind) != simdjson::SUCCESS || kind != "unigram")
        return fail(ErrorCode::invalid, "tokenizer.kind is not \"unigram\"", "tokenizer.kind");
    Numbers numbers(from);
    PieceSettings settings;
    settings.begin = static_cast<int>(numbers.take("begin", 0, 1000));
    settings.end = static_cast<int>(numbers.take("end", 0, 1000));
    settings.unknown = static_cast<int>(numbers.take("unknown", 0, 1000));
    if (numbers.error()) return fail(*numbers.error());
    if (from.at_key("unknown_score").get(settings.unknown_score) != simdjson::SUCCESS)
        return fail(ErrorCode::invalid, "tokenizer.unknown_score is no number",
                    "tokenizer.unknown_score");
    return settings;
}

/// Reads shape, answers and pieces from the file's description of itself.
Result<EncoderWeights> read_description(ModelFile file) {
    simdjson::dom::parser parser;
    object from;
    if (parser.parse(file.metadata()).get(from) != simdjson::SUCCESS)
        return fail(ErrorCode::invalid, "its metadata \"heed\" is no JSON object");
    const auto shape = read_shape(from);
    if (!shape) return fail(shape.error());
    auto heads = Heads::read(file.metadata());
    if (!heads) return fail(heads.error());
    const auto settings = read_piece_settings(from);
    if (!settings) return fail(settings.error());
    const auto vocabulary = file.text("vocab");
    if (!vocabulary) return fail(vocabulary.error());
    auto pieces = Pieces::read(*vocabulary, *settings);
    if (!pieces) return fail(pieces.error());
    EncoderWeights weights{.file = std::move(file),
                           .shape = *shape,
                           .heads = std::move(*heads),
                           .pieces = std::move(*pieces),
                           .words = {},
                           .positions = {},
                           .type = {},
                           .embedding_norm = {},
                           .layers = {},
                           .head_weights = {}};
    return weights;
}

}  // namespace

Result<EncoderWeights> read_encoder(const std::filesystem::path& path) {
    auto file = ModelFile::open(path);
    if (!file) return fail(file.error());
    auto weights = read_description(std::move(*file));
    if (weights) {
        Tensors tensors(weights->file);
        read_tensors(tensors, *weights);
        if (tensors.ok()) return weights;
        return fail(tensors.error());
    }
    return fail(ErrorCode::invalid,
                fmt::format("{} cannot be used: {}", path.string(), weights.error().message));
}

}  // namespace heed::understand
