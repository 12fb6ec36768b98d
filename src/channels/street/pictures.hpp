#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace heed::channels::street {

/// A picture of the street, as the network would serve it.
struct Picture {
    std::string mime;
    std::string bytes;
};

/// The picture behind a url such as "street:picture/wet-box". Media urls of the street are of this
/// form; a desk that fetches media asks here instead of a server.
[[nodiscard]] std::optional<Picture> find_picture(std::string_view url);

}  // namespace heed::channels::street
