#include "api/contact_desk.hpp"

#include <algorithm>
#include <limits>

#include "base/text.hpp"

namespace heed::api {
namespace {

constexpr std::string_view key_setting = "contact_form_key";

tl::unexpected<Error> nothing_here() {
    return fail(ErrorCode::not_found, "There is nothing at this address.");
}

std::optional<ContactForm> as_form(app::ChannelRecord channel) {
    if (channel.network != channels::web_form_network) return std::nullopt;
    auto settings = channels::parse_web_form_settings(channel.settings);
    if (!settings) return std::nullopt;
    return ContactForm{std::move(channel), std::move(*settings)};
}

/// One form sent with the same words is one post, however often it comes. Words that were changed
/// meanwhile (the customer went back) are another: they must not be lost.
std::string remote_id_of(const ContactInput& input) {
    return "form:" + hash_token(input.token + "\n" + input.message);
}

app::IncomingPost as_post(const ContactInput& input, std::string_view language, Time now) {
    app::IncomingPost post;
    post.remote_id = remote_id_of(input);
    post.written_at = now;
    post.text = input.message;
    post.language = language;
    post.room = RoomKind::private_page;
    return post;
}

Author as_author(const ContactInput& input) {
    Author author;
    author.remote_id = lower_ascii(input.email);
    author.handle = author.remote_id;
    author.name = input.name;
    return author;
}

void read_posts(store::Reader& reader, ContactThread& thread) {
    const auto root = contact_thread_root(thread.link.token_hash);
    constexpr store::Key newest{std::numeric_limits<long long>::max(),
                                std::numeric_limits<long long>::max()};
    thread.posts = reader.posts(thread.link.conversation, newest, contact_messages_shown_max);
    std::erase_if(thread.posts, [&](const store::PostView& view) {
        return view.post.channel != thread.link.channel || view.post.thread_root != root ||
               view.post.side == Side::other;
    });
    std::ranges::reverse(thread.posts);
}

Time last_activity(const ContactThread& thread) {
    auto last = thread.link.created_at;
    for (const auto& view : thread.posts)
        last = std::max({last, view.post.written_at, view.post.received_at});
    return last;
}

void read_state(store::Reader& reader, ContactThread& thread) {
    const auto conversation = reader.conversation(thread.link.conversation);
    if (!conversation) return;
    thread.resolved = conversation->state.state == ConversationState::resolved;
    if (conversation->state.owner) {
        const auto owner = reader.user(conversation->state.owner);
        if (owner) thread.owner_name = owner->name;
    }
    for (const auto& [post, author, agent] : thread.posts) {
        if (post.deleted_at != Time{}) continue;
        if (post.side == Side::customer && !thread.waiting) thread.waiting_since = post.written_at;
        thread.waiting = post.side == Side::customer;
    }
    // What was closed and reopened waits from then on.
    thread.waiting_since =
        std::max(thread.waiting_since, conversation->state.waiting_since.value_or(Time{}));
}

}  // namespace

std::string contact_thread_root(const std::string& link_hash) {
    return "form:" + link_hash;
}

Result<ContactForm> ContactStore::form(std::string_view slug) const {
    return desk_.database.ask<ContactForm>([&](store::Reader& reader) -> Result<ContactForm> {
        for (auto& channel : reader.channels()) {
            auto form = as_form(std::move(channel));
            if (form && form->connected() && form->settings.slug == slug) return std::move(*form);
        }
        return nothing_here();
    });
}

Result<ContactThread> ContactStore::thread(std::string_view token) const {
    return desk_.database.ask<ContactThread>([&](store::Reader& reader) -> Result<ContactThread> {
        auto link = reader.status_link(hash_token(token));
        auto channel = link ? reader.channel(link->channel) : std::nullopt;
        auto form = channel ? as_form(std::move(*channel)) : std::nullopt;
        auto identity = form ? reader.identity(link->identity) : std::nullopt;
        if (!identity) return nothing_here();
        ContactThread thread;
        thread.form = std::move(*form);
        thread.link = std::move(*link);
        thread.author = std::move(identity->author);
        read_posts(reader, thread);
        if (now() - last_activity(thread) > contact_link_valid_for) return nothing_here();
        read_state(reader, thread);
        return thread;
    });
}

/// It lies in the database as it is: who can read that can read every message, and what the key
/// makes besides (tokens of forms) is kept nowhere.
Result<SecretKey> ContactStore::key() {
    const std::lock_guard lock{key_mutex_};
    if (key_) return *key_;
    std::string text;
    const auto done = desk_.database.write([&](app::Transaction& transaction) -> Status {
        auto known = transaction.setting(std::string{key_setting});
        text = known ? *known : to_text(SecretKey{});
        if (!known) transaction.save_setting(std::string{key_setting}, text);
        return {};
    });
    if (!done) return fail(done.error());
    auto key = key_from_text(text);
    if (!key) return fail(ErrorCode::internal, "the setting contact_form_key holds no key");
    key_ = *key;
    return *key_;
}

Result<std::string> ContactStore::open(const ContactForm& form, const ContactInput& input,
                                       std::string_view language) {
    const auto signing = key();
    if (!signing) return fail(signing.error());
    auto post = as_post(input, language, now());
    post.author = as_author(input);
    // Nobody can guess it without the key, and the same form always leads to the same page. The
    // address is part of it: who corrects it on the way gets another page.
    auto token = keyed_token(*signing, "status\n" + input.token + "\n" + post.author.remote_id);
    const auto link_hash = hash_token(token);
    post.thread_root = contact_thread_root(link_hash);
    const auto remote_id = post.remote_id;
    auto taken = desk_.intake.receive(form.channel.id, {std::move(post)});
    if (!taken) return fail(taken.error());
    if (auto linked = link(link_hash, form, remote_id); !linked) return fail(linked.error());
    return token;
}

Status ContactStore::link(const std::string& link_hash, const ContactForm& form,
                          const std::string& remote_id) {
    const std::lock_guard lock{link_mutex_};
    std::optional<app::PostRecord> post;
    const auto found = desk_.database.ask<bool>([&](store::Reader& reader) -> Result<bool> {
        post = reader.post(form.channel.id, remote_id);
        return reader.status_link(link_hash).has_value();
    });
    if (!found) return fail(found.error());
    if (*found) return {};
    if (!post || !post->conversation) return nothing_here();  // erased in the meantime
    return desk_.database.write([&](app::Transaction& transaction) -> Status {
        transaction.add(app::StatusLinkRecord{link_hash, form.channel.id, post->identity,
                                              post->conversation, now()});
        return {};
    });
}

Status ContactStore::add(const ContactThread& thread, const ContactInput& input,
                         std::string_view language) {
    auto post = as_post(input, language, now());
    post.author = thread.author;
    post.thread_root = contact_thread_root(thread.link.token_hash);
    if (!thread.posts.empty()) post.in_reply_to = thread.posts.back().post.remote_id;
    auto taken = desk_.intake.receive(thread.form.channel.id, {std::move(post)});
    if (!taken) return fail(taken.error());
    return {};
}

}  // namespace heed::api
