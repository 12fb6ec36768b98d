#include "store/media_json.hpp"

#include <simdjson.h>
#include <sodium.h>

#include "store/sql.hpp"

namespace heed::store {

std::string media_to_json(const std::vector<Media>& media) {
    if (media.empty()) return "[]";
    Rows rows;
    for (const auto& item : media) {
        rows.add(item.url, item.mime, item.alt, item.width, item.height);
    }
    return rows.take();
}

std::vector<Media> media_from_json(std::string_view text) {
    std::vector<Media> media;
    if (text.empty() || text == "[]") return media;
    simdjson::dom::parser parser;
    simdjson::dom::array rows;
    if (parser.parse(text.data(), text.size()).get(rows) != simdjson::SUCCESS) return media;
    for (const auto row : rows) {
        Media item;
        std::string_view url;
        std::string_view mime;
        std::string_view alt;
        int64_t width = 0;
        int64_t height = 0;
        if (row.at(0).get(url) != simdjson::SUCCESS) continue;
        if (row.at(1).get(mime) != simdjson::SUCCESS) continue;
        if (row.at(2).get(alt) != simdjson::SUCCESS) continue;
        if (row.at(3).get(width) != simdjson::SUCCESS) continue;
        if (row.at(4).get(height) != simdjson::SUCCESS) continue;
        media.push_back({std::string(url), std::string(mime), std::string(alt),
                         static_cast<int>(width), static_cast<int>(height)});
    }
    return media;
}

std::string to_base64(std::string_view bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(),
                      reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.resize(text.size() - 1);  // without the NUL
    return text;
}

std::string from_base64(std::string_view text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t length = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &length, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0) {
        return {};
    }
    bytes.resize(length);
    return bytes;
}

std::string ids_to_text(const std::vector<MediaId>& ids) {
    std::string text;
    for (const auto id : ids) {
        if (!text.empty()) text.push_back(' ');
        text += to_string(id);
    }
    return text;
}

std::vector<MediaId> ids_from_text(std::string_view text) {
    std::vector<MediaId> ids;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (const auto id = parse_id(text.substr(0, end))) ids.push_back(MediaId{*id});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return ids;
}

}  // namespace heed::store
