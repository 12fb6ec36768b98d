#include "net/public_address.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace heed::net {

namespace {

struct Range {
    std::uint32_t first;
    int bits;
};

constexpr std::array closed_v4 = {
    Range{0x00000000, 8},   // this network
    Range{0x0A000000, 8},   // private
    Range{0x64400000, 10},  // shared by a provider's customers
    Range{0x7F000000, 8},   // this machine
    Range{0xA9FE0000, 16},  // link-local, where clouds keep their secrets
    Range{0xAC100000, 12},  // private
    Range{0xC0000000, 24},  // protocol assignments
    Range{0xC0000200, 24},  // examples
    Range{0xC0A80000, 16},  // private
    Range{0xC6120000, 15},  // benchmarks
    Range{0xC6336400, 24},  // examples
    Range{0xCB007100, 24},  // examples
    Range{0xE0000000, 3},   // multicast and what is reserved
};

bool is_public_v4(std::uint32_t address) {
    return std::none_of(closed_v4.begin(), closed_v4.end(), [&](const Range& range) {
        return address >> (32 - range.bits) == range.first >> (32 - range.bits);
    });
}

/// Only 2000::/3 is given out, and in it stand forms that wrap an IPv4 address.
bool is_public_v6(const std::array<unsigned char, 16>& bytes) {
    const auto v4_at = [&](std::size_t at) {
        return static_cast<std::uint32_t>(bytes[at]) << 24 |
               static_cast<std::uint32_t>(bytes[at + 1]) << 16 |
               static_cast<std::uint32_t>(bytes[at + 2]) << 8 | bytes[at + 3];
    };
    const bool mapped = std::all_of(bytes.begin(), bytes.begin() + 10,
                                    [](unsigned char byte) { return byte == 0; }) &&
                        bytes[10] == 0xFF && bytes[11] == 0xFF;
    if (mapped) return is_public_v4(v4_at(12));
    constexpr std::array<unsigned char, 12> nat64 = {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};
    if (std::equal(nat64.begin(), nat64.end(), bytes.begin())) return is_public_v4(v4_at(12));
    if ((bytes[0] & 0xE0) != 0x20) return false;
    if (bytes[0] == 0x20 && bytes[1] == 0x02) return is_public_v4(v4_at(2));  // 6to4
    const bool teredo_or_example =
        bytes[0] == 0x20 && bytes[1] == 0x01 &&
        ((bytes[2] == 0 && bytes[3] == 0) || (bytes[2] == 0x0D && bytes[3] == 0xB8));
    return !teredo_or_example;
}

}  // namespace

bool is_public_address(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        return is_public_v4(ntohl(v4.sin_addr.s_addr));
    }
    if (address.sa_family != AF_INET6) return false;
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    std::array<unsigned char, 16> bytes{};
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return is_public_v6(bytes);
}

}  // namespace heed::net
