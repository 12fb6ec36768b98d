#include "understand/fast_layer.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "base/secret.hpp"
#include "understand/model_file.hpp"

namespace heed::understand {

namespace {

using simdjson::dom::object;

struct NamedFile {
    std::string name;
    std::uint64_t bytes = 0;
    std::string hash;
};

tl::unexpected<Error> wrong(const std::filesystem::path& path, std::string_view what) {
    return fail(ErrorCode::invalid, fmt::format("{} {}", path.string(), what));
}

/// A name without a folder: the files lie beside fast.json.
bool is_plain_name(std::string_view name) {
    return !name.empty() && name.find('/') == std::string_view::npos && name.front() != '.';
}

Result<std::vector<NamedFile>> files_of(const std::filesystem::path& path, std::string_view json) {
    simdjson::dom::parser parser;
    simdjson::dom::array list;
    if (parser.parse(json.data(), json.size())["files"].get(list) != simdjson::SUCCESS)
        return wrong(path, "names no files");
    std::vector<NamedFile> files;
    for (const auto each : list) {
        NamedFile file;
        std::string_view name;
        std::string_view hash;
        if (each["name"].get(name) != simdjson::SUCCESS || !is_plain_name(name) ||
            each["bytes"].get(file.bytes) != simdjson::SUCCESS ||
            each["blake2b"].get(hash) != simdjson::SUCCESS)
            return wrong(path, "has a file without name, bytes and blake2b");
        file.name = name;
        file.hash = hash;
        files.push_back(std::move(file));
    }
    if (files.empty() || files.size() > FastLayer::files_max)
        return wrong(path, fmt::format("does not name 1 to {} files", FastLayer::files_max));
    return files;
}

/// The library trusts what it reads, so that only exactly the expected bytes may reach it.
Result<FastModel> read_model(const std::filesystem::path& folder, const NamedFile& file,
                             const Heads& heads) {
    const auto path = folder / file.name;
    const auto mapped = map_file(path);
    if (!mapped) return fail(mapped.error());
    if (mapped->bytes.size() != file.bytes || mapped->bytes.size() > FastLayer::file_bytes_max ||
        hash_token(mapped->bytes) != file.hash)
        return wrong(path, "is damaged: it is not the file that fast.json describes");
    auto model = FastModel::read(mapped->bytes, heads);
    if (!model) return wrong(path, model.error().message);
    return model;
}

}  // namespace

Result<FastLayer> FastLayer::open(const std::filesystem::path& folder) {
    const auto path = folder / "fast.json";
    const auto description = map_file(path);
    if (!description) return fail(description.error());
    auto heads = Heads::read(description->bytes);
    if (!heads) return wrong(path, fmt::format("cannot be used: {}", heads.error().message));
    const auto files = files_of(path, description->bytes);
    if (!files) return fail(files.error());
    FastLayer layer(std::move(*heads));
    for (const auto& file : *files) {
        auto model = read_model(folder, file, layer.heads_);
        if (!model) return fail(model.error());
        layer.models_.push_back(std::move(*model));
    }
    return layer;
}

FastOpinion FastLayer::score(std::span<const FastWord> words) const {
    FastOpinion opinion;
    // What training saw too seldom to learn is never said.
    constexpr float never = -30;
    opinion.scores.assign(heads_.label_count(), never);
    for (const auto& model : models_) {
        opinion.sums.push_back(model.sums(words));
        model.score(opinion.sums.back(), opinion.scores);
    }
    return opinion;
}

void FastLayer::score_without(const FastOpinion& opinion, std::size_t word, std::size_t first,
                              std::span<float> scores) const {
    std::copy_n(opinion.scores.begin() + static_cast<std::ptrdiff_t>(first), scores.size(),
                scores.begin());
    for (std::size_t i = 0; i < models_.size(); ++i)
        models_[i].score_without(opinion.sums[i], word, first, scores);
}

std::vector<float> FastLayer::vector_of(const FastOpinion& opinion) {
    std::vector<float> vector;
    for (const auto& sums : opinion.sums)
        vector.insert(vector.end(), sums.whole.begin(), sums.whole.end());
    return vector;
}

}  // namespace heed::understand
