#include "channels/web_form/web_form.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace heed::channels {
namespace {

WebFormSettings larkspur() {
    return {"help", "Larkspur help", "Tell us.", "en", {}, ""};
}

app::Outgoing outgoing(std::string text) {
    app::Outgoing made;
    made.id = ReplyId{7};
    made.delivery_key = "key";
    made.room = RoomKind::private_page;
    made.text = std::move(text);
    return made;
}

TEST(WebForm, ReadsItsSettings) {
    const auto settings = parse_web_form_settings(
        R"({"slug":"help-2","title":" Larkspur help ","intro":"Tell us.","language":"de",)"
        R"("frame_ancestors":"https://larkspur.example  http://localhost:3000 https://*.lark.example",)"
        R"("privacy_url":"https://larkspur.example/privacy","colour":"of another version"})");
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_EQ(settings->slug, "help-2");
    EXPECT_EQ(settings->title, "Larkspur help");
    EXPECT_EQ(settings->intro, "Tell us.");
    EXPECT_EQ(settings->language, "de");
    EXPECT_EQ(settings->privacy_url, "https://larkspur.example/privacy");
    EXPECT_EQ(settings->sites,
              (std::vector<std::string>{"https://larkspur.example", "http://localhost:3000",
                                        "https://*.lark.example"}));
    EXPECT_TRUE(parse_web_form_settings(R"({"slug":"a","title":"T"})"));
    EXPECT_TRUE(parse_web_form_settings(R"({"slug":"a","title":"T","frame_ancestors":"*"})")
                    ->sites.empty());
}

TEST(WebForm, SaysWhichSettingIsWrong) {
    const auto with = [](const std::string& name, const std::string& value) {
        return R"({"slug":"a","title":"T",")" + name + "\":\"" + value + "\"}";
    };
    const std::pair<std::string, std::string> cases[] = {
        {"", "$"},
        {"[]", "$"},
        {"{", "$"},
        {R"({"title":"T"})", "$.slug"},
        {R"({"slug":"Help","title":"T"})", "$.slug"},
        {R"({"slug":"a/b","title":"T"})", "$.slug"},
        {R"({"slug":"hélp","title":"T"})", "$.slug"},
        {R"({"slug":"status","title":"T"})", "$.slug"},
        {R"({"slug":")" + std::string(41, 'a') + R"(","title":"T"})", "$.slug"},
        {R"({"slug":7,"title":"T"})", "$.slug"},
        {R"({"slug":"a"})", "$.title"},
        {R"({"slug":"a","title":"  "})", "$.title"},
        {R"({"slug":"a","title":")" + std::string(121, 'a') + R"("})", "$.title"},
        {with("intro", std::string(1001, 'a')), "$.intro"},
        {with("language", std::string(36, 'a')), "$.language"},
        {with("privacy_url", "javascript:alert(1)"), "$.privacy_url"},
        {with("privacy_url", "https://a b"), "$.privacy_url"},
        {with("frame_ancestors", "shop.example"), "$.frame_ancestors"},
        {with("frame_ancestors", "https://a.example; script-src *"), "$.frame_ancestors"},
        {with("frame_ancestors", "https://a.example,https://b.example"), "$.frame_ancestors"},
        {with("frame_ancestors", "https://a.example\\r\\nSet-Cookie:x"), "$.frame_ancestors"},
        {with("frame_ancestors", "ftp://a.example"), "$.frame_ancestors"},
    };
    for (const auto& [json, field] : cases) {
        const auto settings = parse_web_form_settings(json);
        ASSERT_FALSE(settings) << json;
        EXPECT_EQ(settings.error().code, ErrorCode::invalid) << json;
        EXPECT_EQ(settings.error().field, field) << json;
    }
}

TEST(WebForm, SaysWhoItIs) {
    const auto account = make_web_form(larkspur())->connect();
    ASSERT_TRUE(account);
    EXPECT_EQ(account->handle, "help");
    EXPECT_EQ(account->name, "Larkspur help");
    EXPECT_EQ(account->remote_id, "web_form:help");
    EXPECT_FALSE(make_web_form({})->connect());
}

TEST(WebForm, HearsNothingAndKeepsTheCursor) {
    const auto form = make_web_form(larkspur());
    const auto received = form->receive("here", Millis{1}, {});
    ASSERT_TRUE(received);
    EXPECT_TRUE(received->items.empty());
    EXPECT_EQ(received->cursor, "here");
    EXPECT_FALSE(received->more);
}

TEST(WebForm, StopsWaitingWhenTold) {
    const auto form = make_web_form(larkspur());
    std::jthread listener{[&](std::stop_token stop) {
        EXPECT_TRUE(form->receive("", std::chrono::hours{24}, stop));
    }};
    listener.request_stop();
    listener.join();
}

TEST(WebForm, DeliversTheSameReplyOnce) {
    const auto form = make_web_form(larkspur());
    EXPECT_EQ(form->delivery_key(ReplyId{7}, {}), to_string(ReplyId{7}));
    const auto first = form->deliver(outgoing("Hello Dora"));
    const auto second = form->deliver(outgoing("Hello Dora"));
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->remote_id, "reply:key");
    EXPECT_EQ(second->remote_id, first->remote_id);
    EXPECT_EQ(form->read_back(first->remote_id), Presence::visible);
}

TEST(WebForm, RefusesWhatItsPageCannotShow) {
    const auto form = make_web_form(larkspur());
    auto in_public = outgoing("Hello");
    in_public.room = RoomKind::public_;
    auto with_picture = outgoing("Hello");
    with_picture.images.emplace_back();
    std::string most;
    for (int i = 0; i < web_form_text_code_points_max; ++i)
        most += "é";
    for (const auto& refused : {in_public, with_picture, outgoing(most + "é")}) {
        const auto delivered = form->deliver(refused);
        ASSERT_FALSE(delivered);
        EXPECT_EQ(delivered.error().code, ErrorCode::invalid);
    }
    EXPECT_TRUE(form->deliver(outgoing(most)));
    const auto limits = form->limits(RoomKind::private_page);
    EXPECT_EQ(limits.length_max, 10'000);
    EXPECT_EQ(limits.unit, LengthUnit::code_points);
    EXPECT_EQ(limits.images_max, 0);
}

}  // namespace
}  // namespace heed::channels
