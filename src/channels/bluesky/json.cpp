#include "channels/bluesky/json.hpp"

#include <boost/json.hpp>

#include "base/text.hpp"

namespace heed::channels::bluesky {

namespace json = boost::json;

Result<json::value> parse_json(std::string_view text) {
    json::parse_options options;
    options.max_depth = json_depth_max;
    json::error_code problem;
    auto value = json::parse({text.data(), text.size()}, problem, {}, options);
    if (problem) return fail(ErrorCode::unavailable, "the server did not answer in JSON");
    return value;
}

const json::value* find(const json::value& value, Path path) {
    const json::value* at = &value;
    for (const auto name : path) {
        const json::object* object = at->if_object();
        if (object == nullptr) return nullptr;
        at = object->if_contains({name.data(), name.size()});
        if (at == nullptr) return nullptr;
    }
    return at;
}

std::string read_text(const json::value& value, Path path) {
    const json::value* found = find(value, path);
    const json::string* text = found != nullptr ? found->if_string() : nullptr;
    if (text == nullptr) return {};
    return clean_utf8({text->data(), text->size()});
}

long long read_number(const json::value& value, Path path, long long fallback) {
    const json::value* found = find(value, path);
    if (found == nullptr) return fallback;
    json::error_code problem;
    const auto number = found->to_number<long long>(problem);
    return problem ? fallback : number;
}

bool read_flag(const json::value& value, Path path) {
    const json::value* found = find(value, path);
    const bool* flag = found != nullptr ? found->if_bool() : nullptr;
    return flag != nullptr && *flag;
}

const json::array& read_list(const json::value& value, Path path) {
    static const json::array empty;
    const json::value* found = find(value, path);
    const json::array* list = found != nullptr ? found->if_array() : nullptr;
    return list != nullptr ? *list : empty;
}

}  // namespace heed::channels::bluesky
