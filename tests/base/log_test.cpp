#include "base/log.hpp"

#include <gtest/gtest.h>

#include <string>

namespace heed::log {
namespace {

std::string written(Level least, Format format, std::string_view text) {
    set_up(least, format);
    testing::internal::CaptureStderr();
    info("{} {}", text, 7);
    auto line = testing::internal::GetCapturedStderr();
    set_up(Level::info, Format::text);
    return line;
}

TEST(Log, writes_a_line_of_text) {
    const auto line = written(Level::info, Format::text, "hello");
    EXPECT_TRUE(line.ends_with("Z info    hello 7\n")) << line;
}

TEST(Log, writes_a_line_of_json) {
    const auto line = written(Level::debug, Format::json, "a \"quoted\" \\ thing");
    const std::string end = R"("level":"info","message":"a \"quoted\" \\ thing 7"})";
    EXPECT_TRUE(line.starts_with("{\"at\":\"")) << line;
    EXPECT_TRUE(line.ends_with(end + "\n")) << line;
}

TEST(Log, lets_nobody_forge_a_line) {
    const auto line = written(Level::info, Format::text, "a\n2026 error all is lost\x1b[2J");
    EXPECT_NE(line.find("a\\u000a2026 error all is lost\\u001b[2J"), std::string::npos) << line;
    EXPECT_EQ(line.find('\n'), line.size() - 1);
}

TEST(Log, leaves_out_what_matters_less) {
    EXPECT_EQ(written(Level::warn, Format::text, "hello"), "");
    EXPECT_EQ(written(Level::off, Format::text, "hello"), "");
}

}  // namespace
}  // namespace heed::log
