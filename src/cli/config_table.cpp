#include <fmt/format.h>

#include <algorithm>

#include "cli/config.hpp"

namespace heed::cli {

std::span<const Setting> settings() {
    static const std::vector<Setting> table{
        {"listen", Kind::address, "127.0.0.1:8080",
         "Where the desk listens, as HOST:PORT. Port 0 takes any free one. For other machines put "
         "a proxy that speaks TLS before it, or listen on 0.0.0.0:8080 inside a container.",
         "0.0.0.0:8080"},
        {"data", Kind::text, "heed.db",
         "The file that holds everything. It is made at the first start.", "/var/lib/heed/heed.db"},
        {"database", Kind::database_url, "",
         "A PostgreSQL database instead of the data file. Set one of the two, not both. The "
         "address may hold a password: give it in the file or the environment, because others "
         "can see a command line.",
         "postgres://heed:password@localhost/heed"},
        {"key_file", Kind::text, "",
         "The key that seals the credentials of channels. Empty: beside the data file, with "
         "\".key\" behind its name. It is made at the first start; keep a copy, without it every "
         "channel must be connected again. Required with PostgreSQL.",
         "/etc/heed/heed.key"},
        {"public_url", Kind::url, "",
         "How browsers and customers reach this desk, for links that are handed out. Empty: as "
         "the request came in.",
         "https://care.example.org"},
        {"trusted_proxies", Kind::list, "",
         "Addresses of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.",
         "127.0.0.1"},
        {"ui_dir", Kind::text, "",
         "Serves the user interface from this folder instead of the one inside the program, for "
         "its development.",
         "ui/dist"},
        {"models", Kind::text, "",
         "The folder of the models that judge posts. Empty: where they come with the program. A "
         "desk without models works; it says so, and leaves judging to people.",
         "/usr/share/heed/models"},
        {"bluesky_jetstream", Kind::list,
         "wss://jetstream2.us-east.bsky.network/subscribe, "
         "wss://jetstream2.us-west.bsky.network/subscribe",
         "Where the whole of Bluesky is heard for the desk's terms, as soon as there are terms and "
         "a Bluesky account is connected; when the first cannot be reached the next is tried. "
         "Empty: only what addresses the account is heard.",
         "wss://jetstream.example.org/subscribe"},
        {"workers", Kind::number, "64",
         "At most so many threads answer requests. They are started when they are needed, and most "
         "of the time wait for the disk: posts whose threads wait together are written together.",
         "", 1, 256},
        {"promise_minutes", Kind::number, "60",
         "Within this time a customer should be answered. Due times, the order of the inbox and "
         "its warnings follow from it.",
         "", 1, 7 * 24 * 60},
        {"undo_seconds", Kind::number, "10",
         "How long a reply waits before it leaves, so that it can be taken back.", "", 0, 600},
        {"secure_cookies", Kind::flag, "false",
         "Sends cookies over HTTPS only. Right as soon as a proxy speaks TLS before the desk."},
        {"access_log", Kind::flag, "true", "Writes one log line per request."},
        {"log_level",
         Kind::choice,
         "info",
         "The least important log line that is written.",
         "",
         0,
         0,
         {"debug", "info", "warn", "error", "off"}},
        {"log_format",
         Kind::choice,
         "text",
         "How log lines look: for people, or one JSON object a line.",
         "",
         0,
         0,
         {"text", "json"}},
    };
    return table;
}

const Setting* find_setting(std::string_view key) {
    const auto table = settings();
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const Setting& setting) { return setting.key == key; });
    return found == table.end() ? nullptr : &*found;
}

std::string Setting::environment() const {
    std::string name = "HEED_";
    for (const char c : key)
        name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return name;
}

std::string Setting::option() const {
    std::string name = "--" + std::string(key);
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

std::string Setting::expected() const {
    switch (kind) {
        case Kind::text:
            return "a text";
        case Kind::address:
            return "HOST:PORT with a port from 0 to 65535, such as 127.0.0.1:8080";
        case Kind::url:
            return "an address without a path, such as https://care.example.org";
        case Kind::database_url:
            return "an address that begins with postgres://";
        case Kind::choice:
            return fmt::format("one of {}", fmt::join(choices, ", "));
        case Kind::number:
            return fmt::format("a whole number from {} to {}", least, most);
        case Kind::flag:
            return "true or false";
        case Kind::list:
            return fmt::format("a list of at most {} texts", list_entries_max);
    }
    return {};
}

}  // namespace heed::cli
