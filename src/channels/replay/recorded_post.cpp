#include "channels/replay/recorded_post.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <optional>
#include <span>

#include "channels/replay/repair.hpp"

namespace heed::channels {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

constexpr std::size_t shown_value_bytes_max = 60;

std::string_view kind_of(const element& value) {
    switch (value.type()) {
        case element_type::ARRAY:
            return "an array";
        case element_type::OBJECT:
            return "an object";
        case element_type::STRING:
            return "a string";
        case element_type::BOOL:
            return "true or false";
        case element_type::NULL_VALUE:
            return "null";
        case element_type::DOUBLE:
            return "a fraction";
        case element_type::INT64:
        case element_type::UINT64:
            return "a number";
    }
    return "something else";
}

/// One line's place and its way to complain.
class Line {
public:
    explicit Line(std::size_t number) : number_(number) {}

    [[nodiscard]] tl::unexpected<Error> wrong(const std::string& path, std::string_view found,
                                              std::string_view expected,
                                              ErrorCode code = ErrorCode::invalid) const {
        return fail(code,
                    fmt::format("line {}: {} is {}, expected {}", number_, path, found, expected),
                    path);
    }
    [[nodiscard]] tl::unexpected<Error> broken(std::string_view what,
                                               ErrorCode code = ErrorCode::invalid) const {
        return fail(code, fmt::format("line {}: {}", number_, what),
                    fmt::format("line {}", number_));
    }
    [[nodiscard]] tl::unexpected<Error> twice(const std::string& path) const {
        return fail(ErrorCode::invalid,
                    fmt::format("line {}: {} appears twice, expected once", number_, path), path);
    }

private:
    std::size_t number_;
};

/// The known fields of one object, found in a single pass that also notices repeated ones.
/// A field that is null counts as absent.
class Fields {
public:
    static Result<Fields> read(const object& from, std::string path,
                               std::span<const std::string_view> names, const Line& line) {
        Fields fields{std::move(path), names, line};
        for (const auto& field : from) {
            const auto index = fields.index_of(field.key);
            if (!index) continue;
            if (fields.seen_[*index]) return line.twice(fields.path_of(field.key));
            fields.seen_[*index] = field.value;
        }
        return fields;
    }

    [[nodiscard]] std::optional<element> find(std::string_view name) const {
        const auto& found = seen_[*index_of(name)];
        if (!found || found->is_null()) return std::nullopt;
        return found;
    }
    [[nodiscard]] std::string path_of(std::string_view name) const {
        return fmt::format("{}.{}", path_, name);
    }
    [[nodiscard]] const Line& line() const { return *line_; }

    /// A string; empty when absent.
    [[nodiscard]] Result<std::string> text(std::string_view name) const {
        const auto value = find(name);
        if (!value) return std::string{};
        std::string_view found;
        if (value->get(found) != simdjson::SUCCESS)
            return line_->wrong(path_of(name), kind_of(*value), "a string");
        return without_nul(found);
    }

    /// A string within `bytes_max`; refused when longer, because a shortened id is another id.
    [[nodiscard]] Result<std::string> id(std::string_view name, std::size_t bytes_max) const {
        const auto value = find(name);
        if (!value) return std::string{};
        std::string read;
        if (value->is_int64()) {
            read = std::to_string(value->get_int64().value_unsafe());
        } else if (value->is_uint64()) {
            read = std::to_string(value->get_uint64().value_unsafe());
        } else if (value->is_string()) {
            read = without_nul(value->get_string().value_unsafe());
        } else {
            return line_->wrong(path_of(name), kind_of(*value), "a string or an integer");
        }
        if (read.size() > bytes_max)
            return line_->wrong(path_of(name), fmt::format("{} bytes long", read.size()),
                                fmt::format("at most {}", bytes_max), ErrorCode::too_large);
        return read;
    }

    [[nodiscard]] Result<std::string> required_id(std::string_view name,
                                                  std::size_t bytes_max) const {
        auto read = id(name, bytes_max);
        if (read && read->empty())
            return line_->wrong(path_of(name), find(name) ? "empty" : "missing",
                                "a string or an integer");
        return read;
    }

    [[nodiscard]] Result<long long> number(std::string_view name, long long absent, long long least,
                                           long long most) const {
        const auto value = find(name);
        if (!value) return absent;
        std::int64_t read = 0;
        if (value->get(read) != simdjson::SUCCESS)
            return line_->wrong(path_of(name), kind_of(*value), "an integer");
        if (read < least || read > most)
            return line_->wrong(path_of(name), std::to_string(read),
                                fmt::format("{} to {}", least, most));
        return read;
    }

    [[nodiscard]] Result<bool> flag(std::string_view name, bool absent) const {
        const auto value = find(name);
        if (!value) return absent;
        bool read = false;
        if (value->get(read) != simdjson::SUCCESS)
            return line_->wrong(path_of(name), kind_of(*value), "true or false");
        return read;
    }

private:
    static constexpr std::size_t names_max = 16;

    Fields(std::string path, std::span<const std::string_view> names, const Line& line)
        : path_(std::move(path)), names_(names), line_(&line) {}

    [[nodiscard]] std::optional<std::size_t> index_of(std::string_view name) const {
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (names_[i] == name) return i;
        }
        return std::nullopt;
    }

    std::string path_;
    std::span<const std::string_view> names_;
    const Line* line_;
    std::array<std::optional<element>, names_max> seen_;
};

constexpr std::array<std::string_view, 13> post_names = {
    "id",  "time",  "author", "text", "in_reply_to", "thread_root", "language",
    "url", "media", "kind",   "own",  "addressed",   "context"};
constexpr std::array<std::string_view, 6> author_names = {"id",         "handle",      "name",
                                                          "avatar_url", "profile_url", "followers"};
constexpr std::array<std::string_view, 5> media_names = {"url", "mime", "alt", "width", "height"};

/// Puts a read field where it belongs, or its error where the caller returns it.
template <class T>
bool take(Result<T> read, T& into, std::optional<Error>& error) {
    if (read) {
        into = std::move(*read);
    } else if (!error) {
        error = std::move(read.error());
    }
    return !error;
}

Result<Time> read_time(const Fields& fields) {
    constexpr std::string_view expected = "RFC 3339 such as 2026-01-31T09:30:00Z";
    const auto value = fields.find("time");
    const std::string path = fields.path_of("time");
    if (!value) return fields.line().wrong(path, "missing", expected);
    std::string_view text;
    if (value->get(text) != simdjson::SUCCESS)
        return fields.line().wrong(path, kind_of(*value), expected);
    const auto time = parse_rfc3339(text);
    if (time) return *time;
    const std::string shown = cut_at_character(without_nul(text), shown_value_bytes_max);
    return fields.line().wrong(path, fmt::format("\"{}\"", shown), expected);
}

Result<RoomKind> read_kind(const Fields& fields) {
    auto kind = fields.text("kind");
    if (!kind) return fail(std::move(kind.error()));
    if (kind->empty() || *kind == "public") return RoomKind::public_;
    if (*kind == "direct") return RoomKind::direct;
    return fields.line().wrong(
        fields.path_of("kind"),
        fmt::format("\"{}\"", cut_at_character(*kind, shown_value_bytes_max)),
        "\"public\" or \"direct\"");
}

Result<Author> read_author(const Fields& post) {
    const auto value = post.find("author");
    if (!value) return post.line().wrong(post.path_of("author"), "missing", "an object with an id");
    object from;
    if (value->get(from) != simdjson::SUCCESS)
        return post.line().wrong(post.path_of("author"), kind_of(*value), "an object with an id");
    auto fields = Fields::read(from, post.path_of("author"), author_names, post.line());
    if (!fields) return fail(std::move(fields.error()));

    Author author;
    std::optional<Error> error;
    constexpr long long followers_max = 10'000'000'000;
    take(fields->required_id("id", app::author_field_bytes_max), author.remote_id, error);
    take(fields->text("handle"), author.handle, error);
    take(fields->text("name"), author.name, error);
    take(fields->text("avatar_url"), author.avatar_url, error);
    take(fields->text("profile_url"), author.profile_url, error);
    take(fields->number("followers", -1, -1, followers_max), author.followers, error);
    if (error) return fail(std::move(*error));
    if (author.handle.starts_with('@')) author.handle.erase(0, 1);
    author.handle = cut_at_character(author.handle, app::author_field_bytes_max);
    author.name = cut_at_character(author.name, app::author_field_bytes_max);
    return author;
}

Result<Media> read_medium(const element& value, const std::string& path, const Line& line) {
    object from;
    if (value.get(from) != simdjson::SUCCESS)
        return line.wrong(path, kind_of(value), "an object with a url");
    auto fields = Fields::read(from, path, media_names, line);
    if (!fields) return fail(std::move(fields.error()));

    Media medium;
    long long width = 0;
    long long height = 0;
    constexpr long long pixels_max = 1'000'000;
    std::optional<Error> error;
    take(fields->text("url"), medium.url, error);
    take(fields->text("mime"), medium.mime, error);
    take(fields->text("alt"), medium.alt, error);
    take(fields->number("width", 0, 0, pixels_max), width, error);
    take(fields->number("height", 0, 0, pixels_max), height, error);
    if (error) return fail(std::move(*error));
    if (medium.url.empty()) return line.wrong(path + ".url", "missing", "a string");
    medium.width = static_cast<int>(width);
    medium.height = static_cast<int>(height);
    return medium;
}

Result<std::vector<Media>> read_media(const Fields& fields) {
    const auto value = fields.find("media");
    std::vector<Media> media;
    if (!value) return media;
    const std::string path = fields.path_of("media");
    simdjson::dom::array from;
    if (value->get(from) != simdjson::SUCCESS)
        return fields.line().wrong(path, kind_of(*value), "an array");
    for (const element& each : from) {
        if (media.size() == app::post_media_max)
            return fields.line().wrong(path, "longer",
                                       fmt::format("at most {} entries", app::post_media_max),
                                       ErrorCode::too_large);
        auto medium = read_medium(each, fmt::format("{}[{}]", path, media.size()), fields.line());
        if (!medium) return fail(std::move(medium.error()));
        media.push_back(std::move(*medium));
    }
    return media;
}

Result<std::string> read_text(const Fields& fields) {
    if (!fields.find("text"))
        return fields.line().wrong(fields.path_of("text"), "missing", "a string");
    auto text = fields.text("text");
    if (text) *text = cut_at_character(*text, app::post_text_bytes_max);
    return text;
}

Result<app::IncomingPost> read_post(const Fields& fields) {
    app::IncomingPost post;
    std::optional<Error> error;
    take(fields.required_id("id", app::remote_id_bytes_max), post.remote_id, error);
    take(read_time(fields), post.written_at, error);
    take(read_author(fields), post.author, error);
    take(read_text(fields), post.text, error);
    take(fields.id("in_reply_to", app::remote_id_bytes_max), post.in_reply_to, error);
    take(fields.id("thread_root", app::remote_id_bytes_max), post.thread_root, error);
    take(fields.text("language"), post.language, error);
    take(fields.text("url"), post.url, error);
    take(read_media(fields), post.media, error);
    take(read_kind(fields), post.room, error);
    take(fields.flag("own", false), post.own, error);
    take(fields.flag("addressed", true), post.addressed, error);
    take(fields.flag("context", false), post.context, error);
    if (error) return fail(std::move(*error));
    return post;
}

std::string_view trim_line(std::string_view line) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    return line;
}

/// Why the line is no JSON, in words that name the remedy where there is one.
std::string explain(simdjson::error_code code) {
    switch (code) {
        case simdjson::EMPTY:
            return "the line is empty, expected one JSON object";
        case simdjson::DEPTH_ERROR:
            return fmt::format("nested too deep, expected at most {} levels",
                               recorded_line_depth_max);
        case simdjson::UNCLOSED_STRING:
            return "not JSON: a string is not closed";
        case simdjson::UNESCAPED_CHARS:
            return "not JSON: a string holds a bare control character, expected an escape such as "
                   "\\n";
        case simdjson::NUMBER_ERROR:
            return "not JSON: a number is malformed or above 64 bits, expected a smaller one or a "
                   "string";
        default:
            return fmt::format("not JSON: {}", simdjson::error_message(code));
    }
}

}  // namespace

Result<app::IncomingPost> parse_recorded_post(std::string_view text, std::size_t line_number) {
    const Line line{line_number};
    text = trim_line(text);
    if (text.size() > recorded_line_bytes_max)
        return line.broken(
            fmt::format("{} bytes long, expected at most {}", text.size(), recorded_line_bytes_max),
            ErrorCode::too_large);
    if (const auto at = first_invalid_utf8(text))
        return line.broken(fmt::format("not UTF-8 at byte {}", *at + 1));

    // Kept between lines: its buffers cost more than most lines. It never exceeds the line bound.
    thread_local simdjson::dom::parser parser{recorded_line_bytes_max + simdjson::SIMDJSON_PADDING};
    const std::size_t capacity = std::max(text.size(), parser.capacity());
    if (parser.allocate(capacity, recorded_line_depth_max) != simdjson::SUCCESS)
        return line.broken("no memory to read it", ErrorCode::internal);
    const std::string repaired = without_lone_surrogates(text);
    element root;
    if (const auto code = parser.parse(repaired).get(root)) return line.broken(explain(code));
    object from;
    if (root.get(from) != simdjson::SUCCESS)
        return line.broken(fmt::format("{}, expected one JSON object", kind_of(root)));
    auto fields = Fields::read(from, "$", post_names, line);
    if (!fields) return fail(std::move(fields.error()));
    auto post = read_post(*fields);
    if (post && text.size() <= app::post_raw_bytes_max) post->raw = std::string{text};
    return post;
}

}  // namespace heed::channels
