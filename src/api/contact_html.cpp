#include "api/contact_html.hpp"

#include <fmt/format.h>

#include "base/unicode.hpp"

namespace heed::api {
namespace {

using fmt::format;

// Drawn in place: a picture from elsewhere would be one more request of a worried customer's.
constexpr std::string_view tick_icon =
    R"(<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><circle cx="10" cy="10" r="9"/><path d="M5.8 10.4l2.8 2.8 5.6-6"/></svg>)";
constexpr std::string_view warning_icon =
    R"(<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d="M10 2.2L18.6 17.4H1.4Z"/><path d="M10 8v4M10 14.6v.1"/></svg>)";

std::string attribute_if(std::string_view name, std::string_view value) {
    return value.empty() ? std::string{} : format(R"( {}="{}")", name, escape_html(value));
}

struct Shell {
    const ContactWords& words;
    std::string title;
    bool embedded = false;
    bool wrong = false;
};

std::string html_page(const Shell& shell, std::string_view body) {
    const auto& words = shell.words;
    return format(R"(<!doctype html>
<html lang="{}" dir="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{}{}</title>
<link rel="stylesheet" href="/contact/style.css?v={}">
<script src="/contact/page.js?v={}" defer></script>
</head>
<body{}>
<main>
{}</main>
</body>
</html>
)",
                  words.code, words.direction, shell.wrong ? format("{}: ", words.error) : "",
                  escape_html(shell.title), contact_files_version(), contact_files_version(),
                  shell.embedded ? R"( class="embedded")" : "", body);
}

std::string heading(const ContactFrame& frame) {
    const auto language = attribute_if("lang", frame.content_language);
    auto out = format("<header>\n<h1{} dir=\"auto\">{}</h1>\n", language, escape_html(frame.title));
    if (!frame.intro.empty()) {
        out += format("<p class=\"intro\"{} dir=\"auto\">{}</p>\n", language,
                      escape_html(frame.intro));
    }
    return out + "</header>\n";
}

// --- problems ------------------------------------------------------------------------------------

std::string name_problem(const ContactWords& words, FieldState state) {
    if (state == FieldState::fine) return {};
    return std::string{state == FieldState::missing ? words.name_missing : words.name_long};
}

std::string email_problem(const ContactWords& words, FieldState state) {
    if (state == FieldState::fine) return {};
    return std::string{state == FieldState::missing ? words.email_missing : words.email_bad};
}

std::string message_problem(const ContactWords& words, FieldState state, std::string_view text) {
    if (state == FieldState::fine) return {};
    if (state == FieldState::missing) return std::string{words.message_missing};
    return format(fmt::runtime(words.message_long), count_code_points(text), contact_message_max);
}

std::string token_problem(const ContactWords& words, TokenState state) {
    if (state == TokenState::good) return {};
    return std::string{state == TokenState::too_fast ? words.too_fast : words.expired};
}

struct Remark {
    std::string_view field;  ///< the id it is about, empty when none is at fault
    std::string text;
};

std::vector<Remark> remarks(const ContactWords& words, const ContactProblems& problems,
                            const ContactInput& input, const std::string& notice) {
    std::vector<Remark> all = {{"name", name_problem(words, problems.name)},
                               {"email", email_problem(words, problems.email)},
                               {"message", message_problem(words, problems.message, input.message)},
                               {"", problems.trapped ? std::string{words.trap} : std::string{}},
                               {"", token_problem(words, problems.token)},
                               {"", notice}};
    std::erase_if(all, [](const Remark& remark) { return remark.text.empty(); });
    return all;
}

/// What is wrong, before everything else, each with a way to the field.
std::string summary(const ContactWords& words, const std::vector<Remark>& all) {
    if (all.empty()) return {};
    auto out = format(R"(<section class="problems" role="alert" tabindex="-1" autofocus>
<h2>{}{}</h2>
<ul>
)",
                      warning_icon, words.problems);
    for (const auto& [field, text] : all) {
        out += field.empty()
                   ? format("<li>{}</li>\n", escape_html(text))
                   : format("<li><a href=\"#{}\">{}</a></li>\n", field, escape_html(text));
    }
    return out + "</ul>\n</section>\n";
}

// --- fields --------------------------------------------------------------------------------------

struct Field {
    std::string_view id, label, hint;
    std::string problem;
};

/// Label, hint and problem of a field; `control` gets the attributes that tie them together.
template <class Control>
std::string labelled(const Field& field, Control control) {
    std::string described;
    if (!field.hint.empty()) described = format("{}-hint", field.id);
    if (!field.problem.empty()) described += format(" {}-problem", field.id);
    auto attributes = format(R"(id="{0}" name="{0}" required)", field.id);
    attributes += attribute_if("aria-describedby", described);
    if (!field.problem.empty()) attributes += R"( aria-invalid="true")";
    auto out =
        format("<div class=\"field\">\n<label for=\"{}\">{}</label>\n", field.id, field.label);
    if (!field.hint.empty()) {
        out += format("<p class=\"hint\" id=\"{}-hint\">{}</p>\n", field.id, field.hint);
    }
    if (!field.problem.empty()) {
        out += format("<p class=\"problem\" id=\"{}-problem\">{}{}</p>\n", field.id, warning_icon,
                      escape_html(field.problem));
    }
    return out + control(attributes) + "</div>\n";
}

std::string line(const Field& field, std::string_view extra, std::string_view value) {
    return labelled(field, [&](const std::string& attributes) {
        return format("<input {} {} value=\"{}\">\n", attributes, extra, escape_html(value));
    });
}

/// The line break after the tag is not part of the text; without it a first empty line of the
/// customer's would be lost.
std::string area(const Field& field, int rows, std::string_view value) {
    return labelled(field, [&](const std::string& attributes) {
        return format("<textarea {} rows=\"{}\" dir=\"auto\">\n{}</textarea>\n", attributes, rows,
                      escape_html(value));
    });
}

/// Always comes back empty: what was in it did not come from the customer.
std::string hidden_fields(const ContactInput& input) {
    return format(R"(<div class="aside" aria-hidden="true">
<label for="website">Website</label>
<input id="website" name="website" type="text" tabindex="-1" autocomplete="off">
</div>
<input type="hidden" name="token" value="{}">
)",
                  escape_html(input.token));
}

/// `novalidate`: our own words, in one language, all at once.
std::string form_open(std::string_view action) {
    return format("<form method=\"post\" action=\"{}\" novalidate>\n", escape_html(action));
}

std::string form_close(std::string_view send) {
    return format("<button type=\"submit\">{}</button>\n</form>\n", send);
}

std::string privacy(const ContactFrame& frame) {
    auto out = format("<p class=\"quiet\">{}", frame.words.privacy);
    if (!frame.privacy_url.empty()) {
        out += format(R"( <a href="{}" target="_blank" rel="noopener noreferrer">{}</a>)",
                      escape_html(frame.privacy_url), frame.words.privacy_link);
    }
    return out + "</p>\n";
}

// --- the conversation ----------------------------------------------------------------------------

/// "2026-11-21 09:30 UTC"; the script turns it into the reader's own time where there is one.
std::string time_tag(Time at) {
    const auto text = format_rfc3339(at);
    return format("<time datetime=\"{}\">{} {} UTC</time>", text, text.substr(0, 10),
                  text.substr(11, 5));
}

std::string message_item(const ContactWords& words, const ContactMessage& message) {
    const auto text = message.taken_back ? format("<p class=\"text gone\">{}</p>", words.taken_back)
                                         : format("<p class=\"text\" dir=\"auto\">{}</p>",
                                                  escape_html(message.text));
    return format(R"(<li class="{}">
<p class="who"><bdi>{}</bdi> {}</p>
{}
</li>
)",
                  message.ours ? "ours" : "theirs", escape_html(message.name), time_tag(message.at),
                  text);
}

std::string messages_list(const ContactWords& words, const std::vector<ContactMessage>& messages) {
    auto out = format("<h2 class=\"aside\">{}</h2>\n<ol class=\"messages\">\n", words.messages);
    for (const auto& message : messages)
        out += message_item(words, message);
    return out + "</ol>\n";
}

std::string state_box(const ContactFrame& frame, const ContactStatusPage& page) {
    auto out = format("<section class=\"state{}\">\n{}<div>\n<p class=\"now\">{}</p>\n",
                      page.settled ? " settled" : "", tick_icon, escape_html(page.state));
    if (!page.next.empty()) out += format("<p>{}</p>\n", escape_html(page.next));
    out += format("<p class=\"links\"><a href=\"{}\">{}</a>", escape_html(page.action),
                  frame.words.again);
    if (frame.embedded) {
        const auto alone = page.action.substr(0, page.action.find('?'));
        out += format(" <a href=\"{}\" target=\"_blank\" rel=\"noopener\">{}</a>",
                      escape_html(alone), frame.words.own_tab);
    }
    return out + "</p>\n</div>\n</section>\n";
}

std::string more_form(const ContactFrame& frame, const ContactStatusPage& page) {
    const auto& words = frame.words;
    return form_open(page.action) +
           area({"message", words.more, words.more_hint,
                 message_problem(words, page.problems.message, page.input.message)},
                4, page.input.message) +
           hidden_fields(page.input) + form_close(words.send_more);
}

}  // namespace

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string contact_form_page(const ContactFrame& frame, const ContactFormPage& page) {
    const auto& words = frame.words;
    const auto& [name, email, message, trap, token] = page.input;
    const auto all = remarks(words, page.problems, page.input, page.notice);
    auto body = heading(frame) + summary(words, all) + form_open(page.action);
    body += line({"name", words.name, "", name_problem(words, page.problems.name)},
                 R"(type="text" autocomplete="name" dir="auto")", name);
    body +=
        line({"email", words.email, words.email_hint, email_problem(words, page.problems.email)},
             R"(type="email" autocomplete="email" inputmode="email" spellcheck="false" dir="ltr")",
             email);
    body += area({"message", words.message, words.message_hint,
                  message_problem(words, page.problems.message, message)},
                 7, message);
    body += hidden_fields(page.input) + form_close(words.send) + privacy(frame);
    return html_page({words, frame.title, frame.embedded, !all.empty()}, body);
}

std::string contact_status_page(const ContactFrame& frame, const ContactStatusPage& page) {
    const auto& words = frame.words;
    const auto all = remarks(words, page.problems, page.input, page.notice);
    auto body = format(
        "<header>\n<p class=\"over\"{} dir=\"auto\">{}</p>\n<h1>{}</h1>\n</header>\n",
        attribute_if("lang", frame.content_language), escape_html(frame.title), words.status);
    body += summary(words, all) + state_box(frame, page) + messages_list(words, page.messages);
    if (page.open) body += more_form(frame, page);
    body += format("<p class=\"quiet\">{}</p>\n", words.keep);
    return html_page(
        {words, format("{} – {}", words.status, frame.title), frame.embedded, !all.empty()}, body);
}

std::string contact_notice_page(const ContactWords& words, std::string_view heading_text,
                                std::string_view text) {
    return html_page({words, std::string{heading_text}},
                     format("<header>\n<h1>{}</h1>\n<p class=\"intro\">{}</p>\n</header>\n",
                            escape_html(heading_text), escape_html(text)));
}

std::string contact_promise(const ContactWords& words, int minutes) {
    if (minutes == 60) return std::string{words.within_hour};
    if (minutes < 60) return fill(words.within_minutes, minutes);
    return fill(words.within_hours, (minutes + 59) / 60);
}

std::string fill(std::string_view text, std::string_view value) {
    return format(fmt::runtime(text), value);
}

std::string fill(std::string_view text, long long value) {
    return format(fmt::runtime(text), value);
}

}  // namespace heed::api
