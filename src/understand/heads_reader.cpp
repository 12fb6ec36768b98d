#include "understand/heads_reader.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>

#include "base/text.hpp"

namespace heed::understand {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr int known_format = 1;

tl::unexpected<Error> wrong(std::string_view where, std::string_view what) {
    return fail(ErrorCode::invalid, fmt::format("{} {}", where, what), std::string(where));
}

/// Numbers by label: one for all, a list, or `absent`.
Result<std::vector<double>> numbers(const object& from, const char* name, const std::string& where,
                                    std::size_t count, double absent) {
    element value;
    if (from.at_key(name).get(value) != simdjson::SUCCESS) return std::vector(count, absent);
    double one = 0;
    if (value.get(one) == simdjson::SUCCESS) return std::vector(count, one);
    simdjson::dom::array list;
    std::vector<double> read;
    if (value.get(list) == simdjson::SUCCESS) {
        for (const auto each : list) {
            if (each.get(one) == simdjson::SUCCESS) read.push_back(one);
        }
    }
    if (read.size() != count)
        return wrong(fmt::format("{}.{}", where, name),
                     fmt::format("is not {} numbers, one a label", count));
    return read;
}

Result<std::vector<std::string>> texts(const object& from, const char* name,
                                       const std::string& where, std::size_t most) {
    simdjson::dom::array list;
    std::vector<std::string> read;
    if (from.at_key(name).get(list) != simdjson::SUCCESS)
        return wrong(fmt::format("{}.{}", where, name), "is missing, expected a list");
    for (const auto each : list) {
        std::string_view text;
        if (each.get(text) != simdjson::SUCCESS || read.size() == most)
            return wrong(fmt::format("{}.{}", where, name),
                         fmt::format("is not a list of at most {} strings", most));
        read.emplace_back(text);
    }
    return read;
}

Result<Head> read_head(std::string_view name, const object& from) {
    const auto where = fmt::format("heads.{}", cut_utf8(name, 40));
    Head head;
    head.name = name;
    auto labels = texts(from, "labels", where, Heads::labels_max);
    if (!labels) return fail(labels.error());
    if (labels->empty()) return wrong(where, "has no labels");
    head.labels = std::move(*labels);
    std::string_view kind;
    if (from.at_key("kind").get(kind) != simdjson::SUCCESS ||
        (kind != "softmax" && kind != "sigmoid"))
        return wrong(where + ".kind", "is not \"softmax\" or \"sigmoid\"");
    head.one_of = kind == "softmax";
    const auto count = head.labels.size();
    auto temperature = numbers(from, "temperature", where, count, 1);
    if (!temperature) return fail(temperature.error());
    auto bias = numbers(from, "bias", where, count, 0);
    if (!bias) return fail(bias.error());
    auto threshold = numbers(from, "thresholds", where, count, 0.5);
    if (!threshold) return fail(threshold.error());
    for (const double each : *temperature) {
        if (!(each > 0)) return wrong(where + ".temperature", "is not above 0");
    }
    head.temperature = std::move(*temperature);
    head.bias = std::move(*bias);
    head.threshold = std::move(*threshold);
    return head;
}

Status read_all_heads(const object& from, HeadsFile& file) {
    object heads;
    if (from.at_key("heads").get(heads) != simdjson::SUCCESS)
        return wrong("heads", "is missing, expected an object");
    std::size_t labels = 0;
    for (const auto& [name, value] : heads) {
        object entry;
        if (value.get(entry) != simdjson::SUCCESS) return wrong("heads", "holds what is no object");
        auto head = read_head(name, entry);
        if (!head) return fail(head.error());
        head->first = labels;
        labels += head->labels.size();
        if (labels > Heads::labels_max)
            return wrong("heads", fmt::format("has more than {} labels", Heads::labels_max));
        file.heads.push_back(std::move(*head));
    }
    return {};
}

Status read_doubt(const object& from, HeadsFile& file) {
    object unsure;
    if (from.at_key("unsure").get(unsure) != simdjson::SUCCESS) return {};
    if (unsure.at_key("threshold").get(file.doubt.most) != simdjson::SUCCESS)
        return wrong("unsure.threshold", "is missing, expected a number");
    object weights;
    if (unsure.at_key("weights").get(weights) != simdjson::SUCCESS)
        return wrong("unsure.weights", "is missing, expected an object");
    for (const auto& [name, value] : weights) {
        double weight = 0;
        if (value.get(weight) != simdjson::SUCCESS) return wrong("unsure.weights", "is no number");
        file.doubt.weights.emplace(name, weight);
    }
    std::string_view measure = "certainty";
    if (unsure.at_key("measure").error() == simdjson::SUCCESS &&
        (unsure.at_key("measure").get(measure) != simdjson::SUCCESS ||
         (measure != "certainty" && measure != "entropy")))
        return wrong("unsure.measure", "is not \"certainty\" or \"entropy\"");
    file.doubt.by_entropy = measure == "entropy";
    if (unsure.at_key("clash").error() == simdjson::SUCCESS &&
        unsure.at_key("clash").get(file.doubt.clash) != simdjson::SUCCESS)
        return wrong("unsure.clash", "is no number");
    return {};
}

}  // namespace

Result<HeadsFile> read_heads(std::string_view json) {
    simdjson::dom::parser parser;
    object from;
    if (parser.parse(json.data(), json.size()).get(from) != simdjson::SUCCESS)
        return wrong("the model's description", "is no JSON object");
    std::int64_t format = 0;
    if (from.at_key("format").get(format) != simdjson::SUCCESS || format != known_format)
        return wrong("format", fmt::format("is not {}, which this program reads", known_format));
    std::string_view text;
    if (from.at_key("prepare").get(text) != simdjson::SUCCESS || text != "heed-1")
        return wrong("prepare", "is not \"heed-1\", which this program does");
    HeadsFile file;
    if (from.at_key("version").get(text) == simdjson::SUCCESS) file.version = text;
    if (const auto read = read_all_heads(from, file); !read) return fail(read.error());
    if (const auto read = read_doubt(from, file); !read) return fail(read.error());
    double similarity = 0;
    if (from.at_key("same_matter").get(similarity) == simdjson::SUCCESS)
        file.same_matter = similarity;
    if (from.at_key("languages").error() == simdjson::SUCCESS) {
        auto languages = texts(from, "languages", "", Heads::labels_max);
        if (!languages) return fail(languages.error());
        file.languages = std::move(*languages);
    }
    return file;
}

}  // namespace heed::understand
