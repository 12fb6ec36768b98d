#include "understand/encoder.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>

#include "understand/encoder_weights.hpp"
#include "understand/vector_math.hpp"

namespace heed::understand {

namespace {

/// How many tokens go through the network together: enough to keep it busy, few enough for the
/// processor's own memory.
constexpr std::size_t pass_tokens_max = 512;

/// What one pass needs.
struct Room {
    std::vector<float> state;    ///< [tokens x hidden]
    std::vector<float> mixed;    ///< [tokens x 3 hidden] query, key, value; then [tokens x ffn]
    std::vector<float> context;  ///< [tokens x hidden]
    std::vector<float> attention;
    MatrixScratch matrices;
};

struct Part {
    std::size_t begin;  ///< its first token in the pass
    std::size_t tokens;
};

class BertEncoder final : public Encoder {
public:
    explicit BertEncoder(EncoderWeights weights) : weights_(std::move(weights)) {}

    [[nodiscard]] const Heads& heads() const override { return weights_.heads; }
    [[nodiscard]] std::vector<Piece> cut(const ModelText& text) const override {
        return weights_.pieces.cut(text, weights_.shape.tokens_max);
    }
    [[nodiscard]] std::string implementation() const override {
        return (weights_.int8 ? "int8 " : "float ") + weights_.layers[0].in.implementation();
    }

    [[nodiscard]] std::vector<Encoded> encode(std::span<const ModelText> texts) const override {
        use_one_core();
        auto room = take_room();
        std::vector<Encoded> all;
        std::vector<std::vector<Piece>> pass;
        std::size_t tokens = 0;
        for (const auto& text : texts) {
            auto next = cut(text);
            if (tokens + next.size() > pass_tokens_max && !pass.empty()) {
                run(pass, *room, all);
                pass.clear();
                tokens = 0;
            }
            tokens += next.size();
            pass.push_back(std::move(next));
        }
        if (!pass.empty()) run(pass, *room, all);
        give_back(std::move(room));
        return all;
    }

private:
    void run(std::vector<std::vector<Piece>>& pass, Room& room, std::vector<Encoded>& all) const {
        std::vector<Part> parts;
        std::size_t tokens = 0;
        for (const auto& pieces : pass) {
            parts.push_back({tokens, pieces.size()});
            tokens += pieces.size();
        }
        make_room(room, tokens);
        for (std::size_t i = 0; i < pass.size(); ++i)
            embed(pass[i], room.state.data() + parts[i].begin * weights_.shape.hidden);
        for (const auto& layer : weights_.layers)
            apply(layer, parts, tokens, room);
        for (std::size_t i = 0; i < pass.size(); ++i)
            all.push_back(answer(room.state.data() + parts[i].begin * weights_.shape.hidden,
                                 std::move(pass[i])));
    }

    void make_room(Room& room, std::size_t tokens) const {
        const auto& shape = weights_.shape;
        const auto rows = Matrix::padded_rows(tokens);
        const auto need = [](std::vector<float>& floats, std::size_t size) {
            if (floats.size() < size) floats.resize(size);
        };
        need(room.state, rows * shape.hidden);
        need(room.mixed, rows * std::max(3 * shape.hidden, shape.ffn));
        need(room.context, rows * shape.hidden);
        need(room.attention, attention_scratch(shape.tokens_max, shape.hidden / shape.heads));
    }

    void embed(const std::vector<Piece>& pieces, float* rows) const {
        const auto hidden = weights_.shape.hidden;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            float* row = rows + i * hidden;
            put_word(static_cast<std::size_t>(pieces[i].id), row);
            const auto position = i + weights_.shape.position_offset;
            add_bias(row, weights_.positions.data() + position * hidden, hidden);
            add_bias(row, weights_.type.data(), hidden);
            normalise(row, nullptr, weights_.embedding_norm);
        }
    }

    void put_word(std::size_t id, float* row) const {
        const auto hidden = weights_.shape.hidden;
        const auto& words = weights_.words;
        if (words.int8s.empty()) {
            std::copy_n(words.floats.data() + id * hidden, hidden, row);
            return;
        }
        for (std::size_t i = 0; i < hidden; ++i)
            row[i] = static_cast<float>(words.int8s[id * hidden + i]) * words.scales[id];
    }

    void normalise(float* row, const float* other, const Norm& norm) const {
        add_and_normalise(row, other, norm.weight.data(), norm.bias.data(), weights_.shape.hidden,
                          weights_.shape.epsilon);
    }

    void apply(const EncoderLayer& layer, std::span<const Part> parts, std::size_t tokens,
               Room& room) const {
        const auto& shape = weights_.shape;
        layer.query_key_value.multiply(room.state.data(), tokens, room.mixed.data(), room.matrices);
        for (const auto& part : parts)
            attend_to(part, room);
        layer.output.multiply(room.context.data(), tokens, room.mixed.data(), room.matrices);
        join(tokens, layer.attention_norm, room.mixed.data(), room);
        layer.in.multiply(room.state.data(), tokens, room.mixed.data(), room.matrices);
        gelu(room.mixed.data(), tokens * shape.ffn);
        layer.out.multiply(room.mixed.data(), tokens, room.context.data(), room.matrices);
        join(tokens, layer.ffn_norm, room.context.data(), room);
    }

    void join(std::size_t tokens, const Norm& norm, const float* more, Room& room) const {
        const auto hidden = weights_.shape.hidden;
        for (std::size_t i = 0; i < tokens; ++i)
            normalise(room.state.data() + i * hidden, more + i * hidden, norm);
    }

    void attend_to(const Part& part, Room& room) const {
        const auto hidden = weights_.shape.hidden;
        const auto width = hidden / weights_.shape.heads;
        const float* mixed = room.mixed.data() + part.begin * 3 * hidden;
        float* context = room.context.data() + part.begin * hidden;
        for (std::size_t head = 0; head < weights_.shape.heads; ++head) {
            const auto at = head * width;
            attend({.queries = mixed + at,
                    .keys = mixed + hidden + at,
                    .values = mixed + 2 * hidden + at,
                    .stride = 3 * hidden,
                    .tokens = part.tokens,
                    .width = width,
                    .out = context + at,
                    .out_stride = hidden,
                    .scratch = room.attention.data()});
        }
    }

    /// The mean over all tokens, and what the heads say of it. As the heads only add up, each token
    /// has its share in every score.
    [[nodiscard]] Encoded answer(const float* rows, std::vector<Piece> pieces) const {
        const auto hidden = weights_.shape.hidden;
        const auto share = 1.0F / static_cast<float>(pieces.size());
        Encoded encoded;
        encoded.vector.assign(hidden, 0.0F);
        encoded.by_piece.reserve(pieces.size() * weights_.heads.label_count());
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            add_bias(encoded.vector.data(), rows + i * hidden, hidden);
            each_label([&](const float* weight, float) {
                encoded.by_piece.push_back(dot(rows + i * hidden, weight, hidden) * share);
            });
        }
        for (auto& each : encoded.vector)
            each *= share;
        each_label([&](const float* weight, float bias) {
            encoded.scores.push_back(dot(encoded.vector.data(), weight, hidden) + bias);
        });
        encoded.pieces = std::move(pieces);
        return encoded;
    }

    template <class Use>
    void each_label(Use use) const {
        for (const auto& head : weights_.head_weights) {
            for (std::size_t label = 0; label < head.bias.size(); ++label)
                use(head.weight.data() + label * weights_.shape.hidden, head.bias[label]);
        }
    }

    /// One a thread that is at work; kept for the next one.
    [[nodiscard]] std::unique_ptr<Room> take_room() const {
        const std::lock_guard lock(mutex_);
        if (rooms_.empty()) return std::make_unique<Room>();
        auto room = std::move(rooms_.back());
        rooms_.pop_back();
        return room;
    }
    void give_back(std::unique_ptr<Room> room) const {
        const std::lock_guard lock(mutex_);
        rooms_.push_back(std::move(room));
    }

    const EncoderWeights weights_;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<Room>> rooms_;
};

}  // namespace

Result<std::unique_ptr<Encoder>> Encoder::open(const std::filesystem::path& path) {
    use_one_core();
    auto weights = read_encoder(path);
    if (!weights) return fail(weights.error());
    return std::make_unique<BertEncoder>(std::move(*weights));
}

}  // namespace heed::understand
