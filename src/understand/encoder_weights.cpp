#include "understand/encoder_weights.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <array>

namespace heed::understand {

namespace {

using simdjson::dom::object;

/// Reads tensors until the first one is wrong; what follows is empty, and the error stays.
class Tensors {
public:
    explicit Tensors(const ModelFile& file) : file_(file) {}

    std::span<const float> floats(const std::string& name, const Shape& shape) {
        return keep(file_.floats(name, shape));
    }
    std::span<const std::int8_t> int8s(const std::string& name, const Shape& shape) {
        return keep(file_.int8s(name, shape));
    }
    Norm norm(const std::string& name, std::size_t size) {
        return {floats(name + ".weight", {size}), floats(name + ".bias", {size})};
    }

    void refuse(std::string message) {
        if (!error_) error_ = Error{ErrorCode::invalid, std::move(message)};
    }
    [[nodiscard]] bool ok() const { return !error_; }
    [[nodiscard]] const Error& error() const { return *error_; }
    [[nodiscard]] bool int8(const std::string& name) const { return file_.has(name + ".scale"); }

private:
    template <class Span>
    Span keep(Result<Span> read) {
        if (read && ok()) return *read;
        if (ok()) error_ = std::move(read.error());
        return {};
    }

    const ModelFile& file_;
    std::optional<Error> error_;
};

/// Several matrices with the same inputs, stacked to one.
class Stack {
public:
    void add(Tensors& from, const std::string& name, std::size_t outs, std::size_t ins) {
        const bool int8 = from.int8(name);
        if (names_++ > 0 && int8 != int8_)
            from.refuse(fmt::format("tensor \"{}.weight\" is not like those beside it", name));
        int8_ = int8;
        append(bias_, from.floats(name + ".bias", {outs}));
        if (int8) {
            append(int8s_, from.int8s(name + ".weight", {outs, ins}));
            append(scales_, from.floats(name + ".scale", {outs}));
        } else {
            append(floats_, from.floats(name + ".weight", {outs, ins}));
        }
    }
    [[nodiscard]] Matrix matrix() const {
        return int8_ ? Matrix::of_int8(int8s_, scales_, bias_) : Matrix::of_floats(floats_, bias_);
    }

private:
    template <class T>
    static void append(std::vector<T>& to, std::span<const T> more) {
        to.insert(to.end(), more.begin(), more.end());
    }

    int names_ = 0;
    bool int8_ = false;
    std::vector<std::int8_t> int8s_;
    std::vector<float> scales_;
    std::vector<float> floats_;
    std::vector<float> bias_;
};

struct Part {
    std::string name;
    std::size_t outs;
};

std::optional<Matrix> read_matrix(Tensors& from, std::span<const Part> parts, std::size_t ins) {
    Stack stack;
    for (const auto& part : parts)
        stack.add(from, part.name, part.outs, ins);
    if (!from.ok()) return {};
    return stack.matrix();
}

std::optional<EncoderLayer> read_layer(Tensors& from, std::size_t number,
                                       const EncoderShape& shape) {
    const auto name = [&](const char* part) { return fmt::format("layer.{}.{}", number, part); };
    const auto hidden = shape.hidden;
    const std::array<Part, 3> attention{{{name("attention.query"), hidden},
                                         {name("attention.key"), hidden},
                                         {name("attention.value"), hidden}}};
    const Part output{name("attention.output"), hidden};
    const Part in{name("ffn.in"), shape.ffn};
    const Part out{name("ffn.out"), hidden};
    auto first = read_matrix(from, attention, hidden);
    auto second = read_matrix(from, {&output, 1}, hidden);
    auto third = read_matrix(from, {&in, 1}, hidden);
    auto fourth = read_matrix(from, {&out, 1}, shape.ffn);
    const auto attention_norm = from.norm(name("attention.norm"), hidden);
    const auto ffn_norm = from.norm(name("ffn.norm"), hidden);
    if (!from.ok()) return {};
    return EncoderLayer{std::move(*first), std::move(*second), attention_norm,
                        std::move(*third), std::move(*fourth), ffn_norm};
}

WordRows read_words(Tensors& from, std::size_t words, std::size_t hidden) {
    const std::string name = "embeddings.word";
    if (!from.int8(name)) return {{}, {}, from.floats(name, {words, hidden})};
    return {from.int8s(name, {words, hidden}), from.floats(name + ".scale", {words}), {}};
}

void read_tensors(Tensors& from, EncoderWeights& into) {
    const auto& shape = into.shape;
    into.words = read_words(from, into.pieces.size(), shape.hidden);
    into.int8 = !into.words.int8s.empty();
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
