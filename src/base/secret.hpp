#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// Everything that must be unguessable, unreadable or unforgeable, on libsodium. Thread safe.
namespace heed {

inline constexpr std::size_t password_bytes_max = 1024;

/// The key that seals what is stored. Its bytes are wiped when it goes.
class SecretKey {
public:
    static constexpr std::size_t size = 32;

    /// A new one.
    SecretKey();
    explicit SecretKey(const std::array<unsigned char, size>& bytes) : bytes_{bytes} {}
    SecretKey(const SecretKey&) = default;
    SecretKey& operator=(const SecretKey&) = default;
    ~SecretKey();

    [[nodiscard]] const unsigned char* data() const { return bytes_.data(); }

private:
    std::array<unsigned char, size> bytes_{};
};

/// 256 random bits as 43 characters that are safe in addresses (base64url).
[[nodiscard]] std::string random_token();

/// What is stored of a random token: 64 hex digits. Not for passwords, which can be guessed.
[[nodiscard]] std::string hash_token(std::string_view token);

/// 256 bits that only who holds the key can make of this text, written as `random_token` is.
[[nodiscard]] std::string keyed_token(const SecretKey& key, std::string_view text);

/// Slow on purpose (Argon2id; some 50 ms and 64 MiB): limit how often strangers may cause it.
/// A password longer than the bound gives an empty hash, which no password fits.
[[nodiscard]] std::string hash_password(std::string_view password);
/// False for an empty or damaged hash.
[[nodiscard]] bool check_password(const std::string& hash, std::string_view password);

/// Encrypts and authenticates; the same text never gives the same result twice.
[[nodiscard]] std::string seal(const SecretKey& key, std::string_view text);
/// `invalid` when it was sealed with another key, cut or changed.
[[nodiscard]] Result<std::string> open(const SecretKey& key, std::string_view sealed);

/// Reads the key of this installation; makes one, for its owner's eyes only, where there is none.
/// `invalid` for a file that holds no key (it is never overwritten: what was sealed with it would
/// be lost), `forbidden` when others may read it, `unavailable` when it cannot be read or written.
[[nodiscard]] Result<SecretKey> load_or_create_key(const std::filesystem::path& file);

/// The key as text and back, for settings that hold one.
[[nodiscard]] std::string to_text(const SecretKey& key);
[[nodiscard]] Result<SecretKey> key_from_text(std::string_view text);

}  // namespace heed
