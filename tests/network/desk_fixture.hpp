#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "network/bluesky_network.hpp"
#include "support/desk_client.hpp"
#include "support/desk_process.hpp"
#include "support/desk_store.hpp"

namespace heed::test {

/// A whole desk, as somebody who just installed it has it, beside the real Bluesky servers.
class DeskNetworkTest : public testing::Test {
protected:
    void SetUp() override;

    void start_desk();  ///< on the same data; the owner stays signed in
    DeskClient::Answer connect(const std::string& app_password);
    void connect_or_fail();

    /// One thing of the API, asked until it is as wished; null when it never is.
    boost::json::value wait_for(const std::string& path,
                                const std::function<bool(const boost::json::value&)>& wished);
    boost::json::value wait_for_channel(std::string_view state);
    void wait_until_something_happens();
    /// The conversation whose last post holds these words.
    boost::json::value wait_for_conversation(const std::string& words);
    std::string reply_to(const boost::json::value& conversation, const std::string& text);
    boost::json::value wait_for_reply(const std::string& id, std::string_view state);

    boost::json::array conversations();
    /// What the account has said, as its own repository knows it.
    std::vector<std::string> said_by(const BlueskyAccount& who);

    BlueskyNetwork* network_ = nullptr;
    BlueskyAccount brand_;
    TempFolder folder_;
    std::string data_ = folder_.file("heed.db");
    std::string log_ = folder_.file("log");
    std::unique_ptr<DeskProcess> desk_;
    std::unique_ptr<DeskClient> owner_;
    std::string channel_;
};

/// A post of a conversation by its remote id; null when it is not there.
[[nodiscard]] boost::json::value post_of(const boost::json::value& conversation,
                                         const std::string& remote_id);

}  // namespace heed::test
