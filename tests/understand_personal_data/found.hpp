#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/unicode.hpp"
#include "understand/personal_data.hpp"

namespace heed::understand {

/// The part of a text that lies between two code points.
inline std::string part_of(std::string_view text, TextSpan span) {
    std::size_t at = 0;
    std::size_t begin = text.size();
    std::size_t end = text.size();
    for (std::size_t place = 0; at < text.size(); ++place) {
        if (place == span.start) begin = at;
        if (place == span.end) {
            end = at;
            break;
        }
        static_cast<void>(next_code_point(text, at));
    }
    return begin >= end ? std::string() : std::string(text.substr(begin, end - begin));
}

/// "phone:030 123456 card:4111 ...": what was found, to be compared and printed.
inline std::string found_in(std::string_view text, std::string_view language = {},
                            const PersonalDataOptions& options = {}) {
    std::string found;
    for (const auto& datum : find_personal_data(text, language, options)) {
        if (!found.empty()) found += " | ";
        found += std::string(name_of(datum.kind)) + ":" + part_of(text, datum.span);
    }
    return found;
}

}  // namespace heed::understand
