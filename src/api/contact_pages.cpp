#include "api/contact_pages.hpp"

#include <memory>

#include "api/contact_desk.hpp"
#include "api/contact_html.hpp"

namespace heed::api {
namespace {

using Sites = std::vector<std::string>;

/// Nothing inline, nothing from elsewhere. Only these pages may be framed, and only by whom the
/// owner of the desk allows it.
std::string policy(const Sites& sites) {
    std::string out =
        "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors";
    for (const auto& site : sites)
        out += " " + site;
    return sites.empty() ? out + " *" : out;
}

/// The address may hold a secret: it goes to nobody else (`same-origin`; with `no-referrer`
/// browsers would hide from us that the form is our own), into no cache and no search engine.
Response html(std::string body, int status, const Sites& sites) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    set_header(response, "Content-Type", "text/html; charset=utf-8");
    set_header(response, "Content-Security-Policy", policy(sites));
    set_header(response, "Referrer-Policy", "same-origin");
    set_header(response, "Cache-Control", "no-store");
    set_header(response, "X-Robots-Tag", "noindex");
    return response;
}

Response see_other(std::string location) {
    Response response;
    response.status = 303;
    set_header(response, "Location", std::move(location));
    set_header(response, "Cache-Control", "no-store");
    set_header(response, "Referrer-Policy", "same-origin");
    return response;
}

/// The addresses of style and script change with what is in them.
Response file(std::string_view type, std::string_view bytes) {
    Response response;
    response.static_body = bytes;
    set_header(response, "Content-Type", std::string{type} + "; charset=utf-8");
    set_header(response, "Cache-Control", "public, max-age=31536000, immutable");
    return response;
}

std::string first_name(std::string_view name) {
    return std::string{name.substr(0, name.find(' '))};
}

const ContactWords& words_for(const Request& request, std::string_view otherwise) {
    const auto asked = request.parameter("lang");
    return contact_words(asked.value_or(""), request.header("accept-language"), otherwise);
}

ContactFrame frame_for(const Request& request, const channels::WebFormSettings& settings) {
    ContactFrame frame{words_for(request, settings.language),
                       settings.title,
                       settings.intro,
                       settings.language,
                       settings.privacy_url,
                       false,
                       ""};
    frame.embedded = request.parameter("embed") == "1";
    if (request.parameter("lang")) frame.query = "?lang=" + std::string{frame.words.code};
    if (frame.embedded) frame.query += frame.query.empty() ? "?embed=1" : "&embed=1";
    return frame;
}

Response failure(const Request& request, const Error& error, std::string_view missing) {
    const auto& words = words_for(request, "");
    if (error.code == ErrorCode::not_found) {
        return html(contact_notice_page(words, words.not_found, missing), 404, {"'none'"});
    }
    auto response = html(contact_notice_page(words, words.error, words.trouble), 503, {"'none'"});
    set_header(response, "Retry-After", "10");
    return response;
}

class ContactPages {
public:
    explicit ContactPages(const ContactDesk& desk) : store_{desk} {}

    Response show_form(const Call& call) {
        const auto form = store_.form(call.argument("slug"));
        if (!form) return no_form(call, form.error());
        return form_page(call, *form, {}, 200);
    }

    Response take_form(const Call& call) {
        const auto form = store_.form(call.argument("slug"));
        const auto key = form ? store_.key() : fail(form.error());
        if (!key) return no_form(call, key.error());
        ContactFormPage page;
        page.input = read_contact_input(call.request.body);
        const auto wait = wait_for(call.request, "form:" + form->settings.slug, by_form_);
        if (wait > Millis{0}) return too_many(call, *form, std::move(page), wait);
        page.problems = {check_name(page.input.name), check_email(page.input.email),
                         check_message(page.input.message), !page.input.trap.empty(),
                         check_form_token(*key, place(*form), page.input.token, store_.now())};
        if (page.problems.any()) return form_page(call, *form, std::move(page), 422);
        const auto frame = frame_for(call.request, form->settings);
        const auto token = store_.open(*form, page.input, frame.words.code);
        if (token) return see_other("/contact/status/" + *token + frame.query);
        if (token.error().code == ErrorCode::not_found) return no_form(call, token.error());
        page.notice = frame.words.unavailable;
        return later(form_page(call, *form, std::move(page), 503), Millis{5000});
    }

    Response show_status(const Call& call) {
        const auto thread = store_.thread(call.argument("token"));
        if (!thread) return no_status(call, thread.error());
        return status_page(call, *thread, {}, 200);
    }

    Response take_message(const Call& call) {
        const auto thread = store_.thread(call.argument("token"));
        const auto key = thread ? store_.key() : fail(thread.error());
        if (!key) return no_status(call, key.error());
        if (!thread->form.connected()) return status_page(call, *thread, {}, 409);
        ContactStatusPage page;
        page.input = read_contact_input(call.request.body);
        const auto frame = frame_for(call.request, thread->form.settings);
        const auto wait = wait_for(call.request, "link:" + thread->link.token_hash, by_link_);
        if (wait > Millis{0}) {
            page.notice = fill(frame.words.too_many, whole_seconds(wait));
            return later(status_page(call, *thread, std::move(page), 429), wait);
        }
        page.problems.message = check_message(page.input.message);
        page.problems.trapped = !page.input.trap.empty();
        page.problems.token =
            check_form_token(*key, place(*thread), page.input.token, store_.now());
        if (page.problems.any()) return status_page(call, *thread, std::move(page), 422);
        if (store_.add(*thread, page.input, frame.words.code)) {
            return see_other(call.request.path + frame.query);
        }
        page.notice = frame.words.unavailable;
        return later(status_page(call, *thread, std::move(page), 503), Millis{5000});
    }

    Response embed(const Call& call) {
        const auto form = store_.form(call.argument("slug"));
        if (!form) return error_response(form.error());
        Response response;
        response.body = contact_embed_script(form->settings.title);
        set_header(response, "Content-Type", "text/javascript; charset=utf-8");
        set_header(response, "Cache-Control", "public, max-age=300");
        set_header(response, "Cross-Origin-Resource-Policy", "cross-origin");
        return response;
    }

private:
    static std::string place(const ContactForm& form) { return to_string(form.channel.id); }
    static std::string place(const ContactThread& thread) { return thread.link.token_hash; }

    static Response no_form(const Call& call, const Error& error) {
        const auto& words = words_for(call.request, "");
        return failure(call.request, error, words.no_form);
    }
    static Response no_status(const Call& call, const Error& error) {
        const auto& words = words_for(call.request, "");
        return failure(call.request, error, words.no_status);
    }
    static Response later(Response response, Millis wait) {
        set_header(response, "Retry-After", std::to_string(whole_seconds(wait)));
        return response;
    }

    /// Zero, or how long this sender or this place has to wait.
    Millis wait_for(const Request& request, const std::string& what, RateLimiter& limiter) {
        const auto now = store_.now();
        const auto wait = by_peer_.take(peer_key(request.peer), now);
        return wait > Millis{0} ? wait : limiter.take(what, now);
    }

    Response too_many(const Call& call, const ContactForm& form, ContactFormPage page,
                      Millis wait) {
        const auto& words = words_for(call.request, form.settings.language);
        page.notice = fill(words.too_many, whole_seconds(wait));
        return later(form_page(call, form, std::move(page), 429), wait);
    }

    /// A form that is still good keeps its token: sent twice it is still one message.
    Status renew(std::string& token, const std::string& place) {
        const auto key = store_.key();
        if (!key) return fail(key.error());
        const auto now = store_.now();
        if (check_form_token(*key, place, token, now) == TokenState::expired) {
            token = make_form_token(*key, place, now);
        }
        return {};
    }

    Response form_page(const Call& call, const ContactForm& form, ContactFormPage page,
                       int status) {
        const auto frame = frame_for(call.request, form.settings);
        if (auto done = renew(page.input.token, place(form)); !done)
            return no_form(call, done.error());
        page.action = "/contact/" + form.settings.slug + frame.query;
        return html(contact_form_page(frame, page), status, form.settings.sites);
    }

    Response status_page(const Call& call, const ContactThread& thread, ContactStatusPage page,
                         int status) {
        const auto frame = frame_for(call.request, thread.form.settings);
        if (auto done = renew(page.input.token, place(thread)); !done)
            return no_status(call, done.error());
        page.action = call.request.path + frame.query;
        page.open = thread.form.connected();
        tell_state(frame.words, thread, page);
        for (const auto& view : thread.posts)
            page.messages.push_back(message(frame.words, thread, view));
        return html(contact_status_page(frame, page), status, thread.form.settings.sites);
    }

    static ContactMessage message(const ContactWords& words, const ContactThread& thread,
                                  const store::PostView& view) {
        ContactMessage made;
        made.ours = view.post.side == Side::us;
        made.name = made.ours ? first_name(view.agent_name) : std::string{words.you};
        if (made.name.empty()) made.name = thread.form.settings.title;
        made.taken_back = view.post.deleted_at != Time{};
        if (!made.taken_back) made.text = view.post.text;
        made.at = view.post.written_at;
        return made;
    }

    /// In plain words, and only what is true.
    void tell_state(const ContactWords& words, const ContactThread& thread,
                    ContactStatusPage& page) const {
        page.settled = !thread.waiting;
        if (thread.resolved) {
            page.state = words.solved;
        } else if (!thread.waiting && !thread.posts.empty()) {
            const auto answer = message(words, thread, thread.posts.back());
            page.state = fill(words.answered, answer.name);
        } else {
            page.state = thread.owner_name.empty()
                             ? std::string{words.arrived}
                             : fill(words.taken, first_name(thread.owner_name));
            const bool late = thread.waiting && store_.now() - thread.waiting_since >
                                                    std::chrono::minutes{store_.promise_minutes()};
            page.next =
                late ? std::string{words.late} : contact_promise(words, store_.promise_minutes());
        }
    }

    ContactStore store_;
    RateLimiter by_peer_{contact_peer_allowance};
    RateLimiter by_form_{contact_form_allowance};
    RateLimiter by_link_{contact_link_allowance};
};

Route page_route(Method method, std::string pattern, std::string summary,
                 const std::shared_ptr<ContactPages>& pages,
                 Response (ContactPages::*handle)(const Call&)) {
    auto made = raw_route(method, std::move(pattern), Access::open, std::move(summary),
                          [pages, handle](Call& call) { return (*pages.*handle)(call); });
    return std::move(made).tagged("contact").gives("text/html");
}

}  // namespace

void add_contact_routes(std::vector<Route>& routes, const ContactDesk& desk) {
    const auto pages = std::make_shared<ContactPages>(desk);
    const std::vector<std::string> form = {"application/x-www-form-urlencoded"};
    routes.push_back(page_route(Method::get, "/contact/{slug}", "A contact page", pages,
                                &ContactPages::show_form));
    routes.push_back(page_route(Method::post, "/contact/{slug}", "Sends what was written there",
                                pages, &ContactPages::take_form)
                         .takes(form, contact_body_bytes_max));
    routes.push_back(page_route(Method::get, "/contact/status/{token}",
                                "The conversation behind a customer's link", pages,
                                &ContactPages::show_status));
    routes.push_back(page_route(Method::post, "/contact/status/{token}",
                                "Adds the customer's next message", pages,
                                &ContactPages::take_message)
                         .takes(form, contact_body_bytes_max));
    routes.push_back(page_route(Method::get, "/contact/{slug}/embed.js",
                                "Shows a contact page within a company's own", pages,
                                &ContactPages::embed)
                         .gives("text/javascript"));
    routes.push_back(raw_route(Method::get, "/contact/style.css", Access::open,
                               "How contact pages look",
                               [](Call&) { return file("text/css", contact_style()); })
                         .tagged("contact")
                         .gives("text/css"));
    routes.push_back(raw_route(Method::get, "/contact/page.js", Access::open,
                               "What contact pages do where scripts run",
                               [](Call&) { return file("text/javascript", contact_script()); })
                         .tagged("contact")
                         .gives("text/javascript"));
}

void add_contact_routes(std::vector<Route>& routes, Services& services) {
    add_contact_routes(routes, ContactDesk{services.database, services.intake, services.clock,
                                           services.settings.promise_minutes});
}

}  // namespace heed::api
