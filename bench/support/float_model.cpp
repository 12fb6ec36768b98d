#include "support/float_model.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace heed::bench {

namespace {

using simdjson::dom::element;

constexpr std::size_t length_bytes = 8;

std::string read_all(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error(path + " cannot be read");
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string_view data_of(const element& entry, std::string_view data) {
    const auto begin = entry["data_offsets"].at(0).get_uint64().value();
    const auto end = entry["data_offsets"].at(1).get_uint64().value();
    return data.substr(begin, end - begin);
}

/// The name without ".weight", under which its scales lie.
std::string stem_of(std::string name) {
    constexpr std::string_view ending = ".weight";
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
    return name;
}

std::string floats_of(std::string_view int8s, std::string_view scales) {
    const auto rows = scales.size() / sizeof(float);
    const auto width = int8s.size() / rows;
    std::string out(int8s.size() * sizeof(float), '\0');
    for (std::size_t i = 0; i < int8s.size(); ++i) {
        float scale = 0;
        std::memcpy(&scale, scales.data() + i / width * sizeof scale, sizeof scale);
        const float value = static_cast<float>(static_cast<signed char>(int8s[i])) * scale;
        std::memcpy(out.data() + i * sizeof value, &value, sizeof value);
    }
    return out;
}

}  // namespace

void write_float_model(const std::string& from, const std::string& to) {
    const auto all = read_all(from);
    std::uint64_t length = 0;
    std::memcpy(&length, all.data(), length_bytes);
    simdjson::dom::parser parser;
    simdjson::dom::object header;
    if (parser.parse(all.data() + length_bytes, length).get(header) != simdjson::SUCCESS)
        throw std::runtime_error(from + " has no header");
    const auto data = std::string_view(all).substr(length_bytes + length);
    std::string entries;
    std::string out;
    for (const auto& [name, entry] : header) {
        const std::string key(name);
        if (key == "__metadata__") {
            entries += fmt::format("\"{}\":{}", key, simdjson::minify(entry));
            continue;
        }
        if (key.ends_with(".scale")) continue;
        const auto bytes = data_of(entry, data);
        const bool int8 = entry["dtype"].get_string().value() == "I8";
        const element scale = header[int8 ? stem_of(key) + ".scale" : key].value();
        const auto begin = out.size();
        out += int8 ? floats_of(bytes, data_of(scale, data)) : std::string(bytes);
        const auto end = out.size();
        while (out.size() % sizeof(float) != 0)
            out += '\0';
        entries += fmt::format(R"({}"{}":{{"dtype":"{}","shape":{},"data_offsets":[{},{}]}})",
                               entries.empty() ? "" : ",", key,
                               int8 ? "F32" : entry["dtype"].get_string().value(),
                               simdjson::minify(entry["shape"].value()), begin, end);
    }
    std::string head = "{" + entries + "}";
    while ((head.size() + length_bytes) % 64 != 0)
        head += ' ';
    length = head.size();
    std::ofstream file(to, std::ios::binary);
    file.write(reinterpret_cast<const char*>(&length), length_bytes);
    file << head << out;
    if (!file) throw std::runtime_error(to + " cannot be written");
}

}  // namespace heed::bench
