#include "channels/replay/replay.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "channels/replay/recorded_post.hpp"
#include "channels/replay/repair.hpp"

namespace heed::channels {
namespace {

ReplaySettings settings(const std::string& path) {
    ReplaySettings made;
    made.path = path;
    return made;
}

constexpr const char* least =
    R"({"id":"1","time":"2026-01-31T09:30:00Z","author":{"id":"a"},"text":"hi"})";

TEST(RecordedPost, NeedsOnlyFourFields) {
    const auto post = parse_recorded_post(least, 1);
    ASSERT_TRUE(post) << post.error().message;
    EXPECT_EQ(post->remote_id, "1");
    EXPECT_EQ(post->author.remote_id, "a");
    EXPECT_EQ(post->author.followers, -1);
    EXPECT_EQ(format_rfc3339(post->written_at), "2026-01-31T09:30:00.000Z");
    EXPECT_EQ(post->text, "hi");
    EXPECT_EQ(post->room, RoomKind::public_);
    EXPECT_TRUE(post->addressed);
    EXPECT_FALSE(post->own);
    EXPECT_EQ(post->raw, least);
}

TEST(RecordedPost, ReadsEveryField) {
    const auto post = parse_recorded_post(
        R"({"id":7,"time":"2026-01-31T10:30:00+01:00","author":{"id":"a","handle":"@mia","name":"Mia",)"
        R"("avatar_url":"u","profile_url":"p","followers":12},"text":"hallo","in_reply_to":6,)"
        R"("thread_root":"5","language":"de","url":"https://example.org/7","kind":"direct","own":true,)"
        R"("addressed":false,"context":true,"media":[{"url":"m","mime":"image/png","alt":"eine Tasse",)"
        R"("width":3,"height":4}],"likes":9})",
        1);
    ASSERT_TRUE(post) << post.error().message;
    EXPECT_EQ(post->remote_id, "7");
    EXPECT_EQ(post->author.handle, "mia");
    EXPECT_EQ(post->author.name, "Mia");
    EXPECT_EQ(post->author.avatar_url, "u");
    EXPECT_EQ(post->author.profile_url, "p");
    EXPECT_EQ(post->author.followers, 12);
    EXPECT_EQ(format_rfc3339(post->written_at), "2026-01-31T09:30:00.000Z");
    EXPECT_EQ(post->in_reply_to, "6");
    EXPECT_EQ(post->thread_root, "5");
    EXPECT_EQ(post->language, "de");
    EXPECT_EQ(post->url, "https://example.org/7");
    EXPECT_EQ(post->room, RoomKind::direct);
    EXPECT_TRUE(post->own);
    EXPECT_FALSE(post->addressed);
    EXPECT_TRUE(post->context);
    ASSERT_EQ(post->media.size(), 1U);
    EXPECT_EQ(post->media[0].alt, "eine Tasse");
    EXPECT_EQ(post->media[0].width, 3);
    EXPECT_EQ(post->media[0].height, 4);
    EXPECT_NE(post->raw.find("\"likes\":9"), std::string::npos);
}

TEST(RecordedPost, WritesWhatItReads) {
    app::IncomingPost post;
    post.remote_id = "street:1";
    post.author = {"p1", "ines", "Inês \"I\"", "a", "b", 4};
    post.written_at = from_millis(1'770'000'000'123);
    post.text = "line\nwith \"quotes\", a tab\t, \\ and 👩‍👧";
    post.language = "pt";
    post.in_reply_to = "street:0";
    post.thread_root = "street:0";
    post.url = "https://example.org/1";
    post.room = RoomKind::direct;
    post.media = {{"m", "image/svg+xml", "x", 1, 2}};
    post.own = true;
    post.addressed = false;
    post.context = true;
    const std::string line = write_recorded_post(post);
    EXPECT_EQ(line.find('\n'), std::string::npos);
    const auto read = parse_recorded_post(line, 1);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->text, post.text);
    EXPECT_EQ(write_recorded_post(*read), line);
}

struct BadLine {
    std::string line;
    std::string message;  ///< the whole of it
    std::string field;
};

std::string with(std::string_view field, std::string_view value) {
    std::string line = R"({"id":"1","time":"2026-01-31T09:30:00Z","author":{"id":"a"},"text":"hi")";
    const std::string key = "\"" + std::string{field} + "\":";
    if (const auto at = line.find(key); at != std::string::npos) {
        const auto end = line.find(field == "author" ? "}" : ",", at);
        line = line.substr(0, at) + key + std::string{value} +
               (field == "author"          ? line.substr(end + 1)
                : end == std::string::npos ? ""
                                           : line.substr(end));
        return line + "}";
    }
    return line + "," + key + std::string{value} + "}";
}

TEST(RecordedPost, SaysWhatIsWrongWhereAndWhatWouldBeRight) {
    const std::string time = "RFC 3339 such as 2026-01-31T09:30:00Z";
    const std::vector<BadLine> table = {
        {"", "line 12: the line is empty, expected one JSON object", "line 12"},
        {"[1]", "line 12: an array, expected one JSON object", "line 12"},
        {"\"x\"", "line 12: a string, expected one JSON object", "line 12"},
        {"{\"id\":\"1\nx\"}",
         "line 12: not JSON: a string holds a bare control character, expected an escape such as "
         "\\n",
         "line 12"},
        {"{\"id\":\"1", "line 12: not JSON: a string is not closed", "line 12"},
        {"{\"id\":\"\xFFx\"}", "line 12: not UTF-8 at byte 8", "line 12"},
        {"{\"id\":\"\xED\xA0\x80\"}", "line 12: not UTF-8 at byte 8", "line 12"},
        {"{\"id\":\"\xC0\x80\"}", "line 12: not UTF-8 at byte 8", "line 12"},
        {R"({"id":123456789012345678901234567890})",
         "line 12: not JSON: a number is malformed or above 64 bits, expected a smaller one or a "
         "string",
         "line 12"},
        {"{}", "line 12: $.id is missing, expected a string or an integer", "$.id"},
        {with("id", "\"\""), "line 12: $.id is empty, expected a string or an integer", "$.id"},
        {with("id", "1.5"), "line 12: $.id is a fraction, expected a string or an integer", "$.id"},
        {with("id", "null"), "line 12: $.id is missing, expected a string or an integer", "$.id"},
        {with("time", "\"yesterday\""), "line 12: $.time is \"yesterday\", expected " + time,
         "$.time"},
        {with("time", "\"2026-02-30T00:00:00Z\""),
         "line 12: $.time is \"2026-02-30T00:00:00Z\", expected " + time, "$.time"},
        {with("time", "1770000000"), "line 12: $.time is a number, expected " + time, "$.time"},
        {with("author", "\"mia\""), "line 12: $.author is a string, expected an object with an id",
         "$.author"},
        {with("author", "{\"name\":\"x\"}"),
         "line 12: $.author.id is missing, expected a string or an integer", "$.author.id"},
        {with("author", "{\"id\":\"x\",\"followers\":\"many\"}"),
         "line 12: $.author.followers is a string, expected an integer", "$.author.followers"},
        {with("author", "{\"id\":\"x\",\"followers\":-2}"),
         "line 12: $.author.followers is -2, expected -1 to 10000000000", "$.author.followers"},
        {with("author", "{\"id\":\"x\",\"id\":\"y\"}"),
         "line 12: $.author.id appears twice, expected once", "$.author.id"},
        {with("text", "7"), "line 12: $.text is a number, expected a string", "$.text"},
        {R"({"id":"1","time":"2026-01-31T09:30:00Z","author":{"id":"a"}})",
         "line 12: $.text is missing, expected a string", "$.text"},
        {with("kind", "\"secret\""),
         "line 12: $.kind is \"secret\", expected \"public\" or \"direct\"", "$.kind"},
        {with("own", "\"yes\""), "line 12: $.own is a string, expected true or false", "$.own"},
        {with("language", "[]"), "line 12: $.language is an array, expected a string",
         "$.language"},
        {with("media", "{}"), "line 12: $.media is an object, expected an array", "$.media"},
        {with("media", "[3]"), "line 12: $.media[0] is a number, expected an object with a url",
         "$.media[0]"},
        {with("media", "[{\"alt\":\"x\"}]"),
         "line 12: $.media[0].url is missing, expected a string", "$.media[0].url"},
        {with("media", "[{\"url\":\"x\",\"width\":-1}]"),
         "line 12: $.media[0].width is -1, expected 0 to 1000000", "$.media[0].width"},
        {with("url", "\"u\",\"url\":\"v\""), "line 12: $.url appears twice, expected once",
         "$.url"},
        {with("x", std::string(40, '[') + std::string(40, ']')),
         "line 12: nested too deep, expected at most 32 levels", "line 12"},
    };
    for (const auto& [line, message, field] : table) {
        const auto post = parse_recorded_post(line, 12);
        ASSERT_FALSE(post) << line;
        EXPECT_EQ(post.error().message, message) << line;
        EXPECT_EQ(post.error().field, field) << line;
        EXPECT_EQ(post.error().code, ErrorCode::invalid) << line;
    }
}

TEST(RecordedPost, RefusesWhatIsTooLarge) {
    const auto long_line = with("x", "\"" + std::string(recorded_line_bytes_max, 'x') + "\"");
    const auto long_id = with("id", "\"" + std::string(app::remote_id_bytes_max + 1, 'x') + "\"");
    std::string media = "[";
    for (std::size_t i = 0; i < app::post_media_max; ++i)
        media += R"({"url":"u"},)";
    for (const auto& line : {long_line, long_id, with("media", media + R"({"url":"u"}])")}) {
        const auto post = parse_recorded_post(line, 1);
        ASSERT_FALSE(post);
        EXPECT_EQ(post.error().code, ErrorCode::too_large) << post.error().message;
    }
}

TEST(RecordedPost, RepairsWhatAToolMayHaveDamaged) {
    const std::vector<std::pair<std::string, std::string>> table = {
        {R"("a\ud83d")", "a\xEF\xBF\xBD"},   {R"("\udc00 b")", "\xEF\xBF\xBD b"},
        {R"("\ud83d\ude00")", "\U0001F600"}, {R"("\ud83d\ud83d\ude00")", "\xEF\xBF\xBD\U0001F600"},
        {R"("\\ud83d")", "\\ud83d"},         {R"("nul\u0000nul")", "nul\xEF\xBF\xBDnul"},
    };
    for (const auto& [json, text] : table) {
        const auto post = parse_recorded_post(with("text", json), 1);
        ASSERT_TRUE(post) << json << ": " << post.error().message;
        EXPECT_EQ(post->text, text) << json;
    }
    const auto framed = parse_recorded_post("\xEF\xBB\xBF" + std::string{least} + "\r\n", 1);
    ASSERT_TRUE(framed);
    EXPECT_EQ(framed->raw, least);
    const auto negative = parse_recorded_post(with("id", "-5"), 1);
    ASSERT_TRUE(negative);
    EXPECT_EQ(negative->remote_id, "-5");
}

TEST(RecordedPost, CutsLongTextAtACharacter) {
    std::string text;
    while (text.size() <= app::post_text_bytes_max)
        text += "ü";
    const auto post = parse_recorded_post(with("text", "\"" + text + "\""), 1);
    ASSERT_TRUE(post);
    EXPECT_LE(post->text.size(), app::post_text_bytes_max);
    EXPECT_TRUE(post->text.ends_with("ü…"));
    EXPECT_FALSE(first_invalid_utf8(post->text));
}

TEST(RecordedPost, BearsAnyBytes) {
    std::mt19937 random{42};
    const std::string seed = with("media", R"([{"url":"u\ud83d\u0000","width":3}])");
    constexpr std::string_view likely = "{}[]\",:\\u0d8e-.1tn \xC3\xA9\xFF";
    int accepted = 0;
    for (int round = 0; round < 30'000; ++round) {
        std::string line = seed;
        const auto changes = random() % 4;
        for (std::size_t i = 0; i < changes; ++i)
            line[random() % line.size()] = likely[random() % likely.size()];
        if (random() % 4 == 0) line.resize(random() % (line.size() + 1));
        const auto post = parse_recorded_post(line, 3);
        if (post) {
            ++accepted;
            EXPECT_FALSE(first_invalid_utf8(post->text)) << line;
            EXPECT_TRUE(parse_recorded_post(write_recorded_post(*post), 1)) << line;
        } else {
            EXPECT_TRUE(post.error().message.starts_with("line 3: ")) << post.error().message;
        }
    }
    EXPECT_GT(accepted, 1'000);
}

class ManualClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return now_; }
    void pass(Millis duration) { now_ += duration; }

private:
    Time now_ = from_millis(1'800'000'000'000);
};

class ReplayTest : public testing::Test {
protected:
    void TearDown() override { std::filesystem::remove(path_); }

    void record(const std::string& content) { std::ofstream{path_, std::ios::binary} << content; }
    static std::string post(int id, const std::string& time) {
        return R"({"id":)" + std::to_string(id) + R"(,"time":")" + time +
               R"(","author":{"id":"a"},"text":"t"})" + "\n";
    }
    static std::vector<std::string> ids(const Received& received) {
        std::vector<std::string> found;
        for (const auto& item : received.items)
            found.push_back(std::get<app::IncomingPost>(item).remote_id);
        return found;
    }

    std::string path_ = testing::TempDir() + "heed_replay_" + std::to_string(::getpid()) + ".jsonl";
    ManualClock clock_;
};

TEST_F(ReplayTest, HandsOverEverythingAndServesAnyCursorAgain) {
    record(post(1, "2026-01-01T00:00:00Z") + "\r\n" + post(2, "2026-01-02T00:00:00Z") +
           "nonsense\n" + post(3, "2026-01-03T00:00:00Z"));
    std::vector<std::string> bad;
    auto listening = settings(path_);
    listening.on_bad_line = [&](const Error& error) { bad.push_back(error.message); };
    Replay replay{listening, clock_};
    ASSERT_TRUE(replay.connect());
    const auto all = replay.receive("", Millis{0}, {});
    ASSERT_TRUE(all);
    EXPECT_EQ(ids(*all), (std::vector<std::string>{"1", "2", "3"}));
    EXPECT_TRUE(replay.ended());
    ASSERT_EQ(bad.size(), 1U);
    EXPECT_TRUE(bad[0].starts_with("line 4: not JSON")) << bad[0];
    const auto end = replay.receive(all->cursor, Millis{0}, {});
    ASSERT_TRUE(end);
    EXPECT_TRUE(end->items.empty());
    EXPECT_EQ(end->cursor, all->cursor);
    EXPECT_EQ(ids(*replay.receive("", Millis{0}, {})), ids(*all));
}

TEST_F(ReplayTest, PacesByTheTimesOfThePosts) {
    record(post(1, "2026-01-01T00:00:00Z") + post(2, "2026-01-01T00:10:00Z") +
           post(3, "2026-01-01T00:30:00Z"));
    auto ten_times = settings(path_);
    ten_times.speed = 10.0;
    Replay replay{ten_times, clock_};
    auto first = replay.receive("", Millis{0}, {});
    EXPECT_EQ(ids(*first), std::vector<std::string>{"1"});
    EXPECT_TRUE(replay.receive(first->cursor, Millis{0}, {})->items.empty());
    clock_.pass(std::chrono::seconds{60});
    const auto second = replay.receive(first->cursor, Millis{0}, {});
    EXPECT_EQ(ids(*second), std::vector<std::string>{"2"});
    clock_.pass(std::chrono::minutes{2});
    EXPECT_EQ(ids(*replay.receive(second->cursor, Millis{0}, {})), std::vector<std::string>{"3"});
}

TEST_F(ReplayTest, BearsAnySpeedAndAnyDistance) {
    record(post(1, "0001-01-01T00:00:00Z") + post(2, "9999-12-31T00:00:00Z"));
    const std::vector<std::pair<double, std::size_t>> table = {
        {0.0, 2}, {-1.0, 2}, {1e-300, 1}, {1e300, 2}};
    for (const auto& [speed, expected] : table) {
        auto paced = settings(path_);
        paced.speed = speed;
        Replay replay{paced, clock_};
        EXPECT_EQ(replay.receive("", Millis{0}, {})->items.size(), expected) << speed;
    }
}

TEST_F(ReplayTest, CannotBeAnswered) {
    record(post(1, "2026-01-01T00:00:00Z"));
    Replay replay{settings(path_), clock_};
    const auto said = replay.deliver({});
    ASSERT_FALSE(said);
    EXPECT_EQ(said.error().code, ErrorCode::invalid);
}

TEST_F(ReplayTest, NamesAMissingFileAndABadCursor) {
    Replay replay{settings(path_ + ".none"), clock_};
    EXPECT_EQ(replay.connect().error().code, ErrorCode::unavailable);
    record(post(1, "2026-01-01T00:00:00Z"));
    Replay other{settings(path_), clock_};
    for (const std::string cursor : {"x", "1", "1:", "-1:2", "1:2x"})
        EXPECT_EQ(other.receive(cursor, Millis{0}, {}).error().code, ErrorCode::invalid) << cursor;
}

TEST_F(ReplayTest, CanCountPostsAsWrittenNow) {
    record(post(1, "2015-01-01T00:00:00Z"));
    auto now = settings(path_);
    now.as_if_now = true;
    Replay replay{now, clock_};
    EXPECT_EQ(
        std::get<app::IncomingPost>(replay.receive("", Millis{0}, {})->items.at(0)).written_at,
        clock_.now());
}

}  // namespace
}  // namespace heed::channels
