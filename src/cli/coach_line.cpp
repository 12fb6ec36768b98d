#include "cli/coach_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>

#include <algorithm>

#include "channels/replay/repair.hpp"
#include "cli/filter.hpp"

namespace heed::cli {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t replies_max = 1000;

std::string_view kind_of(const element& value) {
    if (value.is_array()) return "an array";
    if (value.is_object()) return "an object";
    if (value.is_string()) return "a string";
    if (value.is_bool()) return "true or false";
    return "a number";
}

/// Reads fields that may be absent; the first one of a wrong kind is remembered.
class Fields {
public:
    Fields(object from, std::string path, std::optional<Error>& error, std::size_t number)
        : from_{from}, path_{std::move(path)}, error_{error}, number_{number} {}

    [[nodiscard]] std::string text(std::string_view name) const {
        std::string_view found;
        const auto value = get(name);
        if (value && value->get(found) != simdjson::SUCCESS) refuse(name, *value, "a string");
        return std::string(found);
    }

    [[nodiscard]] bool flag(std::string_view name) const {
        bool found = false;
        const auto value = get(name);
        if (value && value->get(found) != simdjson::SUCCESS) refuse(name, *value, "true or false");
        return found;
    }

    [[nodiscard]] std::optional<double> number(std::string_view name) const {
        double found = 0;
        const auto value = get(name);
        if (!value) return std::nullopt;
        if (value->get(found) != simdjson::SUCCESS) refuse(name, *value, "a number");
        return found;
    }

    [[nodiscard]] std::optional<Fields> inner(std::string_view name) const {
        object found;
        const auto value = get(name);
        if (!value) return std::nullopt;
        if (value->get(found) != simdjson::SUCCESS) {
            refuse(name, *value, "an object");
            return std::nullopt;
        }
        return Fields(found, path_ + "." + std::string(name), error_, number_);
    }

    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const {
        std::vector<std::string> found;
        each(name, "an array of strings", [&](const element& value, const std::string& path) {
            std::string_view text;
            if (value.get(text) != simdjson::SUCCESS) return refuse_at(path, value, "a string");
            found.emplace_back(text);
        });
        return found;
    }

    template <class Use>
    void objects(std::string_view name, const Use& use) const {
        each(name, "an array", [&](const element& value, const std::string& path) {
            object found;
            if (value.get(found) != simdjson::SUCCESS) return refuse_at(path, value, "an object");
            use(Fields(found, path, error_, number_));
        });
    }

    [[nodiscard]] bool has(std::string_view name) const { return get(name).has_value(); }

    void refuse_at(const std::string& path, const element& value, std::string_view expected) const {
        wrong(path, fmt::format("is {}, expected {}", kind_of(value), expected));
    }
    void wrong(const std::string& path, std::string_view what) const {
        if (error_) return;
        error_ =
            Error{ErrorCode::invalid, fmt::format("line {}: {} {}", number_, path, what), path};
    }
    [[nodiscard]] std::string path_of(std::string_view name) const {
        return path_ + "." + std::string(name);
    }

private:
    [[nodiscard]] std::optional<element> get(std::string_view name) const {
        element value;
        if (from_.at_key(name).get(value) != simdjson::SUCCESS || value.is_null())
            return std::nullopt;
        return value;
    }

    template <class Use>
    void each(std::string_view name, std::string_view expected, const Use& use) const {
        const auto value = get(name);
        if (!value) return;
        simdjson::dom::array list;
        if (value->get(list) != simdjson::SUCCESS) return refuse(name, *value, expected);
        std::size_t place = 0;
        for (const element one : list) {
            if (place >= replies_max) return;
            use(one, fmt::format("{}.{}[{}]", path_, name, place++));
        }
    }

    void refuse(std::string_view name, const element& value, std::string_view expected) const {
        refuse_at(path_of(name), value, expected);
    }

    object from_;
    std::string path_;
    std::optional<Error>& error_;
    std::size_t number_;
};

std::optional<RoomKind> room_of(std::string_view name) {
    if (name.empty()) return std::nullopt;
    if (name == "public" || name == "public_") return RoomKind::public_;
    for (const auto kind :
         {RoomKind::direct, RoomKind::mail, RoomKind::phone, RoomKind::private_page})
        if (name_of(kind) == name) return kind;
    return std::nullopt;
}

RoomKind take_room(const Fields& from) {
    const auto name = from.text("room");
    const auto room = room_of(name);
    if (!room && !name.empty())
        from.wrong(from.path_of("room"), "is none of public, direct, mail, phone and private_page");
    return room.value_or(RoomKind::public_);
}

Speaker speaker_of(std::string_view name) {
    if (name == "agent") return Speaker::agent;
    return name == "other" ? Speaker::other : Speaker::customer;
}

void take_post(const Fields& from, std::vector<ThreadPost>& thread) {
    ThreadPost post;
    const auto speaker = from.text("from");
    if (speaker != "customer" && speaker != "agent" && speaker != "other")
        from.wrong(from.path_of("from"), "is none of customer, agent and other");
    post.from = speaker_of(speaker);
    post.name = from.text("name");
    post.text = from.text("text");
    if (const auto language = from.text("language"); !language.empty()) post.language = language;
    if (const auto time = from.text("time"); !time.empty()) {
        const auto at = parse_rfc3339(time);
        if (!at) from.wrong(from.path_of("time"), "is no time, expected RFC 3339");
        post.at = at.value_or(Time{});
    }
    if (from.has("room")) post.room = take_room(from);
    thread.push_back(std::move(post));
}

void take_conversation(const Fields& from, DraftFacts& facts) {
    facts.channel = from.text("channel");
    facts.room = take_room(from);
    if (const auto customer = from.inner("customer"))
        facts.customer = {customer->text("name"), customer->text("handle")};
    from.objects("posts", [&facts](const Fields& post) { take_post(post, facts.thread); });
}

void take_attachment(const Fields& from, std::vector<AttachmentFacts>& into) {
    AttachmentFacts file;
    file.name = from.text("name");
    file.mime = from.text("mime");
    file.alt = from.text("alt");
    file.looked_at_known = from.has("looked_at");
    file.looked_at = from.flag("looked_at");
    file.used_elsewhere = from.flag("used_elsewhere");
    file.has_place = from.flag("has_place");
    file.explicit_score = from.number("explicit_score");
    file.second_person_agreed = from.flag("second_person_agreed");
    into.push_back(std::move(file));
}

void take_reply(const Fields& from, CoachLine& into) {
    into.replies.push_back({from.text("to"), from.text("text"), false});
    if (!into.replies.back().to.empty())
        into.facts.other_customers.push_back(into.replies.back().to);
}

void take_rest(const Fields& from, CoachLine& into) {
    auto& facts = into.facts;
    if (const auto agent = from.inner("agent")) facts.agent = agent->text("name");
    facts.brand = from.text("brand");
    facts.draft = from.text("draft");
    if (!from.has("draft")) from.wrong("$.draft", "is missing, expected a string");
    if (const auto language = from.text("language"); !language.empty())
        facts.draft_language = language;
    from.objects("attachments",
                 [&facts](const Fields& file) { take_attachment(file, facts.attachments); });
    from.objects("recent_replies", [&into](const Fields& reply) { take_reply(reply, into); });
    if (const auto playbook = from.inner("playbook"))
        facts.playbook = {playbook->texts("facts"), playbook->texts("authority")};
    for (auto& name : from.texts("other_customers"))
        facts.other_customers.push_back(std::move(name));
    facts.own_contacts = from.texts("own_contacts");
    facts.colleagues = from.texts("colleagues");
}

/// The customer's own name among those that got replies is no other customer.
void tidy(CoachLine& line) {
    std::erase(line.facts.other_customers, line.facts.customer.name);
    for (const auto& post : line.facts.thread)
        if (post.from == Speaker::agent) line.replies.push_back({post.name, post.text, true});
}

}  // namespace

Result<CoachLine> read_coach_line(std::string_view text, std::size_t number) {
    thread_local simdjson::dom::parser parser{filter_line_bytes_max + simdjson::SIMDJSON_PADDING};
    element root;
    auto code = parser.parse(text.data(), text.size()).get(root);
    std::string repaired;
    if (code == simdjson::STRING_ERROR) {
        repaired = channels::without_lone_surrogates(text);
        code = parser.parse(repaired).get(root);
    }
    object from;
    if (code || root.get(from) != simdjson::SUCCESS)
        return fail(ErrorCode::invalid, fmt::format("line {}: $ is no JSON object", number), "$");
    CoachLine line;
    std::optional<Error> error;
    const Fields fields(from, "$", error, number);
    if (const auto conversation = fields.inner("conversation"))
        take_conversation(*conversation, line.facts);
    take_rest(fields, line);
    if (!fields.has("conversation"))
        fields.wrong("$.conversation", "is missing, expected an object");
    if (error) return fail(std::move(*error));
    tidy(line);
    return line;
}

std::string advice_json(const std::vector<Advice>& advice) {
    std::vector<std::string> parts;
    for (const auto& one : advice) {
        std::vector<std::string> spans;
        for (const auto span : one.spans)
            spans.push_back(fmt::format(R"({{"start":{},"end":{}}})", span.start, span.end));
        parts.push_back(fmt::format(
            R"({{"kind":"{}","grade":"{}","spans":[{}],"rule":{},"reason":{},"do":{}}})",
            name_of(one.kind), name_of(one.grade), fmt::join(spans, ","), quoted_json(one.rule),
            quoted_json(one.reason), quoted_json(one.what_to_do)));
    }
    return fmt::format("[{}]", fmt::join(parts, ","));
}

}  // namespace heed::cli
