#include "channels/street/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace heed::channels::street {

namespace {

namespace json = boost::json;

json::object to_json(const Incident& incident) {
    return {{"name", incident.name},
            {"after_ms", incident.after.count()},
            {"lasts_ms", incident.lasts.count()},
            {"people", incident.people}};
}

/// What shapes the world. What only shapes how it is listened to may change between starts.
json::object header(const StreetSettings& settings) {
    json::object world = {{"seed", settings.seed},
                          {"speed", settings.speed},
                          {"customers", settings.customers},
                          {"posts_per_hour", settings.posts_per_hour},
                          {"history_ms", settings.history.count()},
                          {"history_conversations", settings.history_conversations},
                          {"words", opaque_id(Corpus::shipped().fingerprint())}};
    if (settings.incident) world["incident"] = to_json(*settings.incident);
    return world;
}

json::object to_json(const Reply& reply) {
    json::array media;
    for (const Media& medium : reply.media) {
        media.push_back({{"url", medium.url},
                         {"mime", medium.mime},
                         {"alt", medium.alt},
                         {"width", medium.width},
                         {"height", medium.height}});
    }
    return {{"reply", reply.delivery_key},
            {"at_ms", to_millis(reply.at)},
            {"direct", reply.room == RoomKind::direct},
            {"text", reply.text},
            {"language", reply.language},
            {"in_reply_to", reply.in_reply_to},
            {"recipient", reply.recipient},
            {"media", std::move(media)}};
}

json::object to_json(const IncidentBegun& begun) {
    return {{"incident", to_json(begun.incident)}, {"at_ms", to_millis(begun.at)}};
}

json::object to_json(const PostRemoved& removed) {
    return {{"removed", removed.remote_id}, {"at_ms", to_millis(removed.at)}};
}

std::string text_at(const json::object& from, std::string_view key) {
    return std::string{from.at(key).as_string()};
}

Time time_at(const json::object& from, std::string_view key) {
    return from_millis(from.at(key).to_number<long long>());
}

Incident read_incident(const json::object& from) {
    Incident incident;
    incident.name = text_at(from, "name");
    incident.after = Millis{from.at("after_ms").to_number<Millis::rep>()};
    incident.lasts = Millis{from.at("lasts_ms").to_number<Millis::rep>()};
    incident.people = from.at("people").to_number<int>();
    return incident;
}

Reply read_reply_record(const json::object& from) {
    Reply reply;
    reply.delivery_key = text_at(from, "reply");
    reply.at = time_at(from, "at_ms");
    reply.room = from.at("direct").as_bool() ? RoomKind::direct : RoomKind::public_;
    reply.text = text_at(from, "text");
    reply.language = text_at(from, "language");
    reply.in_reply_to = text_at(from, "in_reply_to");
    reply.recipient = text_at(from, "recipient");
    for (const auto& each : from.at("media").as_array()) {
        const json::object& medium = each.as_object();
        reply.media.push_back({text_at(medium, "url"), text_at(medium, "mime"),
                               text_at(medium, "alt"), medium.at("width").to_number<int>(),
                               medium.at("height").to_number<int>()});
    }
    return reply;
}

Record read_record(const json::object& from) {
    if (from.contains("reply")) return read_reply_record(from);
    if (from.contains("incident"))
        return IncidentBegun{read_incident(from.at("incident").as_object()),
                             time_at(from, "at_ms")};
    return PostRemoved{text_at(from, "removed"), time_at(from, "at_ms")};
}

tl::unexpected<Error> failed(const std::string& path, std::string_view what) {
    return fail(ErrorCode::unavailable, fmt::format("the street's journal {} cannot be {}: {}",
                                                    path, what, std::strerror(errno)));
}

/// The whole lines of the file; what follows the last line end was cut short by a crash.
std::string whole_lines(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::string content{std::istreambuf_iterator<char>{file}, {}};
    const auto end = content.rfind('\n');
    content.resize(end == std::string::npos ? 0 : end + 1);
    return content;
}

struct Read {
    json::object world;
    std::vector<Record> records;
};

Result<Read> read_journal(const std::string& path, const std::string& content) {
    Read read;
    std::size_t number = 0;
    for (std::size_t at = 0; at < content.size();) {
        const auto end = content.find('\n', at);
        ++number;
        try {
            const json::value line = json::parse(std::string_view{content}.substr(at, end - at));
            if (number == 1) {
                read.world = line.as_object();
            } else {
                read.records.push_back(read_record(line.as_object()));
            }
        } catch (const std::exception& error) {
            return fail(ErrorCode::internal,
                        fmt::format("{} line {} is damaged: {}", path, number, error.what()));
        }
        at = end + 1;
    }
    return read;
}

}  // namespace

Journal::~Journal() {
    ::close(file_);
}

Result<Journal::Opened> Journal::open(const std::string& path, const StreetSettings& settings,
                                      Time start) {
    const std::string content = whole_lines(path);
    auto read = read_journal(path, content);
    if (!read) return fail(std::move(read.error()));
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) return failed(path, "opened");
    Opened opened{std::unique_ptr<Journal>{new Journal{file}}, start, std::move(read->records)};
    if (::ftruncate(file, static_cast<off_t>(content.size())) != 0) return failed(path, "cut");

    json::object world = header(settings);
    if (read->world.empty()) {
        world["start"] = format_rfc3339(start);
        const auto begun = opened.journal->append_line(json::serialize(world));
        if (!begun) return fail(begun.error());
        return opened;
    }
    const auto began = parse_rfc3339(text_at(read->world, "start"));
    read->world.erase("start");
    // Compared as text: a number that was read back may be of another kind.
    if (!began ||
        json::serialize(json::parse(json::serialize(world))) != json::serialize(read->world))
        return fail(ErrorCode::conflict, fmt::format("the journal {} belongs to another street: {}",
                                                     path, json::serialize(read->world)));
    opened.start = *began;
    return opened;
}

Status Journal::append(const Record& record) {
    return append_line(
        json::serialize(std::visit([](const auto& each) { return to_json(each); }, record)));
}

Status Journal::append_line(std::string line) {
    line += '\n';
    std::string_view rest = line;
    while (!rest.empty()) {
        const auto written = ::write(file_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failed("", "written");
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file_) != 0) return failed("", "written");
    return {};
}

}  // namespace heed::channels::street
