#pragma once

#include <sys/types.h>
#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "channels/http.hpp"

namespace heed::test {

struct BlueskyAccount {
    std::string did;
    std::string handle;
    std::string token;  ///< of a full session, for acting as this person
    std::string app_password;
};

struct BlueskyPost {
    std::string uri;
    std::string cid;
};

/// The real servers, started once for all tests of this program (bluesky/start.mjs), and the people
/// on them. Acting as a person goes straight to the server; the desk is given `desk_url`, which a
/// test can take down.
class BlueskyNetwork {
public:
    /// Null, with the reason in `why_not`, where they cannot run here.
    static BlueskyNetwork* start(channels::HttpClient& http, std::string& why_not);
    ~BlueskyNetwork();
    BlueskyNetwork(const BlueskyNetwork&) = delete;
    BlueskyNetwork& operator=(const BlueskyNetwork&) = delete;

    [[nodiscard]] const std::string& desk_url() const { return desk_url_; }
    /// The same server, for those whom no test cuts off.
    [[nodiscard]] const std::string& server_url() const { return pds_url_; }
    [[nodiscard]] const std::string& appview_url() const { return appview_url_; }
    /// Of the stream of everything that is written.
    [[nodiscard]] const std::string& jetstream_url() const { return jetstream_url_; }
    /// Breaks all connections to it.
    void cut_jetstream();

    BlueskyAccount make_account(std::string_view name);
    /// What the desk meets from now on: "up", "down" (connections refused), "mute" (requests
    /// arrive, answers get lost).
    void set_line(std::string_view mode);
    /// Returns when everything written is shown.
    void settle();

    BlueskyPost post(const BlueskyAccount& who, std::string_view text,
                     boost::json::object extra = {});
    /// A post that names `whom` in its first word, with the facet that makes the network say so.
    BlueskyPost mention(const BlueskyAccount& who, const BlueskyAccount& whom,
                        std::string_view text, boost::json::object extra = {});
    BlueskyPost reply(const BlueskyAccount& who, const BlueskyPost& root, const BlueskyPost& parent,
                      std::string_view text);
    void edit(const BlueskyAccount& who, const BlueskyPost& post, std::string_view text);
    void remove(const BlueskyAccount& who, const BlueskyPost& post);
    void create(const BlueskyAccount& who, std::string_view collection, boost::json::object record);
    void deactivate(const BlueskyAccount& who);
    boost::json::value upload(const BlueskyAccount& who, std::string bytes, std::string_view mime);
    /// The whole thread under `uri` as `who` sees it.
    boost::json::value thread(const BlueskyAccount& who, const std::string& uri);

private:
    explicit BlueskyNetwork(channels::HttpClient& http) : http_(http) {}
    bool spawn(const std::string& script);
    boost::json::value control(std::string_view path, const boost::json::object& body = {});
    boost::json::value call(const BlueskyAccount& who, const std::string& method,
                            const boost::json::object& body);
    boost::json::value read(const BlueskyAccount& who, const std::string& method_and_query);
    boost::json::value send(channels::HttpRequest request);

    channels::HttpClient& http_;
    pid_t process_ = -1;
    int stdin_ = -1;
    int stdout_ = -1;
    std::string pds_url_;
    std::string desk_url_;
    std::string control_url_;
    std::string appview_url_;
    std::string jetstream_url_;
};

}  // namespace heed::test
