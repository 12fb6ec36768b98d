#include "base/secret.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <thread>

namespace heed {
namespace {

TEST(Secret, TokensAreLongUniqueAndSafeInAddresses) {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        const auto token = random_token();
        EXPECT_EQ(token.size(), 43U);
        EXPECT_TRUE(std::ranges::all_of(
            token, [](char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; }));
        EXPECT_TRUE(seen.insert(token).second);
    }
}

// The expected digests come from Python's hashlib.blake2b(..., digest_size=32), keyed and not.
TEST(Secret, HashesAreBlake2b) {
    EXPECT_EQ(hash_token(""), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    EXPECT_EQ(hash_token("abc"),
              "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    const auto key = key_from_text("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
    ASSERT_TRUE(key);
    EXPECT_EQ(keyed_token(*key, "abc"), "1joy0-RHONeQf5ZDFsJBraugq_6rwyNJZ3V4oVogP38");
    EXPECT_NE(keyed_token(SecretKey{}, "abc"), keyed_token(*key, "abc"));
}

TEST(Secret, OnlyTheRightPasswordFits) {
    const auto hash = hash_password("correct horse");
    EXPECT_TRUE(hash.starts_with("$argon2id$"));
    EXPECT_NE(hash, hash_password("correct horse"));
    EXPECT_TRUE(check_password(hash, "correct horse"));
    EXPECT_TRUE(check_password(hash_password(""), ""));
    const std::string with_nul{"correct horse\0", 14};
    for (const auto& wrong : {std::string{}, std::string{"Correct horse"}, with_nul,
                              std::string(password_bytes_max + 1, 'a')}) {
        EXPECT_FALSE(check_password(hash, wrong)) << wrong.size();
    }
    for (const auto& damaged :
         {std::string{}, std::string{"$argon2id$"}, hash.substr(0, 60), std::string(5000, 'a')}) {
        EXPECT_FALSE(check_password(damaged, "correct horse")) << damaged;
    }
    EXPECT_EQ(hash_password(std::string(password_bytes_max + 1, 'a')), "");
}

TEST(Secret, OpensWhatItSealedAndNothingElse) {
    const SecretKey key;
    for (const auto& text : {std::string{}, std::string{"token"}, std::string("\0\xFF\n", 3),
                             std::string(100'000, 'x')}) {
        const auto sealed = seal(key, text);
        EXPECT_NE(sealed, seal(key, text));
        const auto opened = open(key, sealed);
        ASSERT_TRUE(opened);
        EXPECT_EQ(*opened, text);
        EXPECT_FALSE(open(SecretKey{}, sealed));
    }
    const auto sealed = seal(key, "token");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(open(key, changed)) << i;
        EXPECT_FALSE(open(key, sealed.substr(0, i))) << i;
    }
    EXPECT_FALSE(open(key, sealed + "A"));
    EXPECT_FALSE(open(key, "not base64!"));
}

class KeyFile : public ::testing::Test {
protected:
    KeyFile() : folder_{std::filesystem::temp_directory_path() / random_token()} {
        std::filesystem::create_directories(folder_);
    }
    ~KeyFile() override { std::filesystem::remove_all(folder_); }

    [[nodiscard]] std::size_t count_files() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator{folder_}, {}));
    }

    std::filesystem::path folder_;
    std::filesystem::path file_ = folder_ / "desk.key";
};

TEST_F(KeyFile, IsMadeOnceForItsOwnerOnly) {
    const auto first = load_or_create_key(file_);
    ASSERT_TRUE(first) << first.error().message;
    struct stat facts {};
    ASSERT_EQ(::stat(file_.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0600U);
    const auto second = load_or_create_key(file_);
    ASSERT_TRUE(second);
    EXPECT_EQ(to_text(*first), to_text(*second));
    EXPECT_EQ(count_files(), 1U);
}

TEST_F(KeyFile, IsTheSameForAllWhoStartAtOnce) {
    std::vector<std::string> keys(8);
    {
        std::vector<std::jthread> threads;
        for (auto& key : keys) {
            threads.emplace_back([&] {
                const auto made = load_or_create_key(file_);
                if (made) key = to_text(*made);
            });
        }
    }
    EXPECT_FALSE(keys[0].empty());
    EXPECT_EQ(std::set<std::string>(keys.begin(), keys.end()).size(), 1U);
    EXPECT_EQ(count_files(), 1U);
}

TEST_F(KeyFile, IsNeverReplacedWhenItCannotBeUsed) {
    const auto write = [&](const std::string& text, mode_t mode) {
        std::ofstream{file_} << text;
        ::chmod(file_.c_str(), mode);
    };
    write("this is no key\n", 0600);
    auto key = load_or_create_key(file_);
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().code, ErrorCode::invalid);
    write(to_text(SecretKey{}) + "\n", 0640);
    key = load_or_create_key(file_);
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().code, ErrorCode::forbidden);
    EXPECT_EQ(load_or_create_key(folder_ / "none" / "desk.key").error().code,
              ErrorCode::unavailable);
}

}  // namespace
}  // namespace heed
