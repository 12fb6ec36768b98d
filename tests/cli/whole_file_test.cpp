#include "cli/whole_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/desk_store.hpp"

namespace heed::cli {
namespace {

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

class WholeFiles : public testing::Test {
protected:
    WholeFiles() { std::ofstream(path_) << "before"; }

    test::TempFolder folder_;
    std::string path_ = folder_.file("taught.json");
};

TEST_F(WholeFiles, AreThereWhenTheyAreWhole) {
    {
        auto file = WholeFile::open(path_);
        ASSERT_TRUE(file) << file.error().message;
        EXPECT_EQ(text_of(path_), "before");
        EXPECT_TRUE(file->write("after"));
        EXPECT_EQ(text_of(path_), "after");
    }
    EXPECT_FALSE(std::filesystem::exists(path_ + ".part"));
}

TEST_F(WholeFiles, LeaveWhatWasThereWhenNothingIsWritten) {
    {
        const auto file = WholeFile::open(path_);
        ASSERT_TRUE(file) << file.error().message;
    }
    EXPECT_EQ(text_of(path_), "before");
    EXPECT_FALSE(std::filesystem::exists(path_ + ".part"));
}

TEST_F(WholeFiles, TakeNoOffenceAtWhatAKilledCommandLeft) {
    std::ofstream(path_ + ".part") << "half of something much longer than what is written now";
    auto file = WholeFile::open(path_);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(text_of(path_), "before");
    EXPECT_TRUE(file->write("after"));
    EXPECT_EQ(text_of(path_), "after");
}

TEST_F(WholeFiles, FollowLinksAndLeaveThem) {
    const auto link = folder_.file("link");
    std::filesystem::create_symlink(path_, link);
    auto file = WholeFile::open(link);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_TRUE(file->write("after"));
    EXPECT_TRUE(std::filesystem::is_symlink(link));
    EXPECT_EQ(text_of(path_), "after");
}

TEST_F(WholeFiles, SayWhyTheyCannotBeWritten) {
    const auto folder = WholeFile::open(folder_.file(""));
    ASSERT_FALSE(folder);
    EXPECT_NE(folder.error().message.find("it is a folder"), std::string::npos);
    const auto nowhere = WholeFile::open("/proc/none/x");
    ASSERT_FALSE(nowhere);
    EXPECT_NE(nowhere.error().message.find("cannot write /proc/none/x: No such file"),
              std::string::npos)
        << nowhere.error().message;
    auto full = WholeFile::open("/dev/full");
    ASSERT_TRUE(full) << full.error().message;
    const auto written = full->write("anything");
    ASSERT_FALSE(written);
    EXPECT_NE(written.error().message.find("No space left"), std::string::npos);
    EXPECT_TRUE(std::filesystem::exists("/dev/full"));
}

}  // namespace
}  // namespace heed::cli
