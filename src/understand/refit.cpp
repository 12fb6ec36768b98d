#include "understand/refit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>

#include "understand/vector_math.hpp"

namespace heed::understand {

namespace {

using simdjson::SUCCESS;
using simdjson::dom::object;

constexpr std::int64_t known_format = 1;

tl::unexpected<Error> wrong(const std::string& what) {
    return fail(ErrorCode::invalid, "what this desk was taught " + what);
}

Result<std::vector<float>> read_numbers(const object& from, const char* name, std::size_t most) {
    simdjson::dom::array list;
    std::vector<float> numbers;
    if (from.at_key(name).get(list) != SUCCESS) return wrong(fmt::format("has no {}", name));
    for (const auto each : list) {
        double number = 0;
        if (each.get(number) != SUCCESS || numbers.size() == most)
            return wrong(fmt::format("has {} that are too many or no numbers", name));
        numbers.push_back(static_cast<float>(number));
    }
    return numbers;
}

Result<HeadRefit> read_head(const object& from) {
    HeadRefit head;
    if (from.at_key("scale").get(head.scale) != SUCCESS || !(head.scale > 0))
        return wrong("has no scale above 0");
    auto bias = read_numbers(from, "bias", Heads::labels_max);
    if (!bias) return fail(bias.error());
    auto weights = read_numbers(from, "weights", bias->size() * Refit::width_max);
    if (!weights) return fail(weights.error());
    if (bias->empty() || weights->size() % bias->size() != 0)
        return wrong("has rows of unlike length");
    head.bias = std::move(*bias);
    head.weights = std::move(*weights);
    return head;
}

}  // namespace

Result<Refit> Refit::read(std::string_view json) {
    simdjson::dom::parser parser;
    object from;
    object heads;
    std::int64_t format = 0;
    std::string_view model;
    std::string_view version;
    if (parser.parse(json.data(), json.size()).get(from) != SUCCESS)
        return wrong("is no JSON object");
    if (from.at_key("format").get(format) != SUCCESS || format != known_format)
        return wrong("is of another format than this program reads");
    if (from.at_key("model").get(model) != SUCCESS ||
        from.at_key("version").get(version) != SUCCESS ||
        from.at_key("heads").get(heads) != SUCCESS)
        return wrong("lacks its model, its version or its heads");
    Refit refit{std::string(model), std::string(version), {}};
    for (const auto& [name, value] : heads) {
        object entry;
        if (value.get(entry) != SUCCESS) return wrong("has a head that is no object");
        auto head = read_head(entry);
        if (!head) return fail(head.error());
        refit.heads_.emplace(name, std::move(*head));
    }
    return refit;
}

std::string Refit::write() const {
    std::vector<std::string> heads;
    for (const auto& [name, head] : heads_)
        heads.push_back(fmt::format(R"("{}":{{"scale":{:.6g},"bias":[{:.6g}],"weights":[{:.6g}]}})",
                                    name, head.scale, fmt::join(head.bias, ","),
                                    fmt::join(head.weights, ",")));
    return fmt::format(R"({{"format":{},"model":"{}","version":"{}","heads":{{{}}}}})",
                       known_format, model_, version_, fmt::join(heads, ","));
}

Status Refit::check(const Heads& heads, std::size_t width) const {
    if (model_ != heads.version())
        return wrong(fmt::format("was taught to the model {}, not to {}: run heed train again",
                                 model_, heads.version()));
    for (const auto& [name, refit] : heads_) {
        const auto* head = heads.find(name);
        if (head == nullptr || refit.bias.size() != head->labels.size() ||
            refit.weights.size() != head->labels.size() * width)
            return wrong("does not fit the model");
    }
    return {};
}

void Refit::apply(const Heads& heads, std::span<const float> vector,
                  std::span<float> scores) const {
    for (const auto& [name, refit] : heads_) {
        const auto first = heads.find(name)->first;
        for (std::size_t label = 0; label < refit.bias.size(); ++label) {
            auto& score = scores[first + label];
            score = score * static_cast<float>(refit.scale) + refit.bias[label] +
                    dot(refit.weights.data() + label * vector.size(), vector.data(), vector.size());
        }
    }
}

}  // namespace heed::understand
