#include "domain/coach/links.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/unicode.hpp"

namespace heed::coach {

namespace {

struct Link {
    bool secure = true;
    bool has_user = false;
    std::string host;
    std::string query;
    std::string path;
};

Link parsed(std::string_view text) {
    auto lower = lower_ascii(text);
    Link link;
    link.secure = !lower.starts_with("http://");
    if (const auto scheme = lower.find("://"); scheme != std::string::npos)
        lower.erase(0, scheme + 3);
    const auto end = lower.find_first_of("/?#");
    link.host = lower.substr(0, end);
    if (end != std::string::npos) {
        const auto rest = lower.substr(end);
        const auto query = rest.find('?');
        link.path = rest.substr(0, query);
        if (query != std::string::npos) link.query = rest.substr(query + 1);
    }
    if (const auto at = link.host.rfind('@'); at != std::string::npos) {
        link.has_user = true;
        link.host.erase(0, at + 1);
    }
    link.host.resize(std::min(link.host.size(), link.host.find(':')));
    if (link.host.starts_with("www.")) link.host.erase(0, 4);
    return link;
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool is_shortener(std::string_view host) {
    constexpr std::array<std::string_view, 18> hosts = {
        "bit.ly",  "tinyurl.com", "t.co",   "goo.gl",      "ow.ly",      "is.gd",
        "buff.ly", "cutt.ly",     "rb.gy",  "shorturl.at", "rebrand.ly", "t.ly",
        "tiny.cc", "lnkd.in",     "bl.ink", "adf.ly",      "soo.gd",     "s.id"};
    return std::find(hosts.begin(), hosts.end(), host) != hosts.end();
}

/// Every link on X is one of these: the network makes them, not the agent.
bool is_wrapped_by(std::string_view channel, std::string_view host) {
    return host == "t.co" && (channel == "x" || channel == "twitter");
}

bool is_address_of_numbers(std::string_view host) {
    return !host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// Of a host's parts, and of a path's first.
bool is_for_staff(std::string_view part) {
    constexpr std::array<std::string_view, 20> parts = {
        "intranet", "staging",   "stage",    "admin",    "wiki",   "jira",       "crm",
        "preprod",  "uat",       "qa",       "internal", "intern", "backoffice", "back-office",
        "agents",   "agentdesk", "extranet", "cms",      "erp",    "sandbox"};
    return std::find(parts.begin(), parts.end(), part) != parts.end() ||
           part.starts_with("admin-") || part.ends_with("-admin") || part.starts_with("internal-");
}

/// What only people of the company, or only one machine, can open.
bool is_internal(const Link& link) {
    const std::string_view host = link.host;
    if (host == "localhost" || is_address_of_numbers(host)) return true;
    for (const std::string_view end : {".local", ".internal", ".intranet", ".lan", ".corp"})
        if (host.ends_with(end)) return true;
    if (host.starts_with("test.") || host.starts_with("dev.")) return true;
    for (std::size_t at = 0; at < host.size();) {
        const auto end = std::min(host.find('.', at), host.size());
        // The last part but one is the company's own name.
        if (host.find('.', end + 1) != std::string_view::npos &&
            is_for_staff(host.substr(at, end - at)))
            return true;
        at = end + 1;
    }
    const std::string_view path = link.path;
    if (path.empty()) return false;
    return is_for_staff(path.substr(1, std::min(path.find('/', 1), path.size()) - 1));
}

bool carries_secrets(const Link& link) {
    for (const std::string_view key :
         {"session", "sid=", "token", "auth=", "password", "passwd",
          "email=", "mail=", "phone=", "customer", "agent=", "user=", "phpsessid", "jsessionid",
          "apikey", "api_key", "secret", "admin="})
        if (contains(link.query, key)) return true;
    return contains(link.query, "@") || contains(link.query, "%40");
}

/// What opens a door to whoever has the link.
bool carries_access(const Link& link) {
    for (const std::string_view key : {"session", "token", "password", "passwd", "apikey",
                                       "api_key", "secret", "phpsessid", "jsessionid", "admin="})
        if (contains(link.query, key)) return true;
    return false;
}

bool carries_tracking(const Link& link) {
    return contains(link.query, "utm_") || contains(link.query, "gclid=") ||
           contains(link.query, "fbclid=");
}

std::size_t differing(std::string_view left, std::string_view right) {
    if (left.size() != right.size()) {
        if (left.size() > right.size()) std::swap(left, right);
        if (right.size() - left.size() > 1) return 9;
        std::size_t i = 0;
        while (i < left.size() && left[i] == right[i])
            ++i;
        return left.substr(i) == right.substr(i + 1) ? 1 : 9;
    }
    std::size_t different = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        different += left[i] == right[i] ? 0 : 1;
    return different;
}

bool looks_like_known(const std::string& host, const std::set<std::string>& known) {
    return std::any_of(known.begin(), known.end(), [&host](const std::string& one) {
        return one.size() > 6 && one != host && differing(one, host) <= 2 &&
               differing(one, host) > 0;
    });
}

/// "acme" of "help.acme.example" and of "help.acme.co.uk".
std::string_view own_label(std::string_view host) {
    constexpr std::string_view shared[] = {"co",  "com",  "org", "net", "gov",
                                           "gob", "gouv", "ac",  "edu"};
    constexpr std::size_t country_letters = 2;
    const auto last = host.rfind('.');
    if (last == std::string_view::npos) return host;
    auto head = host.substr(0, last);
    const auto label = head.substr(head.rfind('.') + 1);
    if (host.size() - last - 1 != country_letters || label.size() == head.size() ||
        std::find(std::begin(shared), std::end(shared), label) == std::end(shared))
        return label;
    head.remove_suffix(label.size() + 1);
    return head.substr(head.rfind('.') + 1);
}

/// "acme-login.example" where "help.acme.example" is known: anybody may have bought that name.
bool borrows_name(std::string_view host, const std::set<std::string>& known) {
    constexpr std::size_t name_min = 5;
    const auto label = own_label(host);
    const auto shares = [label](std::string_view name) {
        return name.size() >= name_min && label.size() > name.size() && contains(label, name);
    };
    const bool ours = std::any_of(known.begin(), known.end(), [label](const std::string& one) {
        return own_label(one) == label;
    });
    return !ours && std::any_of(known.begin(), known.end(), [&shares](const std::string& one) {
        return shares(own_label(one));
    });
}

bool wants_money(const Reading& reading) {
    return reading.has(reading.draft, "data.secret") || reading.has(reading.draft, "enter_data");
}

void add_hosts(std::string_view text, std::set<std::string>& hosts) {
    for (const auto& word : words_of(text).list)
        if (word.kind == WordKind::link) hosts.insert(parsed(word.folded).host);
}

}  // namespace

std::set<std::string> known_hosts(const Reading& reading) {
    std::set<std::string> hosts;
    for (const auto& fact : reading.facts.playbook.facts)
        add_hosts(fact, hosts);
    for (const auto& own : reading.facts.own_contacts)
        add_hosts(own, hosts);
    for (std::size_t i = 0; i < reading.posts.size(); ++i)
        if (reading.thread[i].from == Speaker::agent) add_hosts(reading.thread[i].text, hosts);
    return hosts;
}

std::optional<LinkTrouble> trouble_with(std::string_view text, const std::set<std::string>& known,
                                        const Reading& reading) {
    const auto link = parsed(text);
    if (is_wrapped_by(reading.facts.channel, link.host)) return std::nullopt;
    const bool malformed = !contains(link.host, ".") || contains(link.host, "..") ||
                           link.host.ends_with('.') || contains(link.host, ",");
    const auto shown = reading.in_public ? Grade::stop : Grade::ask;
    if (carries_access(link)) return LinkTrouble{shown, "link.secrets"};
    if (is_internal(link)) return LinkTrouble{shown, "link.internal"};
    if (malformed) return LinkTrouble{Grade::ask, "link.malformed"};
    if (link.has_user || contains(link.host, "xn--"))
        return LinkTrouble{Grade::ask, "link.disguised"};
    if (!link.secure && wants_money(reading)) return LinkTrouble{Grade::stop, "link.unsafe_form"};
    if (is_shortener(link.host)) return LinkTrouble{Grade::ask, "link.short"};
    if (looks_like_known(link.host, known)) return LinkTrouble{Grade::ask, "link.misspelt"};
    if (borrows_name(link.host, known)) return LinkTrouble{Grade::ask, "link.borrowed"};
    if (carries_secrets(link)) return LinkTrouble{Grade::ask, "link.secrets"};
    if (!link.secure) return LinkTrouble{Grade::hint, "link.insecure"};
    if (carries_tracking(link)) return LinkTrouble{Grade::hint, "link.tracking"};
    return std::nullopt;
}

namespace {

/// "htps", "hhtp", "ttps": meant as a scheme.
bool is_misspelt_scheme(std::string_view letters) {
    if (letters == "http" || letters == "https" || letters.size() < 3 || letters.size() > 7)
        return false;
    const bool fits = letters.find_first_not_of("htps") == std::string_view::npos;
    return fits && contains(letters, "t") && contains(letters, "p") &&
           (letters.starts_with('h') || letters.starts_with("tt"));
}

/// One piece of the draft between blanks that should have been a link.
bool is_malformed(std::string_view piece) {
    const auto lower = lower_ascii(piece);
    for (const std::string_view start : {"www,", "wwww.", "www..", "www:", "www/"})
        if (lower.starts_with(start)) return true;
    const auto letters =
        std::min(lower.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), lower.size());
    const std::string_view scheme = std::string_view(lower).substr(0, letters);
    const std::string_view rest = std::string_view(lower).substr(letters);
    const bool meant = rest.starts_with(":/") || rest.starts_with("//") ||
                       rest.starts_with(";//") || rest.starts_with(".//");
    if (is_misspelt_scheme(scheme)) return meant;
    if (scheme != "http" && scheme != "https") return false;
    if (!rest.starts_with(':') && !rest.starts_with('/') && !rest.starts_with(";//")) return false;
    if (!rest.starts_with("://") || rest.size() == 3) return true;
    const auto host = rest.substr(3, rest.find('/', 3) - 3);
    // "https://acme,example/x", and not the comma behind a link.
    const auto comma = host.find(',');
    return host.empty() || host.starts_with("http") ||
           (comma != std::string_view::npos && comma + 1 < host.size());
}

}  // namespace

std::vector<TextSpan> malformed_links(std::string_view draft) {
    std::vector<TextSpan> found;
    for (std::size_t at = 0; at < draft.size();) {
        const auto begin = draft.find_first_not_of(" \n\t(\"'<", at);
        if (begin == std::string_view::npos) break;
        const auto end = std::min(draft.find_first_of(" \n\t", begin), draft.size());
        at = end;
        if (!is_malformed(draft.substr(begin, end - begin))) continue;
        const auto before = count_code_points(draft.substr(0, begin));
        found.push_back({before, before + count_code_points(draft.substr(begin, end - begin))});
    }
    return found;
}

std::optional<TextSpan> misspelt_page(std::string_view draft, const std::set<std::string>& known) {
    for (std::size_t at = 0; at < draft.size();) {
        const auto begin = draft.find_first_not_of(" \n\t(\"'<", at);
        if (begin == std::string_view::npos) break;
        const auto end = std::min(draft.find_first_of(" \n\t", begin), draft.size());
        at = end;
        const auto piece = draft.substr(begin, end - begin);
        if (contains(piece, "://") || contains(piece, "@") || !contains(piece, ".")) continue;
        const auto host = parsed(piece).host;
        if (!looks_like_known(host, known)) continue;
        const auto before = count_code_points(draft.substr(0, begin));
        return TextSpan{before, before + count_code_points(piece)};
    }
    return std::nullopt;
}

}  // namespace heed::coach
