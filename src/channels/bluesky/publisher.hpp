#pragma once

#include <boost/json/fwd.hpp>

#include "channels/bluesky/listener.hpp"
#include "channels/bluesky/session.hpp"

namespace heed::channels::bluesky {

inline constexpr int text_graphemes_max = 300;
inline constexpr int text_bytes_max = 3000;
inline constexpr int images_max = 4;
inline constexpr int image_bytes_max = 1'000'000;

/// The speaking half of the connector. A reply's record key is made from the reply alone and the
/// record is only ever put where none is, so that however often it is tried it stands there once.
/// Thread safe.
class Publisher {
public:
    Publisher(Session& session, Delivered& delivered) : session_(session), delivered_(delivered) {}

    [[nodiscard]] Result<app::Delivery> deliver(const app::Outgoing& outgoing);
    [[nodiscard]] Result<Presence> read_back(const std::string& uri);

private:
    Result<app::Delivery> put(const app::Outgoing& outgoing, const std::string& did);
    Result<boost::json::object> make_record(const app::Outgoing& outgoing);
    Result<boost::json::object> make_reply_reference(const std::string& parent_uri);
    Result<boost::json::array> make_facets(const app::Outgoing& outgoing);
    Result<std::string> resolve(const std::string& handle, const Author& recipient);
    Result<boost::json::array> upload(const std::vector<app::OutgoingImage>& images);
    app::Delivery describe(const std::string& did, const app::Outgoing& outgoing,
                           bool was_already_there) const;

    Session& session_;
    Delivered& delivered_;
    std::stop_token never_;
};

}  // namespace heed::channels::bluesky
