#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/contact_form.hpp"
#include "api/contact_pages.hpp"
#include "channels/web_form/web_form.hpp"

/// What the contact pages read from the desk and write into it, without a word of HTML.
namespace heed::api {

/// A link to a thread is good for so long after the last thing that was said there. Whoever finds
/// it in an old mailbox later finds nothing.
inline constexpr Millis contact_link_valid_for = std::chrono::days{90};

struct ContactForm {
    app::ChannelRecord channel;
    channels::WebFormSettings settings;
    [[nodiscard]] bool connected() const { return channel.disconnected_at == Time{}; }
};

/// A thread that began on a contact page, and what its page tells.
struct ContactThread {
    ContactForm form;
    app::StatusLinkRecord link;
    std::vector<store::PostView> posts;  ///< of this thread only, oldest first
    std::string owner_name;
    bool resolved = false;
    bool waiting = false;  ///< the customer wrote last
    Time waiting_since;
    Author author;
};

/// The name of a thread: what its posts carry as their root. Made from the link's hash, which only
/// who holds the link can know.
[[nodiscard]] std::string contact_thread_root(const std::string& link_hash);

class ContactStore {
public:
    explicit ContactStore(const ContactDesk& desk) : desk_{desk} {}

    [[nodiscard]] Time now() const { return desk_.clock.now(); }
    [[nodiscard]] int promise_minutes() const { return desk_.promise_minutes; }

    /// `not_found` when there is no such page, or it was disconnected.
    [[nodiscard]] Result<ContactForm> form(std::string_view slug) const;
    /// `not_found` for a token that leads nowhere, or no longer.
    [[nodiscard]] Result<ContactThread> thread(std::string_view token) const;
    /// What signs the forms; made at the first use and kept with the desk, so that a form that was
    /// handed out before a restart, or by another node, is still good.
    [[nodiscard]] Result<SecretKey> key();

    /// Stores the message and gives the token of its page. The same form sent twice is one message
    /// and one page.
    [[nodiscard]] Result<std::string> open(const ContactForm& form, const ContactInput& input,
                                           std::string_view language);
    /// Adds a message to a thread.
    [[nodiscard]] Status add(const ContactThread& thread, const ContactInput& input,
                             std::string_view language);

private:
    [[nodiscard]] Status link(const std::string& link_hash, const ContactForm& form,
                              const std::string& remote_id);

    const ContactDesk desk_;
    std::mutex key_mutex_;
    std::optional<SecretKey> key_;
    std::mutex link_mutex_;  ///< two clicks on one button make one link
};

}  // namespace heed::api
