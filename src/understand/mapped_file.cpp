#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "understand/model_file.hpp"

namespace heed::understand {

namespace {

tl::unexpected<Error> unreadable(const std::filesystem::path& path, const char* why) {
    return fail(ErrorCode::unavailable, fmt::format("{} cannot be read: {}", path.string(), why));
}

}  // namespace

Result<MappedFile> map_file(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return unreadable(path, std::strerror(errno));
    struct stat info {};
    const bool regular = ::fstat(file, &info) == 0 && S_ISREG(info.st_mode);
    const auto size = static_cast<std::size_t>(info.st_size);
    if (!regular || size == 0) {
        ::close(file);
        return unreadable(path, regular ? "it is empty" : "it is no file");
    }
    void* const at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    const int failed = errno;
    ::close(file);
    if (at == MAP_FAILED) return unreadable(path, std::strerror(failed));
    MappedFile mapped;
    mapped.keep = std::shared_ptr<const void>(
        at, [size](const void* begin) { ::munmap(const_cast<void*>(begin), size); });
    mapped.bytes = {static_cast<const char*>(at), size};
    return mapped;
}

}  // namespace heed::understand
