#include "understand/acts.hpp"

#include <fmt/format.h>

namespace heed::understand {

namespace {

/// The one thing that the other branch is asked.
constexpr std::string_view breaks_label = "breaks";

Heard heard_at(float score, const Thresholds& from) {
    if (score >= from.sure) return Heard::sure;
    if (score >= from.likely) return Heard::likely;
    return score >= from.perhaps ? Heard::perhaps : Heard::no;
}

}  // namespace

HeardActs ActThresholds::heard(std::span<const float> scores) const {
    HeardActs heard{};
    heard.fill(Heard::perhaps);  // what the file does not name nobody heard, nor heard missing
    for (std::size_t row = 0; row < acts.size(); ++row) {
        auto& act = heard[static_cast<std::size_t>(acts[row])];
        act = heard_at(scores[row], from[row]);
    }
    return heard;
}

Heard KeepsBranch::heard(std::span<const float> scores) const {
    return heard_at(scores.front(), breaks.from);
}

Result<ActBranch> read_acts(const std::filesystem::path& path, const EncoderShape& shape,
                            const std::string& encoder_version) {
    auto read = read_branch(path, shape, encoder_version);
    if (!read) return fail(read.error());
    ActThresholds thresholds;
    for (const auto& label : read->labels) {
        const auto act = speech_act(label.name);
        if (!act || thresholds.acts.size() == speech_acts)
            return fail(ErrorCode::invalid,
                        fmt::format("{} cannot be used: acts names {:?}, which is none",
                                    path.string(), label.name),
                        "acts");
        thresholds.acts.push_back(*act);
        thresholds.from.push_back(label.from);
    }
    return ActBranch{std::move(read->branch), std::move(thresholds)};
}

Result<KeepsBranch> read_keeps(const std::filesystem::path& path, const EncoderShape& shape,
                               const std::string& encoder_version) {
    auto read = read_branch(path, shape, encoder_version);
    if (!read) return fail(read.error());
    if (read->labels.size() != 1 || read->labels.front().name != breaks_label)
        return fail(
            ErrorCode::invalid,
            fmt::format("{} cannot be used: acts is not {:?} alone", path.string(), breaks_label),
            "acts");
    return KeepsBranch{std::move(read->branch), std::move(read->labels.front())};
}

}  // namespace heed::understand
