#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/words.hpp"

namespace heed::store {

/// Media of a post as one column: a JSON array of [url, mime, alt, width, height].
[[nodiscard]] std::string media_to_json(const std::vector<Media>& media);
/// What cannot be read is left out.
[[nodiscard]] std::vector<Media> media_from_json(std::string_view text);

[[nodiscard]] std::string to_base64(std::string_view bytes);
[[nodiscard]] std::string from_base64(std::string_view text);

/// Ids of pictures as one column, separated by blanks.
[[nodiscard]] std::string ids_to_text(const std::vector<MediaId>& ids);
[[nodiscard]] std::vector<MediaId> ids_from_text(std::string_view text);

}  // namespace heed::store
