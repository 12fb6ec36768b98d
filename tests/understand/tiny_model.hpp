#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace heed::understand::test {

/// A folder that goes with the test.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Writes a file and gives its path.
    std::filesystem::path write(const std::string& name, std::string_view bytes) const;

private:
    std::filesystem::path path_;
};

struct Tensor {
    std::vector<std::size_t> shape;
    std::vector<float> values;
    bool int8 = false;    ///< kept in 8 bits, a scale a row; `values` are what the 8 bits mean
    bool blocks = false;  ///< kept in blocks of 4 bits; `values` are what the blocks mean
};

/// A network of two layers with made-up weights, small enough to be worked out by hand, that is by
/// the plain loops of `scores`.
struct TinyModel {
    std::map<std::string, Tensor> tensors;
    std::string metadata;
    std::string vocabulary;

    /// As a file.
    [[nodiscard]] std::string file() const;
    /// What a network of these weights answers, in plain double loops.
    [[nodiscard]] std::vector<double> scores(const std::vector<int>& ids) const;
};

[[nodiscard]] TinyModel make_tiny_model(bool int8);

/// A branch that is the model's own last layer again with its head of intents, called insult,
/// blame, dismiss, threaten and sorry: so its scores are those of `intent`. Heard likely from 0,
/// sure from 1 on.
[[nodiscard]] TinyModel make_tiny_branch(const TinyModel& model);

/// A branch of two texts' length and more, its one layer in blocks of 4 bits with corrections, with
/// the first row of the head of intents, called breaks; and the same with the corrections added to
/// its weights, in 8 bits.
struct TinyKeeps {
    TinyModel corrected;
    TinyModel folded;
};
[[nodiscard]] TinyKeeps make_tiny_keeps(const TinyModel& model);

/// The layout of a model file: header and data as they are given.
[[nodiscard]] std::string safetensors(std::string_view header, std::string_view data);

/// A fastText model of a few made-up posts, with fast.json beside it.
void write_fast_model(const Folder& folder);

}  // namespace heed::understand::test
