#include "network/bluesky_network.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "base/time.hpp"

extern char** environ;

namespace heed::test {

namespace json = boost::json;

namespace {

constexpr int start_timeout_ms = 90'000;
constexpr std::string_view post_type = "app.bsky.feed.post";

/// One line from the child, empty when none came in time.
std::string read_line(int pipe) {
    std::string line;
    pollfd waiting{pipe, POLLIN, 0};
    while (poll(&waiting, 1, start_timeout_ms) > 0) {
        char c = 0;
        if (read(pipe, &c, 1) != 1 || c == '\n') break;
        line += c;
    }
    return line;
}

std::string text_of(const json::value& value, std::string_view name) {
    return json::value_to<std::string>(value.at({name.data(), name.size()}));
}

json::object reference(const BlueskyPost& post) {
    return {{"uri", post.uri}, {"cid", post.cid}};
}

json::object post_record(std::string_view text, json::object extra) {
    json::object record{{"$type", post_type}, {"text", text}};
    record["createdAt"] = format_rfc3339(SystemClock().now());
    for (auto& [name, value] : extra)
        record[name] = value;
    return record;
}

std::string record_key(const BlueskyPost& post) {
    return post.uri.substr(post.uri.rfind('/') + 1);
}

}  // namespace

BlueskyNetwork* BlueskyNetwork::start(channels::HttpClient& http, std::string& why_not) {
    static std::unique_ptr<BlueskyNetwork> network;
    static std::string problem;
    if (!network && problem.empty()) {
        const std::string folder = std::string(HEED_SOURCE_DIR) + "/tests/network/bluesky";
        network.reset(new BlueskyNetwork(http));
        if (std::getenv("HEED_TEST_POSTGRES") == nullptr)
            problem = "HEED_TEST_POSTGRES names no database";
        else if (!network->spawn(folder + "/start.mjs"))
            problem = "the servers did not start; run tests/network/bluesky/setup";
        if (!problem.empty()) network.reset();
    }
    why_not = problem;
    return network.get();
}

bool BlueskyNetwork::spawn(const std::string& script) {
    int to_child[2];
    int from_child[2];
    if (pipe2(to_child, O_CLOEXEC) != 0 || pipe2(from_child, O_CLOEXEC) != 0) return false;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to_child[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from_child[1], STDOUT_FILENO);
    std::string node = "node";
    std::string quiet = "--no-deprecation";
    std::string path = script;
    char* const arguments[] = {node.data(), quiet.data(), path.data(), nullptr};
    const int failed = posix_spawnp(&process_, "node", &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(to_child[0]);
    close(from_child[1]);
    stdin_ = to_child[1];
    stdout_ = from_child[0];
    if (failed != 0) {
        process_ = -1;
        return false;
    }
    json::error_code problem;
    const auto where = json::parse(read_line(stdout_), problem);
    if (problem) return false;
    pds_url_ = text_of(where, "pds");
    desk_url_ = text_of(where, "proxied");
    control_url_ = text_of(where, "control");
    appview_url_ = text_of(where, "appview");
    jetstream_url_ = text_of(where, "jetstream");
    return true;
}

BlueskyNetwork::~BlueskyNetwork() {
    if (stdin_ >= 0) close(stdin_);  // the servers end when it closes
    if (process_ > 0) waitpid(process_, nullptr, 0);
    if (stdout_ >= 0) close(stdout_);
}

BlueskyAccount BlueskyNetwork::make_account(std::string_view name) {
    static int number = 0;
    const auto handle = fmt::format("{}{}.test", name, ++number);
    const auto made = control("/account", {{"handle", handle}});
    return {text_of(made, "did"), text_of(made, "handle"), text_of(made, "token"),
            text_of(made, "appPassword")};
}

void BlueskyNetwork::set_line(std::string_view mode) {
    control(fmt::format("/{}", mode));
}
void BlueskyNetwork::cut_jetstream() {
    control("/cut-jetstream");
}
void BlueskyNetwork::settle() {
    control("/settle");
}

BlueskyPost BlueskyNetwork::post(const BlueskyAccount& who, std::string_view text,
                                 json::object extra) {
    const auto made = call(who, "com.atproto.repo.createRecord",
                           {{"repo", who.did},
                            {"collection", post_type},
                            {"record", post_record(text, std::move(extra))}});
    return {text_of(made, "uri"), text_of(made, "cid")};
}

BlueskyPost BlueskyNetwork::mention(const BlueskyAccount& who, const BlueskyAccount& whom,
                                    std::string_view text, json::object extra) {
    const auto whole = fmt::format("@{} {}", whom.handle, text);
    const json::object feature{{"$type", "app.bsky.richtext.facet#mention"}, {"did", whom.did}};
    const json::object index{{"byteStart", 0}, {"byteEnd", whom.handle.size() + 1}};
    extra["facets"] =
        json::array{json::object{{"index", index}, {"features", json::array{feature}}}};
    return post(who, whole, std::move(extra));
}

BlueskyPost BlueskyNetwork::reply(const BlueskyAccount& who, const BlueskyPost& root,
                                  const BlueskyPost& parent, std::string_view text) {
    return post(who, text, {{"reply", {{"root", reference(root)}, {"parent", reference(parent)}}}});
}

void BlueskyNetwork::edit(const BlueskyAccount& who, const BlueskyPost& post,
                          std::string_view text) {
    call(who, "com.atproto.repo.putRecord",
         {{"repo", who.did},
          {"collection", post_type},
          {"rkey", record_key(post)},
          {"record", post_record(text, {})}});
}

void BlueskyNetwork::remove(const BlueskyAccount& who, const BlueskyPost& post) {
    call(who, "com.atproto.repo.deleteRecord",
         {{"repo", who.did}, {"collection", post_type}, {"rkey", record_key(post)}});
}

void BlueskyNetwork::create(const BlueskyAccount& who, std::string_view collection,
                            json::object record) {
    record["$type"] = collection;
    record["createdAt"] = format_rfc3339(SystemClock().now());
    call(who, "com.atproto.repo.createRecord",
         {{"repo", who.did}, {"collection", collection}, {"record", std::move(record)}});
}

void BlueskyNetwork::deactivate(const BlueskyAccount& who) {
    call(who, "com.atproto.server.deactivateAccount", {});
}

json::value BlueskyNetwork::upload(const BlueskyAccount& who, std::string bytes,
                                   std::string_view mime) {
    channels::HttpRequest request;
    request.method = "POST";
    request.url = pds_url_ + "/xrpc/com.atproto.repo.uploadBlob";
    request.headers = {{"authorization", "Bearer " + who.token},
                       {"content-type", std::string(mime)}};
    request.body = std::move(bytes);
    return send(std::move(request)).at("blob");
}

json::value BlueskyNetwork::thread(const BlueskyAccount& who, const std::string& uri) {
    return read(who, "app.bsky.feed.getPostThread?depth=100&uri=" + uri).at("thread");
}

json::value BlueskyNetwork::control(std::string_view path, const json::object& body) {
    channels::HttpRequest request;
    request.method = "POST";
    request.url = fmt::format("{}{}", control_url_, path);
    request.body = json::serialize(body);
    return send(std::move(request));
}

json::value BlueskyNetwork::call(const BlueskyAccount& who, const std::string& method,
                                 const json::object& body) {
    channels::HttpRequest request;
    request.method = "POST";
    request.url = fmt::format("{}/xrpc/{}", pds_url_, method);
    request.headers = {{"authorization", "Bearer " + who.token},
                       {"content-type", "application/json"}};
    request.body = json::serialize(body);
    return send(std::move(request));
}

json::value BlueskyNetwork::read(const BlueskyAccount& who, const std::string& method_and_query) {
    channels::HttpRequest request;
    request.url = fmt::format("{}/xrpc/{}", pds_url_, method_and_query);
    request.headers = {{"authorization", "Bearer " + who.token}};
    return send(std::move(request));
}

json::value BlueskyNetwork::send(channels::HttpRequest request) {
    const auto answer = http_.send(request, {});
    if (!answer) throw std::runtime_error(answer.error().message);
    if (answer->status != 200)
        throw std::runtime_error(
            fmt::format("{}: {} {}", request.url, answer->status, answer->body));
    return answer->body.empty() ? json::value() : json::parse(answer->body);
}

}  // namespace heed::test
