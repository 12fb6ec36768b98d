#include "api/contact_form.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "api/percent.hpp"
#include "api/respond.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"

namespace heed::api {
namespace {

constexpr std::size_t nonce_characters = 22;  // 128 bits

/// C0 and C1 control characters, which mean nothing in a name or an address and much in a header.
bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

std::string one_line(std::string_view text) {
    std::string line;
    bool gap = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const auto c = next_code_point(text, at);
        gap = gap || is_space(c) || is_control(c);
        if (is_space(c) || is_control(c)) continue;
        if (gap && !line.empty()) line += ' ';
        gap = false;
        line += text.substr(begin, at - begin);
    }
    return line;
}

/// Browsers send CR LF. Other control characters but the tab are left out.
std::string many_lines(std::string_view text) {
    std::string lines;
    lines.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const auto c = next_code_point(text, at);
        if (!is_control(c) || c == '\n' || c == '\t') lines += text.substr(begin, at - begin);
    }
    return std::string{trim(lines)};
}

bool is_label(std::string_view label) {
    const auto fits = [](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || c == '-' || static_cast<unsigned char>(c) > 127;
    };
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, fits);
}

/// At least two labels: nobody outside writes from "localhost".
bool is_domain(std::string_view domain) {
    int labels = 0;
    while (true) {
        const auto label = domain.substr(0, domain.find('.'));
        if (!is_label(label)) return false;
        ++labels;
        if (label.size() == domain.size()) return labels >= 2;
        domain.remove_prefix(label.size() + 1);
    }
}

bool is_local_part(std::string_view local) {
    constexpr std::string_view refused = "<>()[]\\,;:\"@";
    const auto fits = [&](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != 0x7F &&
               refused.find(c) == std::string_view::npos;
    };
    return !local.empty() && local.size() <= 64 && std::ranges::all_of(local, fits);
}

std::string signature(const SecretKey& key, std::string_view place, std::string_view signed_part) {
    return keyed_token(key, "form\n" + std::string{place} + "\n" + std::string{signed_part});
}

std::optional<Time> issued_at(std::string_view token) {
    long long millis = 0;
    const auto end = token.data() + std::min(token.find('.'), token.size());
    const auto read = std::from_chars(token.data(), end, millis);
    if (read.ec != std::errc{} || read.ptr != end || millis < 0) return std::nullopt;
    return from_millis(millis);
}

}  // namespace

bool ContactProblems::any() const {
    return name != FieldState::fine || email != FieldState::fine || message != FieldState::fine ||
           trapped || token != TokenState::good;
}

ContactInput read_contact_input(std::string_view body) {
    ContactInput input;
    const std::pair<std::string_view, std::string*> fields[] = {{"name", &input.name},
                                                                {"email", &input.email},
                                                                {"message", &input.message},
                                                                {"website", &input.trap},
                                                                {"token", &input.token}};
    for (std::size_t i = 0; i < contact_fields_max && !body.empty(); ++i) {
        const auto pair = body.substr(0, body.find('&'));
        body.remove_prefix(std::min(pair.size() + 1, body.size()));
        const auto name = pair.substr(0, pair.find('='));
        const auto* field = std::ranges::find(fields, name, [](const auto& f) { return f.first; });
        if (field == std::end(fields) || name.size() == pair.size()) continue;
        const auto value = percent_decode(pair.substr(name.size() + 1), Plus::is_space);
        if (value) *field->second = *value;
    }
    input.name = one_line(input.name);
    input.email = one_line(input.email);
    input.message = many_lines(input.message);
    return input;
}

FieldState check_name(std::string_view name) {
    if (name.empty()) return FieldState::missing;
    return count_code_points(name) > contact_name_max ? FieldState::too_long : FieldState::fine;
}

FieldState check_email(std::string_view email) {
    if (email.empty()) return FieldState::missing;
    const auto at = email.rfind('@');
    const bool fits = email.size() <= contact_email_bytes_max && at != std::string_view::npos &&
                      is_local_part(email.substr(0, at)) && is_domain(email.substr(at + 1));
    return fits ? FieldState::fine : FieldState::bad;
}

FieldState check_message(std::string_view message) {
    if (message.empty()) return FieldState::missing;
    return count_code_points(message) > contact_message_max ? FieldState::too_long
                                                            : FieldState::fine;
}

std::string make_form_token(const SecretKey& key, std::string_view place, Time now) {
    auto token = std::to_string(to_millis(now)) + "." + random_token().substr(0, nonce_characters);
    return token + "." + signature(key, place, token);
}

TokenState check_form_token(const SecretKey& key, std::string_view place, std::string_view token,
                            Time now) {
    const auto dot = token.rfind('.');
    const auto issued = issued_at(token);
    if (dot == std::string_view::npos || !issued) return TokenState::expired;
    const auto wanted = signature(key, place, token.substr(0, dot));
    if (!equal_in_constant_time(wanted, token.substr(dot + 1))) return TokenState::expired;
    const auto age = now - *issued;
    if (age > contact_form_age_max) return TokenState::expired;
    return age < contact_form_age_min ? TokenState::too_fast : TokenState::good;
}

}  // namespace heed::api
