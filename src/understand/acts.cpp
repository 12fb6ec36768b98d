#include "understand/acts.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include "understand/tensors.hpp"

namespace heed::understand {

namespace {

using simdjson::dom::object;

constexpr std::int64_t known_format = 1;

/// What the file says of itself.
struct About {
    std::string version;
    std::string encoder;
    std::uint64_t after = 0;
    ActThresholds thresholds;
};

Status read_act(const object& from, About& about) {
    std::string_view name;
    double likely = 0;
    double sure = 0;
    if (from.at_key("name").get(name) != simdjson::SUCCESS ||
        from.at_key("likely").get(likely) != simdjson::SUCCESS ||
        from.at_key("sure").get(sure) != simdjson::SUCCESS)
        return fail(ErrorCode::invalid, "acts holds what has no name, likely and sure", "acts");
    const auto act = speech_act(name);
    if (!act)
        return fail(ErrorCode::invalid, fmt::format("acts names {:?}, which is none", name),
                    "acts");
    if (likely > sure)
        return fail(ErrorCode::invalid, fmt::format("{} is sure before it is likely", name),
                    "acts");
    about.thresholds.acts.push_back(*act);
    about.thresholds.from.push_back({static_cast<float>(likely), static_cast<float>(sure)});
    return {};
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
    about.version = version;
    about.encoder = encoder;
    for (const auto each : acts) {
        object act;
        if (each.get(act) != simdjson::SUCCESS || about.thresholds.acts.size() == speech_acts)
            return fail(ErrorCode::invalid,
                        fmt::format("acts is not a list of at most {} objects", speech_acts),
                        "acts");
        if (auto read = read_act(act, about); !read) return fail(read.error());
    }
    if (about.thresholds.acts.empty()) return fail(ErrorCode::invalid, "acts is empty", "acts");
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

HeardActs ActThresholds::heard(std::span<const float> scores) const {
    HeardActs heard{};
    for (std::size_t row = 0; row < acts.size(); ++row) {
        auto& act = heard[static_cast<std::size_t>(acts[row])];
        if (scores[row] >= from[row].likely) act = Heard::likely;
        if (scores[row] >= from[row].sure) act = Heard::sure;
    }
    return heard;
}

Result<ActBranch> read_acts(const std::filesystem::path& path, const EncoderShape& shape,
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
    auto layer = read_layer(tensors, 0, shape);
    const auto acts = about->thresholds.acts.size();
    const HeadWeights head{tensors.floats("head.weight", {acts, shape.hidden}),
                           tensors.floats("head.bias", {acts})};
    if (!layer || !tensors.ok()) return wrong(tensors.error());
    return ActBranch{.file = std::move(*file),
                     .version = std::move(about->version),
                     .after = about->after,
                     .layer = std::move(*layer),
                     .head = head,
                     .thresholds = std::move(about->thresholds)};
}

}  // namespace heed::understand
