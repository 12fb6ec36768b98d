#include "understand/tiny_model.hpp"

#include <stdlib.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <random>

namespace heed::understand::test {

namespace {

constexpr std::size_t hidden = 32;
constexpr std::size_t attention_heads = 4;
constexpr std::size_t ffn = 64;
constexpr std::size_t layers = 2;
constexpr std::size_t tokens_max = 24;
constexpr double epsilon = 1e-12;

/// 2^-3 in half precision, whose lower byte is nought.
constexpr float block_scale = 0.125F;
constexpr std::uint8_t block_scale_half = 0x30;

using Rows = std::vector<std::vector<double>>;

struct TinyHead {
    const char* name;
    std::size_t labels;
};
constexpr TinyHead heads[] = {{"intent", 5}, {"sentiment", 3}, {"severity", 4},
                              {"tone", 4},   {"topics", 3},    {"needs_answer", 1}};

constexpr const char* description =
    R"({"format":1,"version":"tiny-1","prepare":"heed-1","architecture":"bert","layers":2,
"hidden":32,"heads_of_attention":4,"ffn":64,"epsilon":1e-12,"max_tokens":24,"position_offset":0,
"tokenizer":{"kind":"unigram","begin":0,"pad":1,"end":2,"unknown":3,"unknown_score":-30},
"heads":{"intent":{"kind":"softmax","labels":["complaint","request","question","praise","other"],
"temperature":1.5},
"sentiment":{"kind":"softmax","labels":["negative","neutral","positive"],"temperature":1},
"severity":{"kind":"softmax","labels":["none","mild","serious","grave"],"temperature":1},
"tone":{"kind":"sigmoid","labels":["anger","fear","sadness","irony"],"temperature":[1,1,1,1]},
"topics":{"kind":"sigmoid","labels":["delivery","billing_price","other"],
"thresholds":[0.4,0.4,0.4]},
"needs_answer":{"kind":"sigmoid","labels":["yes"],"thresholds":[0.5]}},
"unsure":{"weights":{"intent":1,"sentiment":0.5},"threshold":0.9},
"languages":["en","de","fr"],"same_matter":0.99})";

/// Every ASCII character alone and at the start of a word, and a few longer pieces.
std::string make_vocabulary() {
    std::string lines = "<s>\t0\n<pad>\t0\n</s>\t0\n<unk>\t0";
    const auto add = [&](const std::string& piece, double score) {
        lines += "\n" + piece + "\t" + std::to_string(score);
    };
    const std::string start = "\u2581";
    add(start, -5);
    for (char c = '!'; c <= '~'; ++c) {
        add(std::string(1, c), -6);
        add(start + c, -6.5);
    }
    for (const char* piece : {"the", "parcel", "late", "par", "cel", "ing", "@user", "http"}) {
        add(piece, -7);
        add(start + piece, -7.5);
    }
    add("\u00e9", -6);
    return lines;
}

std::size_t count_lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
}

/// Rounds to what 8 bits and a scale a row can say.
void round_rows(Tensor& tensor) {
    const auto width = tensor.shape[1];
    for (std::size_t row = 0; row < tensor.shape[0]; ++row) {
        float* values = tensor.values.data() + row * width;
        float most = 1e-6F;
        for (std::size_t i = 0; i < width; ++i)
            most = std::max(most, std::abs(values[i]));
        const float scale = most / 127;
        for (std::size_t i = 0; i < width; ++i)
            values[i] = std::round(values[i] / scale) * scale;
    }
}

class Maker {
public:
    Maker(TinyModel& model, bool int8) : model_(model), int8_(int8) {}

    void add(const std::string& name, std::vector<std::size_t> shape, float spread, float centre) {
        std::normal_distribution<float> chance(centre, spread);
        Tensor tensor{std::move(shape), {}, false};
        std::size_t count = 1;
        for (const auto size : tensor.shape)
            count *= size;
        for (std::size_t i = 0; i < count; ++i)
            tensor.values.push_back(chance(random_));
        model_.tensors[name] = std::move(tensor);
    }
    void matrix(const std::string& name, std::size_t outs, std::size_t ins) {
        add(name + ".weight", {outs, ins}, 1.5F / std::sqrt(static_cast<float>(ins)), 0);
        add(name + ".bias", {outs}, 0.1F, 0);
        keep_small(name + ".weight");
    }
    void norm(const std::string& name) {
        add(name + ".weight", {hidden}, 0.1F, 1);
        add(name + ".bias", {hidden}, 0.1F, 0);
    }
    void keep_small(const std::string& name) {
        if (!int8_) return;
        auto& tensor = model_.tensors[name];
        round_rows(tensor);
        tensor.int8 = true;
    }

private:
    TinyModel& model_;
    bool int8_;
    std::mt19937 random_{7};
};

/// The plain loops.
class Loops {
public:
    explicit Loops(const TinyModel& model) : model_(model) {}

    [[nodiscard]] double at(const std::string& name, std::size_t row,
                            std::size_t column = 0) const {
        const auto& tensor = model_.tensors.at(name);
        const auto width = tensor.shape.size() > 1 ? tensor.shape[1] : 1;
        return static_cast<double>(tensor.values[row * width + column]);
    }
    [[nodiscard]] Rows times(const Rows& rows, const std::string& name) const {
        const auto outs = model_.tensors.at(name + ".bias").shape[0];
        Rows out(rows.size(), std::vector<double>(outs));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (std::size_t o = 0; o < outs; ++o) {
                out[i][o] = at(name + ".bias", o);
                for (std::size_t k = 0; k < rows[i].size(); ++k)
                    out[i][o] += rows[i][k] * at(name + ".weight", o, k);
            }
        }
        return out;
    }
    [[nodiscard]] Rows normalised(const Rows& rows, const std::string& name) const {
        Rows out = rows;
        for (auto& row : out) {
            double mean = 0;
            double spread = 0;
            for (const double x : row)
                mean += x / hidden;
            for (const double x : row)
                spread += (x - mean) * (x - mean) / hidden;
            for (std::size_t i = 0; i < row.size(); ++i)
                row[i] = (row[i] - mean) / std::sqrt(spread + epsilon) * at(name + ".weight", i) +
                         at(name + ".bias", i);
        }
        return out;
    }
    [[nodiscard]] static Rows sum(const Rows& a, const Rows& b) {
        Rows out = a;
        for (std::size_t i = 0; i < a.size(); ++i) {
            for (std::size_t k = 0; k < a[i].size(); ++k)
                out[i][k] += b[i][k];
        }
        return out;
    }
    [[nodiscard]] static Rows attended(const Rows& q, const Rows& k, const Rows& v) {
        constexpr std::size_t width = hidden / attention_heads;
        Rows out(q.size(), std::vector<double>(hidden, 0));
        for (std::size_t h = 0; h < attention_heads; ++h) {
            for (std::size_t i = 0; i < q.size(); ++i) {
                std::vector<double> share(k.size(), 0);
                double all = 0;
                for (std::size_t j = 0; j < k.size(); ++j) {
                    for (std::size_t d = h * width; d < (h + 1) * width; ++d)
                        share[j] += q[i][d] * k[j][d];
                    all += share[j] = std::exp(share[j] / std::sqrt(width));
                }
                for (std::size_t j = 0; j < k.size(); ++j) {
                    for (std::size_t d = h * width; d < (h + 1) * width; ++d)
                        out[i][d] += share[j] / all * v[j][d];
                }
            }
        }
        return out;
    }

private:
    const TinyModel& model_;
};

void put_number(std::string& out, std::uint64_t number) {
    for (int i = 0; i < 8; ++i)
        out += static_cast<char>(number >> (8 * i) & 0xFF);
}

template <class T>
void put_bytes(std::string& out, const std::vector<T>& values) {
    out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

/// Collects tensors behind a header.
class Writer {
public:
    template <class T>
    void add(const std::string& name, const char* type, const std::vector<std::size_t>& shape,
             const std::vector<T>& values) {
        std::string sizes;
        for (const auto size : shape)
            sizes += (sizes.empty() ? "" : ",") + std::to_string(size);
        const auto begin = data_.size();
        put_bytes(data_, values);
        header_ += ",\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":[" + sizes +
                   "],\"data_offsets\":[" + std::to_string(begin) + "," +
                   std::to_string(data_.size()) + "]}";
    }
    [[nodiscard]] std::string file(const std::string& metadata) const {
        return safetensors(
            "{\"__metadata__\":{\"heed\":\"" + escaped(metadata) + "\"}" + header_ + "}", data_);
    }

private:
    std::string header_;
    std::string data_;
};

void add_int8(Writer& writer, const std::string& name, const Tensor& tensor) {
    std::vector<std::int8_t> bytes;
    std::vector<float> scales;
    const auto width = tensor.shape[1];
    for (std::size_t row = 0; row < tensor.shape[0]; ++row) {
        float most = 1e-6F;
        for (std::size_t i = 0; i < width; ++i)
            most = std::max(most, std::abs(tensor.values[row * width + i]));
        scales.push_back(most / 127);
        for (std::size_t i = 0; i < width; ++i)
            bytes.push_back(static_cast<std::int8_t>(
                std::lround(tensor.values[row * width + i] / scales.back())));
    }
    const bool weight = name.ends_with(".weight");
    const auto stem = weight ? name.substr(0, name.size() - 7) : name;
    writer.add(stem + ".scale", "F32", {tensor.shape[0]}, scales);
    while (bytes.size() % 4 != 0)
        bytes.push_back(0);
    bytes.resize(tensor.values.size());
    writer.add(name, "I8", tensor.shape, bytes);
}

void add_blocks(Writer& writer, const std::string& name, const Tensor& tensor) {
    constexpr std::size_t half = 16;
    std::vector<std::uint8_t> bytes;
    for (std::size_t at = 0; at < tensor.values.size(); at += 2 * half) {
        bytes.push_back(0);
        bytes.push_back(block_scale_half);
        const auto number = [&](std::size_t i) {
            return static_cast<unsigned>(std::lround(tensor.values[at + i] / block_scale) + 8);
        };
        for (std::size_t j = 0; j < half; ++j)
            bytes.push_back(static_cast<std::uint8_t>(number(j) | number(j + half) << 4U));
    }
    const auto stem = name.substr(0, name.size() - std::string(".weight").size());
    writer.add(stem + ".blocks", "U8", {tensor.shape[0], tensor.shape[1] / 32 * 18}, bytes);
}

void round_blocks(Tensor& tensor) {
    for (auto& value : tensor.values)
        value = block_scale * std::clamp(std::round(value / block_scale), -8.0F, 7.0F);
    tensor.blocks = true;
    tensor.int8 = false;
}

}  // namespace

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "heed-models-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path Folder::write(const std::string& name, std::string_view bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return path_ / name;
}

TinyModel make_tiny_branch(const TinyModel& model) {
    TinyModel branch;
    branch.metadata =
        R"({"format":1,"version":"tiny-acts","encoder":"tiny-1","after":1,"acts":[
{"name":"insult","likely":0,"sure":1},{"name":"blame","likely":0,"sure":1},
{"name":"dismiss","likely":0,"sure":1},{"name":"threaten","likely":0,"sure":1},
{"name":"sorry","likely":0,"sure":1}]})";
    const std::string last = "layer.1.";
    for (const auto& [name, tensor] : model.tensors)
        if (name.starts_with(last)) branch.tensors["layer.0." + name.substr(last.size())] = tensor;
    branch.tensors["head.weight"] = model.tensors.at("head.intent.weight");
    branch.tensors["head.bias"] = model.tensors.at("head.intent.bias");
    return branch;
}

TinyKeeps make_tiny_keeps(const TinyModel& model) {
    constexpr std::size_t rank = 2;
    constexpr std::size_t own_tokens_max = 40;
    TinyKeeps keeps;
    auto& corrected = keeps.corrected;
    auto& folded = keeps.folded;
    Maker maker(corrected, true);
    maker.add("embeddings.position", {own_tokens_max, hidden}, 0.3F, 0);
    const std::string last = "layer.1.";
    for (const auto& [name, tensor] : model.tensors) {
        if (!name.starts_with(last)) continue;
        const auto own = "layer.0." + name.substr(last.size());
        corrected.tensors[own] = folded.tensors[own] = tensor;
        if (tensor.shape.size() < 2) continue;
        auto& weight = corrected.tensors[own];
        round_blocks(weight);
        const auto stem = own.substr(0, own.size() - std::string(".weight").size());
        maker.add(stem + ".down", {rank, tensor.shape[1]}, 0.5F, 0);
        maker.add(stem + ".up", {tensor.shape[0], rank}, 0.5F, 0);
        maker.keep_small(stem + ".down");
        maker.keep_small(stem + ".up");
        const auto& down = corrected.tensors[stem + ".down"];
        const auto& up = corrected.tensors[stem + ".up"];
        auto& sum = folded.tensors[own];
        sum.int8 = true;
        for (std::size_t out = 0; out < tensor.shape[0]; ++out)
            for (std::size_t in = 0; in < tensor.shape[1]; ++in) {
                const auto at = out * tensor.shape[1] + in;
                sum.values[at] = weight.values[at];
                for (std::size_t i = 0; i < rank; ++i)
                    sum.values[at] +=
                        up.values[out * rank + i] * down.values[i * tensor.shape[1] + in];
            }
    }
    const auto& head = model.tensors.at("head.intent.weight");
    corrected.tensors["head.weight"] = {
        {1, hidden}, {head.values.begin(), head.values.begin() + hidden}, false, false};
    corrected.tensors["head.bias"] = {{1}, {0.25F}, false, false};
    for (const auto* shared : {"embeddings.position", "head.weight", "head.bias"})
        folded.tensors[shared] = corrected.tensors[shared];
    const std::string about =
        R"({"format":1,"version":"tiny-keeps","encoder":"tiny-1","after":1,"layers":1,"rank":RANK,
"max_tokens":40,"acts":[{"name":"breaks","perhaps":-1,"likely":0,"sure":1}]})";
    const auto place = about.find("RANK");
    corrected.metadata = std::string(about).replace(place, 4, "2");
    folded.metadata = std::string(about).replace(place, 4, "0");
    return keeps;
}

std::string safetensors(std::string_view header, std::string_view data) {
    std::string padded(header);
    while ((padded.size() + 8) % 64 != 0)
        padded += ' ';
    std::string out;
    put_number(out, padded.size());
    return out + padded + std::string(data);
}

TinyModel make_tiny_model(bool int8) {
    TinyModel model;
    model.metadata = description;
    model.vocabulary = make_vocabulary();
    Maker maker(model, int8);
    maker.add("embeddings.word", {count_lines(model.vocabulary), hidden}, 1, 0);
    maker.keep_small("embeddings.word");
    maker.add("embeddings.position", {tokens_max, hidden}, 0.3F, 0);
    maker.add("embeddings.type", {1, hidden}, 0.1F, 0);
    maker.norm("embeddings.norm");
    for (std::size_t n = 0; n < layers; ++n) {
        const auto layer = "layer." + std::to_string(n) + ".";
        for (const char* part : {"query", "key", "value", "output"})
            maker.matrix(layer + "attention." + part, hidden, hidden);
        maker.norm(layer + "attention.norm");
        maker.matrix(layer + "ffn.in", ffn, hidden);
        maker.matrix(layer + "ffn.out", hidden, ffn);
        maker.norm(layer + "ffn.norm");
    }
    for (const auto& head : heads) {
        maker.add(std::string("head.") + head.name + ".weight", {head.labels, hidden}, 0.3F, 0);
        maker.add(std::string("head.") + head.name + ".bias", {head.labels}, 0.2F, 0);
    }
    return model;
}

std::string TinyModel::file() const {
    Writer writer;
    for (const auto& [name, tensor] : tensors) {
        if (!tensor.int8 && !tensor.blocks) writer.add(name, "F32", tensor.shape, tensor.values);
    }
    for (const auto& [name, tensor] : tensors) {
        if (tensor.int8) add_int8(writer, name, tensor);
        if (tensor.blocks) add_blocks(writer, name, tensor);
    }
    const std::vector<char> letters(vocabulary.begin(), vocabulary.end());
    if (!letters.empty()) writer.add("vocab", "U8", {letters.size()}, letters);
    return writer.file(metadata);
}

std::vector<double> TinyModel::scores(const std::vector<int>& ids) const {
    const Loops loops(*this);
    Rows rows;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        rows.emplace_back();
        for (std::size_t k = 0; k < hidden; ++k)
            rows[i].push_back(loops.at("embeddings.word", static_cast<std::size_t>(ids[i]), k) +
                              loops.at("embeddings.position", i, k) +
                              loops.at("embeddings.type", 0, k));
    }
    rows = loops.normalised(rows, "embeddings.norm");
    for (std::size_t n = 0; n < layers; ++n) {
        const auto layer = "layer." + std::to_string(n) + ".";
        const auto context = Loops::attended(loops.times(rows, layer + "attention.query"),
                                             loops.times(rows, layer + "attention.key"),
                                             loops.times(rows, layer + "attention.value"));
        rows = loops.normalised(Loops::sum(rows, loops.times(context, layer + "attention.output")),
                                layer + "attention.norm");
        auto inner = loops.times(rows, layer + "ffn.in");
        for (auto& row : inner) {
            for (auto& x : row)
                x = x * 0.5 * (1 + std::erf(x / std::sqrt(2.0)));
        }
        rows = loops.normalised(Loops::sum(rows, loops.times(inner, layer + "ffn.out")),
                                layer + "ffn.norm");
    }
    Rows mean(1, std::vector<double>(hidden, 0));
    for (const auto& row : rows) {
        for (std::size_t k = 0; k < hidden; ++k)
            mean[0][k] += row[k] / static_cast<double>(rows.size());
    }
    std::vector<double> all;
    for (const auto& head : heads) {
        const auto answers = loops.times(mean, std::string("head.") + head.name);
        all.insert(all.end(), answers[0].begin(), answers[0].end());
    }
    return all;
}

}  // namespace heed::understand::test
