#include "app/heard_posts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/bounds.hpp"
#include "app/conversations.hpp"
#include "app/judgements.hpp"
#include "app/receive_posts.hpp"
#include "base/secret.hpp"
#include "base/text.hpp"

namespace heed::app {

namespace {

std::string account_of_handle(std::string_view handle) {
    if (handle.starts_with('@')) handle.remove_prefix(1);
    return "@" + lower_ascii(handle);
}

template <class Value>
void keep_unique(std::vector<Value>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

bool is_about_us(const HeardTerm& term) {
    return term.purpose == understand::TermPurpose::brand ||
           term.purpose == understand::TermPurpose::product;
}

/// The term that made us listen: one of ours before any other.
void note_terms(ListeningFacts& facts, const std::vector<HeardTerm>& terms) {
    for (const auto& term : terms) {
        const bool ours = is_about_us(term);
        if (facts.named.empty() || (ours && !facts.about_us)) facts.named = term.text;
        facts.about_us = facts.about_us || ours;
        facts.names_competitor =
            facts.names_competitor || term.purpose == understand::TermPurpose::competitor;
    }
}

Event event_of(const Env& env, EventKind kind, std::string detail) {
    Event event;
    event.at = env.now;
    event.kind = kind;
    event.actor = env.actor;
    event.detail = std::move(detail);
    return event;
}

}  // namespace

std::string form_hash(std::string_view text) {
    const auto form = form_of(text);
    return form.empty() ? std::string{} : hash_token(form);
}

void HeardPosts::load(Transaction& transaction, const std::vector<IncomingPost>& posts,
                      const IntakeFacts& facts) {
    ListeningKeys keys;
    std::vector<std::string> written_by;
    for (const auto& post : posts) {
        if (!post.terms || post.terms->empty() || !may_be_heard(post)) continue;
        if (facts.posts.contains(post.remote_id)) continue;
        keys.accounts.push_back(post.author.remote_id);
        keys.accounts.push_back(account_of_handle(post.author.handle));
        keys.forms.push_back(form_hash(post.text));
        const auto author = facts.identities.find(post.author.remote_id);
        if (author == facts.identities.end()) continue;
        keys.customers.push_back(author->second.customer);
        keys.identities.push_back(author->second.id);
        keys.written.push_back({author->second.id, post.written_at});
        written_by.push_back(post.remote_id);
        const auto since = post.written_at - one_approach_within;
        keys.approached_since =
            keys.written.size() == 1 ? since : std::min(keys.approached_since, since);
    }
    if (keys.accounts.empty()) return;
    keep_unique(keys.accounts);
    keep_unique(keys.customers);
    keep_unique(keys.identities);
    keep_unique(keys.forms);
    std::erase(keys.forms, "");
    known_ = transaction.load_listening(network_, keys);
    for (std::size_t i = 0; i < written_by.size(); ++i)
        stored_before_[written_by[i]] = known_.heard_before.at(i);
}

int HeardPosts::heard_before(const IncomingPost& post, IdentityId identity) {
    auto& taken = taken_[identity];
    const auto within = std::count_if(taken.begin(), taken.end(), [&](Time at) {
        return at > post.written_at - flood_within && at <= post.written_at;
    });
    taken.push_back(post.written_at);
    const auto stored = stored_before_.find(post.remote_id);
    return static_cast<int>(within) + (stored == stored_before_.end() ? 0 : stored->second);
}

Entry HeardPosts::decide(const IncomingPost& post, const IdentityRecord& identity) {
    ListeningFacts facts;
    facts.judgement = post.judgement;
    facts.reshare = post.reshare || is_reshare(post.text);
    facts.profile = read_profile(post.author.name, post.author.about);
    facts.written_at = post.written_at;
    note_terms(facts, *post.terms);
    for (const auto& account : {post.author.remote_id, account_of_handle(post.author.handle)}) {
        const auto quiet = known_.quiet.find(account);
        if (quiet != known_.quiet.end()) facts.quiet_reason = quiet->second;
    }
    const auto approached = known_.approached.find(identity.customer);
    if (approached != known_.approached.end()) facts.approached_at = approached->second;
    const auto unrelated = known_.unrelated_of.find(identity.id);
    if (unrelated != known_.unrelated_of.end()) facts.author_not_about_us = unrelated->second;
    if (post.judgement) facts.near_not_about_us = post.judgement->like_unrelated;
    facts.like_not_about_us = known_.unrelated_forms.contains(form_hash(post.text));
    facts.heard_before = heard_before(post, identity.id);
    return decide_entry(facts);
}

Result<ConversationId> bring_in(Transaction& transaction, const Env& env, PostId id) {
    auto heard = transaction.heard(id);
    const auto post = heard ? transaction.post(id) : std::nullopt;
    if (!post || post->deleted_at != Time{}) {
        return fail(ErrorCode::not_found, "There is no such post.");
    }
    if (post->conversation) {
        return fail(ErrorCode::conflict, "The post lies in a conversation already.");
    }
    const auto identity = transaction.identity(post->identity);
    const auto channel = transaction.channel(post->channel);
    if (!identity || !channel) return fail(ErrorCode::not_found, "There is no such post.");
    if (transaction.quiet(identity->network, identity->author.remote_id) ||
        transaction.quiet(identity->network, account_of_handle(identity->author.handle))) {
        return fail(
            ErrorCode::conflict,
            "The author is on the quiet list. Take them off it first, if they asked us to.");
    }
    heard->decision = HeardDecision::inbox;
    heard->reason = "A colleague brought it in.";
    open_for_post(transaction, env, *channel, *post, identity->author, heard->reason);
    transaction.save(std::vector<HeardRecord>{*heard});
    transaction.erase_unrelated(id);
    return transaction.post(id)->conversation;
}

void learn_about_us(Transaction& transaction, const PostRecord& post, bool about_us) {
    if (about_us) return transaction.erase_unrelated(post.id);
    transaction.add_unrelated(post.id, post.identity, form_hash(post.text));
    auto heard = transaction.heard(post.id);
    if (!heard) return;
    heard->decision = HeardDecision::not_about_us;
    heard->reason = "A colleague said that it is not about us.";
    transaction.save(std::vector<HeardRecord>{*heard});
}

Status not_about_us(Transaction& transaction, const Env& env, PostId id) {
    Correction said;
    said.about_us = false;
    const auto corrected = correct_judgement(transaction, env, id, said);
    if (!corrected) return fail(corrected.error());
    const auto post = transaction.post(id);
    if (!post->conversation) return {};
    const auto conversation = transaction.conversation(post->conversation);
    if (!conversation || conversation->addressed ||
        conversation->state.state == ConversationState::resolved) {
        return {};
    }
    const auto resolved =
        resolve_conversation(transaction, env, post->conversation, ResolveReason::not_about_us);
    if (!resolved) return fail(resolved.error());
    return {};
}

namespace {

Result<QuietRecord> quiet_account(Transaction& transaction, const NewQuiet& wanted) {
    QuietRecord record;
    record.reason = clean(trim(wanted.reason), quiet_reason_bytes_max);
    if (wanted.identity) {
        const auto identity = transaction.identity(wanted.identity);
        if (!identity) return fail(ErrorCode::not_found, "There is no such account.");
        record.network = identity->network;
        record.remote_id = identity->author.remote_id;
        record.handle = identity->author.handle;
        return record;
    }
    record.network = clean(trim(wanted.network), 64);
    record.handle = clean(trim(wanted.handle), author_field_bytes_max);
    if (record.network.empty()) return fail(ErrorCode::invalid, "is missing", "$.network");
    if (record.handle.starts_with('@')) record.handle.erase(0, 1);
    if (record.handle.empty()) return fail(ErrorCode::invalid, "is missing", "$.handle");
    record.remote_id = account_of_handle(record.handle);
    return record;
}

}  // namespace

Result<QuietRecord> add_quiet(Transaction& transaction, const Env& env, const NewQuiet& wanted) {
    auto record = quiet_account(transaction, wanted);
    if (!record) return record;
    const auto known = transaction.quiet(record->network, record->remote_id);
    record->id = known ? known->id : env.ids.next<QuietId>(env.now);
    record->added_by = known ? known->added_by : env.actor;
    record->at = known ? known->at : env.now;
    transaction.save(*record);
    transaction.append({event_of(env, EventKind::quiet_added, record->handle)});
    return record;
}

Status remove_quiet(Transaction& transaction, const Env& env, QuietId id) {
    const auto known = transaction.quiet(id);
    if (!known) return fail(ErrorCode::not_found, "There is no such entry.");
    transaction.erase_quiet(id);
    transaction.append({event_of(env, EventKind::quiet_removed, known->handle)});
    return {};
}

}  // namespace heed::app
