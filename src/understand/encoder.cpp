#include "understand/encoder.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>

#include "understand/block4.hpp"
#include "understand/branch.hpp"
#include "understand/encoder_weights.hpp"
#include "understand/vector_math.hpp"

namespace heed::understand {

namespace {

/// How many tokens go through the network together: enough to keep it busy, few enough for the
/// processor's own memory.
constexpr std::size_t pass_tokens_max = 512;
/// Of a question before a draft, with the pieces that begin and end it (tools/train/acts.py).
constexpr std::size_t question_tokens_max = 32;
/// How what is known, the post's end and the draft share the tokens, with the pieces around them
/// (tools/train/keeps.py).
constexpr std::size_t known_share = 42;
constexpr std::size_t post_share = 25;
constexpr std::size_t draft_share = 61;
constexpr std::size_t known_whole = known_share + post_share + draft_share;

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
        std::vector<Encoded> all;
        std::size_t next = 0;
        in_passes(
            texts.size(), {weights_.positions, weights_.shape.position_offset},
            weights_.shape.tokens_max, [&] { return cut(texts[next++]); },
            [&](Pass& pass, Room& room) {
                for (const auto& layer : weights_.layers)
                    apply(layer, pass.parts, pass.tokens, room);
                for (std::size_t i = 0; i < pass.texts.size(); ++i)
                    all.push_back(answer(rows_of(pass.parts[i], room), std::move(pass.texts[i])));
            });
        return all;
    }

    [[nodiscard]] std::vector<std::vector<float>> branch(
        const Branch& branch, std::span<const SaidText> texts) const override {
        std::vector<std::vector<float>> all;
        std::size_t next = 0;
        const Positions positions{branch.positions.empty() ? weights_.positions : branch.positions,
                                  branch.positions.empty() ? weights_.shape.position_offset : 0};
        in_passes(
            texts.size(), positions, branch.tokens_max,
            [&] { return cut_said(texts[next++], branch.tokens_max); },
            [&](Pass& pass, Room& room) {
                for (std::size_t i = 0; i < branch.after; ++i)
                    apply(weights_.layers[i], pass.parts, pass.tokens, room);
                for (const auto& layer : branch.layers)
                    apply(layer, pass.parts, pass.tokens, room);
                for (const auto& part : pass.parts)
                    all.push_back(scores(branch.head, mean(rows_of(part, room), part.tokens)));
            });
        return all;
    }

    [[nodiscard]] const EncoderShape& shape() const override { return weights_.shape; }

private:
    /// Several texts that go through the network together.
    struct Pass {
        std::vector<std::vector<Piece>> texts;
        std::vector<Part> parts;
        std::size_t tokens = 0;
    };

    /// What is added for a token's place in its text.
    struct Positions {
        std::span<const float> rows;
        std::size_t first;
    };

    /// Gathers texts into passes, embeds each pass and has it used.
    template <class Next, class Use>
    void in_passes(std::size_t count, Positions positions, std::size_t tokens_max, Next next,
                   Use use) const {
        use_one_core();
        auto room = take_room();
        Pass pass;
        const auto run = [&] {
            make_room(*room, pass.tokens, tokens_max);
            for (std::size_t i = 0; i < pass.texts.size(); ++i)
                embed(pass.texts[i], positions, rows_of(pass.parts[i], *room));
            use(pass, *room);
            pass = {};
        };
        for (std::size_t i = 0; i < count; ++i) {
            auto pieces = next();
            if (pass.tokens + pieces.size() > pass_tokens_max && !pass.texts.empty()) run();
            pass.parts.push_back({pass.tokens, pieces.size()});
            pass.tokens += pieces.size();
            pass.texts.push_back(std::move(pieces));
        }
        if (!pass.texts.empty()) run();
        give_back(std::move(room));
    }

    [[nodiscard]] float* rows_of(const Part& part, Room& room) const {
        return room.state.data() + part.begin * weights_.shape.hidden;
    }

    /// A sentence alone; a question and the draft behind it; or what is known, the post's end and
    /// the draft.
    [[nodiscard]] std::vector<Piece> cut_said(const SaidText& said, std::size_t most) const {
        if (!said.known.empty()) return cut_known(said, most);
        if (said.question.empty()) return weights_.pieces.cut(said.text, most);
        const auto asked = std::min(question_tokens_max, most / 3);
        auto pieces = weights_.pieces.cut(said.question, asked);
        const auto draft = weights_.pieces.cut(said.text, most - asked + 1);
        pieces.insert(pieces.end(), draft.begin() + 1, draft.end());
        return pieces;
    }

    [[nodiscard]] std::vector<Piece> cut_known(const SaidText& said, std::size_t most) const {
        const auto of = [most](std::size_t share) {
            return std::max<std::size_t>(2, most * share / known_whole);
        };
        auto pieces = weights_.pieces.cut(said.known, of(known_share));
        const auto append = [&pieces](std::span<const Piece> more) {
            pieces.insert(pieces.end(), more.begin(), more.end());
        };
        // What a post asks mostly stands at its end.
        if (const auto post = weights_.pieces.cut(said.question, most * 4); post.size() > 2)
            append(std::span(post).last(std::min(post.size() - 1, of(post_share))));
        if (const auto draft = weights_.pieces.cut(said.text, of(draft_share)); draft.size() > 2)
            append(std::span(draft).subspan(1));
        return pieces;
    }

    [[nodiscard]] std::vector<float> mean(const float* rows, std::size_t tokens) const {
        const auto hidden = weights_.shape.hidden;
        std::vector<float> vector(hidden, 0.0F);
        for (std::size_t i = 0; i < tokens; ++i)
            add_bias(vector.data(), rows + i * hidden, hidden);
        const auto share = 1.0F / static_cast<float>(tokens);
        for (auto& each : vector)
            each *= share;
        return vector;
    }

    [[nodiscard]] std::vector<float> scores(const HeadWeights& head,
                                            const std::vector<float>& vector) const {
        const auto hidden = weights_.shape.hidden;
        std::vector<float> found;
        for (std::size_t label = 0; label < head.bias.size(); ++label)
            found.push_back(dot(vector.data(), head.weight.data() + label * hidden, hidden) +
                            head.bias[label]);
        return found;
    }

    void make_room(Room& room, std::size_t tokens, std::size_t tokens_max) const {
        const auto& shape = weights_.shape;
        const auto rows = Matrix::padded_rows(tokens);
        const auto need = [](std::vector<float>& floats, std::size_t size) {
            if (floats.size() < size) floats.resize(size);
        };
        need(room.state, rows * shape.hidden);
        need(room.mixed, rows * std::max(3 * shape.hidden, shape.ffn));
        need(room.context, rows * shape.hidden);
        need(room.attention, attention_scratch(tokens_max, shape.hidden / shape.heads));
    }

    void embed(const std::vector<Piece>& pieces, Positions positions, float* rows) const {
        const auto hidden = weights_.shape.hidden;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            float* row = rows + i * hidden;
            put_word(static_cast<std::size_t>(pieces[i].id), row);
            add_bias(row, positions.rows.data() + (i + positions.first) * hidden, hidden);
            add_bias(row, weights_.type.data(), hidden);
            normalise(row, nullptr, weights_.embedding_norm);
        }
    }

    void put_word(std::size_t id, float* row) const {
        const auto hidden = weights_.shape.hidden;
        const auto& words = weights_.words;
        if (!words.blocks.empty()) {
            const auto size = hidden / block4_weights * block4_bytes;
            unpack_blocks(words.blocks.substr(id * size, size), row);
            return;
        }
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
        encoded.vector = mean(rows, pieces.size());
        encoded.by_piece.reserve(pieces.size() * weights_.heads.label_count());
        for (std::size_t i = 0; i < pieces.size(); ++i)
            each_label([&](const float* weight, float) {
                encoded.by_piece.push_back(dot(rows + i * hidden, weight, hidden) * share);
            });
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
