#pragma once

#include <string>
#include <string_view>

namespace heed::api {

/// A picture (JPEG, PNG, WebP or GIF by its bytes) without what a camera or a program wrote beside
/// it: place, time, device, comments, previews, names, and whatever hangs behind its end. The
/// coded pixels stay as they are, byte by byte; so do colours (ICC profile), the repetitions of an
/// animation, and which side is up, which is kept as the one tag of a new Exif part.
/// Damaged parts are left out, so that little may remain; ask read_image_info() whether it is a
/// picture still.
[[nodiscard]] std::string clean_image(std::string_view bytes);

/// The tag that says which side is up (TIFF 6.0, tag 274): 1 to 8; 1, which is upright, where there
/// is none. `tiff` is an Exif part from its byte order mark on.
[[nodiscard]] int orientation_of(std::string_view tiff);
/// An Exif part that says nothing else.
[[nodiscard]] std::string tiff_of(int orientation);

}  // namespace heed::api
