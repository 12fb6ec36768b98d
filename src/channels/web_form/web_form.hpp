#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "channels/channel.hpp"

namespace heed::channels {

inline constexpr std::string_view web_form_network = "web_form";
inline constexpr std::size_t web_form_slug_max = 40;
inline constexpr std::size_t web_form_title_code_points_max = 120;
inline constexpr std::size_t web_form_intro_code_points_max = 1000;
inline constexpr std::size_t web_form_sites_max = 20;
inline constexpr int web_form_text_code_points_max = 10'000;

/// What the owner of the desk chose for one contact page.
struct WebFormSettings {
    std::string slug;      ///< its address: /contact/<slug>
    std::string title;     ///< what customers read on top
    std::string intro;     ///< a sentence or two below it, may be empty
    std::string language;  ///< BCP 47 of title and intro, and of the page when nothing else tells
    /// Sites that may show the page within theirs ("https://shop.example"); empty: every site.
    std::vector<std::string> sites;
    std::string privacy_url;  ///< the company's own notice, http(s), may be empty
};

/// Lower case letters, digits and hyphens, and none of the words that the pages need themselves.
[[nodiscard]] bool is_web_form_slug(std::string_view slug);

/// Reads a channel's settings. `invalid` names the field: "$.slug", "$.title", ...
[[nodiscard]] Result<WebFormSettings> parse_web_form_settings(std::string_view json);

/// A contact page as a channel. Its posts come over HTTP (api/contact_pages.hpp), so `receive` only
/// waits. A reply is delivered by being in the desk: the customer reads it on the status page.
[[nodiscard]] std::unique_ptr<Channel> make_web_form(WebFormSettings settings);

}  // namespace heed::channels
