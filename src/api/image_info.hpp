#pragma once

#include <optional>
#include <string_view>

namespace heed::api {

/// What a picture's first bytes say it is. The name and type that a browser claims are not asked.
struct ImageInfo {
    std::string_view mime;  ///< image/jpeg, image/png, image/gif or image/webp
    int width = 0;
    int height = 0;
};

/// Empty for what is none of these, or is cut off before its size.
[[nodiscard]] std::optional<ImageInfo> read_image_info(std::string_view bytes);

}  // namespace heed::api
