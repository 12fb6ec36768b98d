#include "cli/whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace heed::cli {

namespace {

namespace fs = std::filesystem;

constexpr mode_t new_file_mode = 0644;

tl::unexpected<Error> cannot_write(const std::string& path, const std::string& why) {
    return fail(ErrorCode::unavailable, fmt::format("cannot write {}: {}", path, why));
}

Status sync(const std::string& path) {
    const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = opened >= 0 && ::fsync(opened) == 0;
    if (opened >= 0) ::close(opened);
    if (done) return {};
    return fail(ErrorCode::unavailable, fmt::format("cannot write {} to the disk", path));
}

}  // namespace

Status put_in_place(const std::string& from, const std::string& to) {
    if (auto done = sync(from); !done) return done;
    std::error_code failed;
    fs::rename(from, to, failed);
    if (failed) return cannot_write(to, failed.message());
    const auto folder = fs::path(to).parent_path();
    return sync(folder.empty() ? "." : folder.string());
}

Result<WholeFile> WholeFile::open(const std::string& path) {
    std::error_code failed;
    // A link stays one: what it names is replaced.
    auto target = fs::weakly_canonical(path, failed);
    if (failed) return cannot_write(path, failed.message());
    const auto status = fs::status(target, failed);
    if (fs::is_directory(status)) return cannot_write(path, "it is a folder");
    const bool ordinary = !fs::exists(status) || fs::is_regular_file(status);
    const auto part = ordinary ? target.string() + ".part" : std::string();
    const auto& opens = ordinary ? part : path;
    const int flags = O_WRONLY | O_CLOEXEC | (ordinary ? O_CREAT | O_TRUNC | O_NOFOLLOW : 0);
    const int opened = ::open(opens.c_str(), flags, new_file_mode);
    if (opened < 0) return cannot_write(path, std::strerror(errno));
    return WholeFile(target.string(), part, opened);
}

WholeFile::WholeFile(WholeFile&& other) noexcept
    : path_(std::move(other.path_)),
      part_(std::exchange(other.part_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

WholeFile::~WholeFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!part_.empty()) ::unlink(part_.c_str());
}

Status WholeFile::write(std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(descriptor_, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return cannot_write(path_, std::strerror(errno));
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (part_.empty()) return {};
    auto done = put_in_place(part_, path_);
    if (done) part_.clear();
    return done;
}

}  // namespace heed::cli
