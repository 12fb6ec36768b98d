#include "understand/branch.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include "understand/tensors.hpp"

namespace heed::understand {

namespace {

using simdjson::dom::object;

constexpr std::int64_t known_format = 1;
constexpr std::uint64_t tokens_bound = 512;

/// What the file says of itself.
struct About {
    std::string version;
    std::string encoder;
    std::uint64_t after = 0;
    std::uint64_t layers = 1;
    std::uint64_t rank = 0;
    std::uint64_t tokens_max = 0;  ///< 0: the encoder's, with its positions
    std::vector<BranchLabel> labels;
};

Status read_label(const object& from, About& about) {
    std::string_view name;
    double likely = 0;
    double sure = 0;
    if (from.at_key("name").get(name) != simdjson::SUCCESS ||
        from.at_key("likely").get(likely) != simdjson::SUCCESS ||
        from.at_key("sure").get(sure) != simdjson::SUCCESS)
        return fail(ErrorCode::invalid, "acts holds what has no name, likely and sure", "acts");
    if (likely > sure)
        return fail(ErrorCode::invalid, fmt::format("{} is sure before it is likely", name),
                    "acts");
    double perhaps = 0;
    if (from.at_key("perhaps").get(perhaps) != simdjson::SUCCESS) perhaps = likely;
    about.labels.push_back(
        {std::string(name),
         {static_cast<float>(perhaps), static_cast<float>(likely), static_cast<float>(sure)}});
    return {};
}

/// A number that need not be there; false when it is none, or too large.
bool read_size(const object& from, const char* name, std::uint64_t most, std::uint64_t& into) {
    const auto failed = from.at_key(name).get(into);
    return failed == simdjson::NO_SUCH_FIELD || (failed == simdjson::SUCCESS && into <= most);
}

Result<About> read_about(const std::string& metadata) {
    simdjson::dom::parser parser;
    object from;
    if (parser.parse(metadata).get(from) != simdjson::SUCCESS)
        return fail(ErrorCode::invalid, "its metadata \"heed\" is no JSON object");
    std::int64_t format = 0;
    if (from.at_key("format").get(format) != simdjson::SUCCESS || format != known_format)
        return fail(ErrorCode::invalid,
                    fmt::format("format is not {}, which this program reads", known_format),
                    "format");
    About about;
    std::string_view version;
    std::string_view encoder;
    simdjson::dom::array acts;
    if (from.at_key("version").get(version) != simdjson::SUCCESS ||
        from.at_key("encoder").get(encoder) != simdjson::SUCCESS ||
        from.at_key("after").get(about.after) != simdjson::SUCCESS ||
        from.at_key("acts").get(acts) != simdjson::SUCCESS)
        return fail(ErrorCode::invalid, "version, encoder, after or acts is missing");
    if (!read_size(from, "layers", branch_layers_max, about.layers) || about.layers == 0 ||
        !read_size(from, "rank", branch_rank_max, about.rank) ||
        !read_size(from, "max_tokens", tokens_bound, about.tokens_max))
        return fail(ErrorCode::invalid,
                    fmt::format("layers, rank or max_tokens is no number from 0 to {}, {} and {}",
                                branch_layers_max, branch_rank_max, tokens_bound));
    about.version = version;
    about.encoder = encoder;
    for (const auto each : acts) {
        object label;
        if (each.get(label) != simdjson::SUCCESS || about.labels.size() == branch_labels_max)
            return fail(ErrorCode::invalid,
                        fmt::format("acts is not a list of at most {} objects", branch_labels_max),
                        "acts");
        if (auto read = read_label(label, about); !read) return fail(read.error());
    }
    if (about.labels.empty()) return fail(ErrorCode::invalid, "acts is empty", "acts");
    return about;
}

Status check(const About& about, const EncoderShape& shape, const std::string& encoder_version) {
    if (about.encoder != encoder_version)
        return fail(ErrorCode::invalid,
                    fmt::format("it was made for encoder {}, and this one is {}", about.encoder,
                                encoder_version),
                    "encoder");
    if (about.after > shape.layers)
        return fail(
            ErrorCode::invalid,
            fmt::format("after is {}, and the encoder has {} layers", about.after, shape.layers),
            "after");
    return {};
}

}  // namespace

Result<LabelledBranch> read_branch(const std::filesystem::path& path, const EncoderShape& shape,
                                   const std::string& encoder_version) {
    auto file = ModelFile::open(path);
    if (!file) return fail(file.error());
    const auto wrong = [&path](const Error& error) {
        return fail(ErrorCode::invalid,
                    fmt::format("{} cannot be used: {}", path.string(), error.message));
    };
    auto about = read_about(file->metadata());
    if (!about) return wrong(about.error());
    if (auto fits = check(*about, shape, encoder_version); !fits) return wrong(fits.error());
    Tensors tensors(*file);
    Branch branch{.file = {},
                  .version = std::move(about->version),
                  .after = about->after,
                  .tokens_max = about->tokens_max > 0 ? about->tokens_max : shape.tokens_max,
                  .positions = {},
                  .layers = {},
                  .head = {}};
    if (about->tokens_max > 0)
        branch.positions = tensors.floats("embeddings.position", {branch.tokens_max, shape.hidden});
    for (std::size_t n = 0; n < about->layers && tensors.ok(); ++n)
        if (auto layer = read_layer(tensors, n, shape, about->rank))
            branch.layers.push_back(std::move(*layer));
    const auto labels = about->labels.size();
    branch.head = {tensors.floats("head.weight", {labels, shape.hidden}),
                   tensors.floats("head.bias", {labels})};
    if (!tensors.ok()) return wrong(tensors.error());
    branch.file = std::move(*file);
    return LabelledBranch{std::move(branch), std::move(about->labels)};
}

}  // namespace heed::understand
