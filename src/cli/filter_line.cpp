#include "cli/filter_line.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "channels/replay/repair.hpp"

namespace heed::cli {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t depth_max = 32;

std::string_view trim_line(std::string_view line) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = line.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return line.substr(first, line.find_last_not_of(blanks) - first + 1);
}

std::string_view kind_of(const element& value) {
    if (value.is_array()) return "an array";
    if (value.is_object()) return "an object";
    if (value.is_string()) return "a string";
    if (value.is_bool()) return "true or false";
    if (value.is_null()) return "null";
    return "a number";
}

tl::unexpected<Error> wrong(std::size_t number, std::string_view field, std::string_view what) {
    return fail(ErrorCode::invalid, fmt::format("line {}: {} {}", number, field, what),
                std::string(field));
}

/// A field that another program may have left out or filled with something else.
void take_text(const object& from, std::string_view name, std::string& into) {
    std::string_view text;
    std::int64_t number = 0;
    into.clear();
    const auto found = from.at_key(name);
    if (found.get(text) == simdjson::SUCCESS) {
        into = text;
    } else if (found.get(number) == simdjson::SUCCESS) {
        into = std::to_string(number);
    }
}

Status take_fields(const object& from, std::size_t number, FilterLine& into) {
    element text;
    if (from.at_key("text").get(text) != simdjson::SUCCESS)
        return wrong(number, "$.text", "is missing, expected a string");
    std::string_view found;
    if (text.get(found) != simdjson::SUCCESS)
        return wrong(number, "$.text", fmt::format("is {}, expected a string", kind_of(text)));
    into.text = found;
    take_text(from, "language", into.language);
    into.author_id.clear();
    into.handle.clear();
    object author;
    if (from.at_key("author").get(author) != simdjson::SUCCESS) return {};
    take_text(author, "id", into.author_id);
    take_text(author, "handle", into.handle);
    return {};
}

std::string shown(std::string_view text) {
    return preview_of(clean_utf8(text), 60);
}

}  // namespace

struct FilterReader::Parser {
    simdjson::dom::parser json{filter_line_bytes_max + simdjson::SIMDJSON_PADDING};
};

FilterReader::FilterReader() : parser_(std::make_unique<Parser>()) {}
FilterReader::~FilterReader() = default;

struct FilterReader::Parsed {
    object value;
};

Status FilterReader::read(std::string_view line, std::size_t number, FilterLine& into) {
    Parsed parsed;
    if (auto done = parse(line, number, into, parsed); !done) return done;
    return take_fields(parsed.value, number, into);
}

Status FilterReader::read_any(std::string_view line, std::size_t number, FilterLine& into) {
    Parsed parsed;
    return parse(line, number, into, parsed);
}

Status FilterReader::parse(std::string_view line, std::size_t number, FilterLine& into,
                           Parsed& parsed) {
    if (line.size() > filter_line_bytes_max)
        return wrong(number, "$", fmt::format("has more than {} bytes", filter_line_bytes_max));
    line = trim_line(line);
    into.number = number;
    into.object = line;
    into.value.clear();
    into.passes = true;
    into.trouble.reset();
    auto& json = parser_->json;
    if (json.max_depth() != depth_max &&
        json.allocate(filter_line_bytes_max, depth_max) != simdjson::SUCCESS)
        return wrong(number, "$", "finds no memory");
    element root;
    auto code = json.parse(line.data(), line.size()).get(root);
    // Tools that cut text in UTF-16 leave halves of characters behind.
    if (code == simdjson::STRING_ERROR)
        code = json.parse(channels::without_lone_surrogates(line)).get(root);
    if (code == simdjson::UTF8_ERROR) return wrong(number, "$", "is not UTF-8");
    if (code == simdjson::DEPTH_ERROR)
        return wrong(number, "$", fmt::format("is nested deeper than {} levels", depth_max));
    if (code)
        return wrong(number, "$", fmt::format("is not JSON, expected an object: {}", shown(line)));
    if (root.get(parsed.value) != simdjson::SUCCESS)
        return wrong(number, "$", fmt::format("is {}, expected an object", kind_of(root)));
    return {};
}

std::string quoted_json(std::string_view text) {
    std::string clean;
    if (!is_valid_utf8(text)) text = clean = clean_utf8(text);
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    return out += '"';
}

std::string error_line(std::size_t number, const Error& error) {
    return fmt::format(R"({{"error":{{"line":{},"field":{},"message":{}}}}})", number,
                       quoted_json(error.field), quoted_json(error.message));
}

namespace {

/// The object's fields as they stand in it, without those of one name.
Result<std::string> fields_without(std::string_view object, std::string_view name) {
    simdjson::ondemand::parser parser;
    const simdjson::padded_string padded(object);
    simdjson::ondemand::document document;
    simdjson::ondemand::object fields;
    if (parser.iterate(padded).get(document) || document.get_object().get(fields))
        return fail(ErrorCode::invalid, "no object");
    std::string kept;
    for (auto field : fields) {
        std::string_view key;
        simdjson::ondemand::value value;
        std::string_view raw;
        if (field.unescaped_key().get(key) || std::move(field).value().get(value) ||
            simdjson::to_json_string(value).get(raw))
            return fail(ErrorCode::invalid, "no object");
        if (key == name) continue;
        kept += fmt::format("{}{}:{}", kept.empty() ? "" : ",", quoted_json(key), trim_line(raw));
    }
    return kept;
}

}  // namespace

std::string with_field(std::string_view object, std::string_view name, std::string_view value) {
    // Most lines do not hold the name at all, and then need not be taken apart.
    const auto body = trim_line(object.substr(1, object.size() - 2));
    if (object.find(fmt::format("\"{}\"", name)) == std::string_view::npos)
        return fmt::format("{{{}{}\"{}\":{}}}", body, body.empty() ? "" : ",", name, value);
    const auto kept = fields_without(object, name);
    if (!kept) return std::string(object);
    return fmt::format("{{{}{}\"{}\":{}}}", *kept, kept->empty() ? "" : ",", name, value);
}

}  // namespace heed::cli
