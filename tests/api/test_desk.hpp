#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "api/auth.hpp"
#include "api/live.hpp"
#include "api/openapi_checker.hpp"
#include "api/presence.hpp"
#include "api/router.hpp"
#include "api/routes.hpp"
#include "api/token_use.hpp"
#include "app/coaching.hpp"
#include "app/receive_posts.hpp"
#include "app/replies.hpp"
#include "base/secret.hpp"
#include "support/desk_store.hpp"
#include "support/scripted_channel.hpp"
#include "support/word_judging.hpp"

namespace heed::test {

inline constexpr Time noon = from_millis(1'790'000'000'000);
inline constexpr const char* good_password = "correct horse battery";

/// An answer with its body read.
struct Said {
    api::Response response;
    api::json::Node body;

    [[nodiscard]] int status() const { return response.status; }
    [[nodiscard]] std::string header(std::string_view name) const;
    /// "row.owner.id", "items.0.id"; null where there is nothing.
    [[nodiscard]] const api::json::Node& at(std::string_view path) const;
    [[nodiscard]] std::string text(std::string_view path) const { return at(path).text; }
    [[nodiscard]] long long number(std::string_view path) const { return at(path).integer; }
    [[nodiscard]] std::size_t size(std::string_view path) const { return at(path).items.size(); }
    [[nodiscard]] bool is_null(std::string_view path) const {
        return at(path).kind == api::json::Node::Kind::null;
    }
};

/// A request as a test writes it: what is left out is what a browser would send.
struct Ask {
    api::Method method = api::Method::get;
    std::string target;      ///< path and query
    std::string as = "ana";  ///< whose cookie; "" nobody's; "token:read write" a program's
    std::string body = {};
    std::map<std::string, std::string> headers = {};  ///< added or, when empty, left out
};

/// A whole desk in the process: the parts of cli/desk.cpp on a real database, a clock that stands,
/// and a network that does what the test says. The team: olga (owner), lea (lead), ana and ben
/// (agents), tim (trainee), vic (viewer). One scripted channel with one room.
class TestDesk : public api::ChannelControl {
public:
    explicit TestDesk(const std::string& engine, bool furnished = true);
    ~TestDesk() override;

    Said ask(Ask ask);
    Said get(const std::string& target, const std::string& as = "ana");
    Said post(const std::string& target, const std::string& body, const std::string& as = "ana",
              std::map<std::string, std::string> headers = {});
    Said put(const std::string& target, const std::string& body, const std::string& as = "ana",
             std::map<std::string, std::string> headers = {});
    Said del(const std::string& target, const std::string& as = "ana");

    /// A customer's post as the channel would hand it over.
    static app::IncomingPost from(const std::string& author, const std::string& remote_id,
                                  const std::string& text);
    app::IntakeCount hear(std::vector<app::Incoming> items);
    /// One post of a new customer; the id of its conversation.
    std::string conversation(const std::string& author = "carla",
                             const std::string& text = "My parcel is lost.");
    std::string room_of(const std::string& conversation);
    /// Writes a reply; the answer. The key is new each time.
    Said reply(const std::string& conversation, const std::string& text,
               const std::string& as = "ana", std::map<std::string, std::string> headers = {},
               const std::string& more = "");
    /// What a delivery thread does, without one.
    void deliver(const std::string& reply);
    void fail_delivery(const std::string& reply, ErrorCode code, const std::string& message);
    void look_back(const std::string& reply, bool visible);

    /// From now on the coach reads every draft and reply.
    void coach() { services->coaching = coaching.get(); }
    void sign_in_again(const std::string& name);
    UserId user(const std::string& name) const { return users_.at(name); }
    std::string id_of(const std::string& name) const { return to_string(users_.at(name)); }

    template <class Work>
    void write(Work work) {
        const auto done = database->write([&](app::Transaction& t) -> Status {
            work(t);
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    }

    // ChannelControl
    void refresh(ChannelId id) override { refreshed.push_back(id); }
    void wake_outbox() override { ++woken; }
    Result<channels::Account> probe(const std::string&, const std::string&,
                                    const std::string&) override {
        return probed;
    }
    std::string seal(const std::string& secrets) override { return heed::seal(key, secrets); }
    Result<std::string> open(const std::string& sealed) override { return heed::open(key, sealed); }
    channels::Limits limits(ChannelId, const std::string&, RoomKind) override {
        return {300, channels::LengthUnit::graphemes, 3000, 4, 1'000'000};
    }

    /// Takes the desk down and up again on the same data.
    void restart();

    HandClock clock{noon};
    IdSource ids{1};
    SecretKey key;
    FreshDatabase fresh;
    api::DeskSettings settings;
    api::PictureFetcher picture;
    std::unique_ptr<store::Database> database;
    std::unique_ptr<api::LiveHub> live;
    WordJudging judging;
    std::unique_ptr<app::Listening> listening;
    std::unique_ptr<app::IntakeQueue> intake;
    std::unique_ptr<app::Coaching> coaching;
    api::PresenceBoard presence;
    std::unique_ptr<api::LoginGuard> logins;
    std::unique_ptr<api::TokenUse> token_use;
    std::unique_ptr<api::Services> services;
    std::unique_ptr<api::Router> router;
    std::unique_ptr<OpenApiChecker> checker;
    app::ChannelRecord channel;
    app::ChannelRecord replay;
    std::vector<ChannelId> refreshed;
    int woken = 0;
    Result<channels::Account> probed = channels::Account{"did:us", "us.example", "Us", "", "", 1};

private:
    void build();
    void tear_down();
    void furnish();
    api::Request request_of(const Ask& ask);
    std::string token_for(const std::string& scopes);

    std::map<std::string, UserId> users_;
    std::map<std::string, std::string> cookies_;
    std::map<std::string, std::string> tokens_;
    int keys_ = 0;
    int posts_ = 0;
};

/// One test on every engine.
class ApiTest : public ::testing::TestWithParam<std::string> {
protected:
    TestDesk desk{GetParam()};
};

#define ON_EVERY_ENGINE(Suite)                                                             \
    INSTANTIATE_TEST_SUITE_P(Engines, Suite, ::testing::ValuesIn(::heed::test::engines()), \
                             [](const auto& engine) { return engine.param; })
/// For what does not depend on the engine.
#define ON_SQLITE(Suite)                                                  \
    INSTANTIATE_TEST_SUITE_P(Engines, Suite, ::testing::Values("sqlite"), \
                             [](const auto& engine) { return engine.param; })

[[nodiscard]] std::string json_text(std::string_view text);

}  // namespace heed::test
