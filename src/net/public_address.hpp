#pragma once

struct sockaddr;

namespace heed::net {

/// Whether an address lies on the public internet: not on this machine, not in a private or local
/// network, nor in a range that is set aside (RFC 6890).
[[nodiscard]] bool is_public_address(const sockaddr& address);

}  // namespace heed::net
