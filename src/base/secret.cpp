#include "base/secret.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <vector>

namespace heed {
namespace {

constexpr int url_safe = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t nonce_size = crypto_secretbox_NONCEBYTES;
constexpr std::size_t tag_size = crypto_secretbox_MACBYTES;
static_assert(SecretKey::size == crypto_secretbox_KEYBYTES);

/// A machine without randomness can keep no secret: nothing to be done but stop.
void start_sodium() {
    static const bool works = sodium_init() >= 0;
    if (!works) throw std::runtime_error("libsodium finds no source of randomness");
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

std::string to_base64(const unsigned char* bytes, std::size_t size) {
    std::string out(sodium_base64_encoded_len(size, url_safe), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes, size, url_safe);
    out.pop_back();  // its terminating NUL
    return out;
}

/// Empty for text that is not base64url.
std::string from_base64(std::string_view text) {
    std::string out(text.size(), '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const int failed = sodium_base642bin(bytes_of(out), out.size(), text.data(), text.size(),
                                         nullptr, &size, &end, url_safe);
    const bool whole = failed == 0 && end == text.data() + text.size();
    out.resize(whole ? size : 0);
    return out;
}

/// A file descriptor that is closed in the end.
class File {
public:
    explicit File(int descriptor) : descriptor_{descriptor} {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
    [[nodiscard]] int get() const { return descriptor_; }

private:
    int descriptor_;
};

tl::unexpected<Error> file_trouble(const std::filesystem::path& file, int error) {
    return fail(ErrorCode::unavailable, fmt::format("{}: {}", file.string(), std::strerror(error)));
}

Result<SecretKey> read_key(const std::filesystem::path& file, const File& opened) {
    struct stat facts {};
    if (::fstat(opened.get(), &facts) != 0) return file_trouble(file, errno);
    if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fail(ErrorCode::forbidden,
                    fmt::format("{0} holds the desk's key, and others may read it. "
                                "Please run: chmod 600 {0}",
                                file.string()));
    }
    std::string text(256, '\0');
    const auto size = ::read(opened.get(), text.data(), text.size());
    if (size < 0) return file_trouble(file, errno);
    text.resize(static_cast<std::size_t>(size));
    if (text.ends_with('\n')) text.pop_back();
    auto key = key_from_text(text);
    sodium_memzero(text.data(), text.size());
    if (!key) return fail(ErrorCode::invalid, fmt::format("{} holds no key.", file.string()));
    return key;
}

Status write_all(const std::filesystem::path& file, const File& opened, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(opened.get(), text.data(), text.size());
        if (written < 0) return file_trouble(file, errno);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(opened.get()) != 0) return file_trouble(file, errno);
    return {};
}

/// Under another name first: a process that dies half way leaves no broken key, and of two that
/// start at once both use the same.
Result<SecretKey> create_key(const std::filesystem::path& file) {
    const SecretKey key;
    const auto fresh = file.string() + "." + random_token().substr(0, 8);
    Status done;
    {
        const File made{::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
        if (!made.is_open()) return file_trouble(file, errno);
        done = write_all(file, made, to_text(key) + "\n");
    }
    const int linked = done ? ::link(fresh.c_str(), file.c_str()) : 0;
    const int error = errno;
    ::unlink(fresh.c_str());
    if (!done) return fail(done.error());
    if (linked == 0) return key;
    if (error == EEXIST) return load_or_create_key(file);
    return file_trouble(file, error);
}

}  // namespace

SecretKey::SecretKey() {
    start_sodium();
    randombytes_buf(bytes_.data(), bytes_.size());
}

SecretKey::~SecretKey() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

std::string random_token() {
    start_sodium();
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return to_base64(bytes.data(), bytes.size());
}

std::string hash_token(std::string_view token) {
    start_sodium();
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), bytes_of(token), token.size(), nullptr, 0);
    std::string out(hash.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), hash.data(), hash.size());
    out.pop_back();
    return out;
}

std::string keyed_token(const SecretKey& key, std::string_view text) {
    start_sodium();
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), bytes_of(text), text.size(), key.data(),
                       SecretKey::size);
    return to_base64(hash.data(), hash.size());
}

std::string hash_password(std::string_view password) {
    start_sodium();
    if (password.size() > password_bytes_max) return {};
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(),
                          crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
        throw std::bad_alloc{};
    }
    hash.resize(std::strlen(hash.c_str()));
    return hash;
}

bool check_password(const std::string& hash, std::string_view password) {
    start_sodium();
    if (hash.empty() || hash.size() >= crypto_pwhash_STRBYTES) return false;
    if (password.size() > password_bytes_max) return false;
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string seal(const SecretKey& key, std::string_view text) {
    start_sodium();
    std::vector<unsigned char> box(nonce_size + tag_size + text.size());
    randombytes_buf(box.data(), nonce_size);
    crypto_secretbox_easy(box.data() + nonce_size, bytes_of(text), text.size(), box.data(),
                          key.data());
    return to_base64(box.data(), box.size());
}

Result<std::string> open(const SecretKey& key, std::string_view sealed) {
    start_sodium();
    const auto box = from_base64(sealed);
    if (box.size() < nonce_size + tag_size) return fail(ErrorCode::invalid, "not a sealed text");
    std::string text(box.size() - nonce_size - tag_size, '\0');
    const int failed = crypto_secretbox_open_easy(
        bytes_of(text), bytes_of(std::string_view{box}) + nonce_size, box.size() - nonce_size,
        bytes_of(std::string_view{box}), key.data());
    if (failed != 0) return fail(ErrorCode::invalid, "sealed with another key, or changed since");
    return text;
}

Result<SecretKey> load_or_create_key(const std::filesystem::path& file) {
    const File opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
    if (opened.is_open()) return read_key(file, opened);
    if (errno == ENOENT) return create_key(file);
    return file_trouble(file, errno);
}

std::string to_text(const SecretKey& key) {
    return to_base64(key.data(), SecretKey::size);
}

Result<SecretKey> key_from_text(std::string_view text) {
    start_sodium();
    auto bytes = from_base64(text);
    if (bytes.size() != SecretKey::size) return fail(ErrorCode::invalid, "not a key");
    std::array<unsigned char, SecretKey::size> copied{};
    std::memcpy(copied.data(), bytes.data(), copied.size());
    sodium_memzero(bytes.data(), bytes.size());
    return SecretKey{copied};
}

}  // namespace heed
