#include "understand/model_file.hpp"

#include <gtest/gtest.h>

#include <random>

#include "understand/encoder.hpp"
#include "understand/tiny_model.hpp"

namespace heed::understand {
namespace {

using test::Folder;
using test::make_tiny_model;
using test::safetensors;

struct Damage {
    const char* name;
    std::string bytes;
    const char* says;
};

std::string with_length(std::uint64_t length, std::string_view rest) {
    std::string out;
    for (int i = 0; i < 8; ++i)
        out += static_cast<char>(length >> (8 * i) & 0xFF);
    return out + std::string(rest);
}

std::vector<Damage> damages() {
    const std::string data(16, '\0');
    const auto one = [&](const char* entry) {
        return safetensors(std::string("{\"a\":") + entry + "}", data);
    };
    return {
        {"empty", "", "it is empty"},
        {"short", "abc", "it has no header"},
        {"no_header", with_length(0, ""), "no JSON object"},
        {"header_too_long", with_length(1000, "{}"), "header would be 1000 bytes"},
        {"header_huge", with_length(~0ULL, "{}"), "header would be"},
        {"no_json", safetensors("nonsense", data), "no JSON object"},
        {"array", safetensors("[1,2]", data), "no JSON object"},
        {"deep", safetensors(std::string(100'000, '['), data), "no JSON object"},
        {"no_object", one("7"), "tensor \"a\" has no dtype"},
        {"type", one(R"({"dtype":"F64","shape":[2],"data_offsets":[0,16]})"), "has dtype F64"},
        {"no_shape", one(R"({"dtype":"F32","data_offsets":[0,16]})"), "has no shape"},
        {"zero", one(R"({"dtype":"F32","shape":[0],"data_offsets":[0,0]})"), "positive sizes"},
        {"negative", one(R"({"dtype":"F32","shape":[-4],"data_offsets":[0,16]})"),
         "positive sizes"},
        {"fraction", one(R"({"dtype":"F32","shape":[1.5],"data_offsets":[0,16]})"),
         "positive sizes"},
        {"overflow", one(R"({"dtype":"I8","shape":[4294967296,4294967296],"data_offsets":[0,16]})"),
         "positive sizes"},
        {"dimensions", one(R"({"dtype":"I8","shape":[1,1,1,1,16],"data_offsets":[0,16]})"),
         "positive sizes"},
        {"no_place", one(R"({"dtype":"F32","shape":[4]})"), "has no place"},
        {"half_place", one(R"({"dtype":"F32","shape":[4],"data_offsets":[0]})"), "begin and end"},
        {"backwards", one(R"({"dtype":"F32","shape":[4],"data_offsets":[16,0]})"), "outside"},
        {"behind_the_end", one(R"({"dtype":"F32","shape":[4],"data_offsets":[4,20]})"), "outside"},
        {"far", one(R"({"dtype":"F32","shape":[4],"data_offsets":[18446744073709551600,
            18446744073709551615]})"),
         "outside"},
        {"length", one(R"({"dtype":"F32","shape":[3],"data_offsets":[0,16]})"),
         "as long as its shape does not say"},
        {"crooked", one(R"({"dtype":"F32","shape":[3],"data_offsets":[2,14]})"), "multiple of 4"},
        {"name",
         safetensors(R"({"\u0007<b>":{"dtype":"X","shape":[1],"data_offsets":[0,1]}})", data),
         "tensor \"?<b>\""},
    };
}

TEST(ModelFile, RefusesDamageAndSaysWhere) {
    const Folder folder;
    for (const auto& [name, bytes, says] : damages()) {
        const auto file = ModelFile::open(folder.write("model", bytes));
        ASSERT_FALSE(file) << name;
        EXPECT_NE(file.error().message.find(says), std::string::npos)
            << name << ": " << file.error().message;
        EXPECT_NE(file.error().message.find("model"), std::string::npos) << name;
    }
}

TEST(ModelFile, IsNoFolderAndNotMissing) {
    const Folder folder;
    EXPECT_EQ(ModelFile::open(folder.path()).error().code, ErrorCode::unavailable);
    EXPECT_EQ(ModelFile::open(folder.path() / "none").error().code, ErrorCode::unavailable);
}

/// One change to the tiny model that makes it unusable, and what is said of it.
struct Change {
    const char* name;
    std::string from;
    std::string to;
    const char* says;
};

TEST(ModelFile, OfAnEncoderHasToDescribeOne) {
    const std::vector<Change> changes{
        {"format", "\"format\":1", "\"format\":2", "format is not 1"},
        {"prepare", "heed-1", "heed-9", "prepare is not \"heed-1\""},
        {"architecture", "\"bert\"", "\"gpt\"", "architecture is not \"bert\""},
        {"layers", "\"layers\":2", "\"layers\":3",
         "tensor \"layer.2.attention.query.bias\" is missing"},
        {"many_layers", "\"layers\":2", "\"layers\":9999", "layers is not a number from 1 to 48"},
        {"hidden", "\"hidden\":32", "\"hidden\":64", "expected"},
        {"heads", "\"heads_of_attention\":4", "\"heads_of_attention\":5", "no multiple"},
        {"tokens", "\"max_tokens\":24", "\"max_tokens\":25", "embeddings.position"},
        {"tokenizer", "\"unigram\"", "\"bpe\"", "tokenizer.kind"},
        {"special", "\"unknown\":3", "\"unknown\":999", "special pieces need more"},
        {"kind", "\"softmax\"", "\"argmax\"", "heads.intent.kind"},
        {"labels", "\"complaint\"", "\"moan\"", "labels that mean nothing"},
        {"temperature", "\"temperature\":1.5", "\"temperature\":0", "is not above 0"},
        {"thresholds", "[0.4,0.4,0.4]", "[0.4]", "is not 3 numbers"},
        {"unsure", "\"threshold\":0.9", "\"limit\":0.9", "unsure.threshold"},
        {"intent", "\"intent\":{\"kind\"", "\"aim\":{\"kind\"", "head"},
        {"label_count", "\"irony\"]", "\"irony\",\"joy\"]", "is not 5 numbers"},
    };
    const Folder folder;
    for (const auto& change : changes) {
        auto model = make_tiny_model(true);
        const auto at = model.metadata.find(change.from);
        ASSERT_NE(at, std::string::npos) << change.name;
        model.metadata.replace(at, change.from.size(), change.to);
        const auto encoder = Encoder::open(folder.write("encoder.safetensors", model.file()));
        ASSERT_FALSE(encoder) << change.name;
        EXPECT_EQ(encoder.error().code, ErrorCode::invalid) << change.name;
        EXPECT_NE(encoder.error().message.find(change.says), std::string::npos)
            << change.name << ": " << encoder.error().message;
    }
}

TEST(ModelFile, OfAnEncoderNeedsEveryTensorInItsPlace) {
    const Folder folder;
    const auto whole = make_tiny_model(true);
    for (const auto& [name, tensor] : whole.tensors) {
        auto model = whole;
        model.tensors.erase(name);
        const auto encoder = Encoder::open(folder.write("encoder.safetensors", model.file()));
        ASSERT_FALSE(encoder) << name;
        const auto stem = name.substr(0, name.rfind('.'));
        EXPECT_NE(encoder.error().message.find(stem), std::string::npos) << encoder.error().message;
    }
    for (const char* name :
         {"embeddings.norm.weight", "layer.1.ffn.out.bias", "head.tone.weight"}) {
        auto model = whole;
        model.tensors[name].values[3] = std::numeric_limits<float>::quiet_NaN();
        const auto encoder = Encoder::open(folder.write("encoder.safetensors", model.file()));
        ASSERT_FALSE(encoder) << name;
        EXPECT_NE(encoder.error().message.find("no number"), std::string::npos) << name;
    }
}

TEST(ModelFile, CutAnywhereIsRefusedOrWhole) {
    const Folder folder;
    const auto bytes = make_tiny_model(true).file();
    for (std::size_t size = 1; size < bytes.size(); size += bytes.size() / 97) {
        const auto encoder =
            Encoder::open(folder.write("encoder.safetensors", bytes.substr(0, size)));
        EXPECT_FALSE(encoder) << size;
    }
}

TEST(ModelFile, WithAnyByteOfItsHeaderChangedNeverCrashes) {
    const Folder folder;
    const auto bytes = make_tiny_model(true).file();
    std::mt19937 random(11);
    const auto text = prepare("the parcel is late");
    for (int i = 0; i < 300; ++i) {
        auto changed = bytes;
        changed[random() % 9000] = static_cast<char>(random());
        const auto encoder = Encoder::open(folder.write("encoder.safetensors", changed));
        if (!encoder) continue;
        EXPECT_FALSE((*encoder)->encode({&text, 1}).empty());
    }
}

}  // namespace
}  // namespace heed::understand
