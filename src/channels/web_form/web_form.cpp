#include "channels/web_form/web_form.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <condition_variable>
#include <mutex>

#include "base/text.hpp"
#include "base/unicode.hpp"

namespace heed::channels {
namespace {

namespace json = boost::json;

constexpr std::size_t site_bytes_max = 300;
constexpr std::size_t url_bytes_max = 2000;

bool is_lower_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Absent and null are empty.
Result<std::string> text_at(const json::object& object, std::string_view key, std::size_t most) {
    const auto* value = object.if_contains(key);
    const auto field = "$." + std::string{key};
    if (value == nullptr || value->is_null()) return std::string{};
    if (!value->is_string()) return fail(ErrorCode::invalid, "Expected a text.", field);
    const auto& found = value->as_string();
    std::string text{trim(std::string_view{found.data(), found.size()})};
    if (count_code_points(text) > most) {
        return fail(ErrorCode::invalid,
                    "At most " + std::to_string(most) + " characters are possible.", field);
    }
    return text;
}

bool is_url(std::string_view text) {
    const bool web = text.starts_with("https://") || text.starts_with("http://");
    const auto harmless = [](char c) { return c > ' ' && c != 0x7F && c != '"' && c != '\\'; };
    return web && text.size() > 8 && std::ranges::all_of(text, harmless);
}

/// An origin as a content security policy writes it. It goes into a header, where a semicolon or a
/// comma would begin something else.
bool is_site(std::string_view text) {
    const auto scheme = text.find("://");
    if (scheme == std::string_view::npos || text.size() > site_bytes_max) return false;
    const auto name = text.substr(0, scheme);
    const auto host = text.substr(scheme + 3);
    const auto fits = [](char c) {
        return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == ':' ||
               c == '*';
    };
    return (name == "https" || name == "http") && !host.empty() && std::ranges::all_of(host, fits);
}

Result<std::vector<std::string>> read_sites(std::string_view text) {
    std::vector<std::string> sites;
    while (!(text = trim(text)).empty()) {
        const auto end = std::min(text.find_first_of(" \t\r\n"), text.size());
        const auto site = text.substr(0, end);
        text.remove_prefix(end);
        if (site == "*") continue;
        if (!is_site(site) || sites.size() == web_form_sites_max) {
            return fail(ErrorCode::invalid,
                        "Expected up to 20 sites such as https://shop.example, separated by "
                        "blanks, or nothing for every site.",
                        "$.frame_ancestors");
        }
        sites.emplace_back(site);
    }
    return sites;
}

Status check(const WebFormSettings& settings) {
    if (!is_web_form_slug(settings.slug)) {
        return fail(ErrorCode::invalid,
                    "Expected 1 to 40 lower case letters, digits and hyphens, such as \"help\".",
                    "$.slug");
    }
    if (settings.title.empty()) return fail(ErrorCode::invalid, "A title is needed.", "$.title");
    if (!settings.privacy_url.empty() && !is_url(settings.privacy_url)) {
        return fail(ErrorCode::invalid, "Expected an address that begins with https://.",
                    "$.privacy_url");
    }
    return {};
}

class WebForm final : public Channel {
public:
    explicit WebForm(WebFormSettings settings) : settings_{std::move(settings)} {}

    Result<Account> connect() override {
        if (auto fine = check(settings_); !fine) return fail(fine.error());
        Account account;
        account.remote_id = std::string{web_form_network} + ":" + settings_.slug;
        account.handle = settings_.slug;
        account.name = settings_.title;
        return account;
    }

    Result<Received> receive(const std::string& cursor, Millis wait,
                             std::stop_token stop) override {
        std::mutex mutex;
        std::condition_variable_any stopped;
        std::unique_lock lock{mutex};
        stopped.wait_for(lock, stop, wait, [] { return false; });
        return Received{{}, cursor, false, 0};
    }

    std::string delivery_key(ReplyId id, Time) const override { return to_string(id); }

    /// Nothing leaves the desk, so nothing can be lost on the way or said twice.
    Result<app::Delivery> deliver(const app::Outgoing& outgoing) override {
        if (outgoing.room != RoomKind::private_page) {
            return fail(ErrorCode::invalid, "A contact page has only its private page.");
        }
        if (!outgoing.images.empty()) {
            return fail(ErrorCode::invalid, "A contact page shows no pictures.");
        }
        const auto most = static_cast<std::size_t>(web_form_text_code_points_max);
        if (count_code_points(outgoing.text) > most) {
            return fail(ErrorCode::invalid, "A contact page takes at most 10,000 characters.");
        }
        return app::Delivery{"reply:" + outgoing.delivery_key, "", false};
    }

    Result<Presence> read_back(const std::string&) override { return Presence::visible; }

    Limits limits(RoomKind) const override {
        return {web_form_text_code_points_max, LengthUnit::code_points, 0, 0, 0};
    }

private:
    const WebFormSettings settings_;
};

}  // namespace

bool is_web_form_slug(std::string_view slug) {
    const auto fits = [](char c) { return is_lower_or_digit(c) || c == '-'; };
    return !slug.empty() && slug.size() <= web_form_slug_max && slug != "status" &&
           std::ranges::all_of(slug, fits);
}

Result<WebFormSettings> parse_web_form_settings(std::string_view text) {
    boost::system::error_code failed;
    const auto value = json::parse({text.data(), text.size()}, failed);
    if (failed || !value.is_object()) return fail(ErrorCode::invalid, "Expected an object.", "$");
    WebFormSettings settings;
    std::string sites;
    const struct {
        std::string_view key;
        std::size_t most;
        std::string& to;
    } fields[] = {{"slug", 1000, settings.slug},
                  {"title", web_form_title_code_points_max, settings.title},
                  {"intro", web_form_intro_code_points_max, settings.intro},
                  {"language", 35, settings.language},
                  {"privacy_url", url_bytes_max, settings.privacy_url},
                  {"frame_ancestors", web_form_sites_max * site_bytes_max, sites}};
    for (const auto& field : fields) {
        auto read = text_at(value.as_object(), field.key, field.most);
        if (!read) return fail(read.error());
        field.to = std::move(*read);
    }
    auto read = read_sites(sites);
    if (!read) return fail(read.error());
    settings.sites = std::move(*read);
    if (auto fine = check(settings); !fine) return fail(fine.error());
    return settings;
}

std::unique_ptr<Channel> make_web_form(WebFormSettings settings) {
    return std::make_unique<WebForm>(std::move(settings));
}

}  // namespace heed::channels
