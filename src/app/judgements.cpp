#include "app/judgements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/answer_book.hpp"
#include "app/heard_posts.hpp"
#include "base/text.hpp"

namespace heed::app {

namespace {

constexpr std::string_view weights_setting = "priority_weights";
constexpr int page_of_waiting = 500;

Event event_of(const Env& env, EventKind kind) {
    Event event;
    event.at = env.now;
    event.kind = kind;
    event.actor = env.actor;
    return event;
}

/// Whether a person would do something else now.
bool matters(const Judgement& before, const Judgement& after) {
    return before.intent != after.intent || before.severity != after.severity ||
           before.needs_answer != after.needs_answer || before.unsure != after.unsure;
}

std::string in_words(const Judgement& judgement) {
    if (judgement.intent != Intent::complaint) return std::string(name_of(judgement.intent));
    return fmt::format("{}, severity {}", name_of(judgement.intent), judgement.severity);
}

/// Appends the events, works out the place anew and saves.
void move(Transaction& transaction, ConversationId id, Events events,
          const PriorityWeights& weights) {
    auto record = transaction.conversation(id);
    if (!record) return;
    for (const auto& event : events)
        apply(record->state, event);
    refresh_priority(transaction, *record, weights);
    transaction.append(std::move(events));
    transaction.save(*record);
}

Status check_correction(const Correction& said, Transaction& transaction) {
    if (said.says_nothing()) return fail(ErrorCode::invalid, "says nothing", "$");
    if (said.severity && (*said.severity < 0 || *said.severity > severity_max)) {
        return fail(ErrorCode::invalid, "must be from 0 to 3", "$.severity");
    }
    if (!said.topics) return {};
    const auto known = transaction.topics();
    for (const auto& id : *said.topics) {
        const bool found = std::any_of(known.begin(), known.end(),
                                       [&](const TopicRecord& topic) { return topic.id == id; });
        if (!found) return fail(ErrorCode::invalid, "names no topic of this desk", "$.topics");
    }
    return {};
}

bool is_topic_id(std::string_view id) {
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

}  // namespace

std::vector<std::pair<std::string, std::string>> words_of(const std::vector<TopicRecord>& topics) {
    std::vector<std::pair<std::string, std::string>> words;
    for (const auto& topic : topics) {
        if (topic.retired_at == Time{} && !topic.words.empty())
            words.emplace_back(topic.id, topic.words);
    }
    return words;
}

PriorityWeights weights(Transaction& transaction) {
    return weights_from_text(
        transaction.setting(std::string(weights_setting)).value_or(std::string{}));
}

void refresh_priority(Transaction& transaction, ConversationRecord& record,
                      const PriorityWeights& weights) {
    if (record.state.waiting_since) {
        Matter matter;
        for (const auto& judgement :
             transaction.judgements_since(record.state.id, *record.state.waiting_since)) {
            add(matter, judgement);
        }
        record.facts.matter = std::move(matter);
        record.facts.earlier_tries =
            std::max(0, record.state.unanswered - 1) +
            transaction.count_waiting_elsewhere(record.customer, record.state.id);
    }
    if (const auto identity = transaction.identity(record.identity)) {
        record.facts.followers = identity->author.followers;
    }
    if (const auto customer = transaction.customer(record.customer)) {
        record.facts.marks = customer->marks;
    }
    record.facts.broken_promises = transaction.answers().count_broken(record.customer);
    record.head_start = prioritise(record.facts, weights).head_start;
}

void refine(Transaction& transaction, const Env& env, const std::vector<JudgementRecord>& better) {
    std::vector<JudgementRecord> saved;
    std::map<ConversationId, Events> touched;
    for (const auto& record : better) {
        const auto stands =
            transaction.judgement(record.post).value_or(JudgementRecord{record.post, {}, {}});
        // What a person said stands, and what is gone needs no opinion.
        if (stands.judgement.layer == corrected_layer) continue;
        const auto post = transaction.post(record.post);
        if (!post || post->deleted_at != Time{}) continue;
        saved.push_back(record);
        if (!post->conversation) continue;
        auto& events = touched[post->conversation];
        if (!matters(stands.judgement, record.judgement)) continue;
        auto event = event_of(env, EventKind::post_judged);
        event.conversation = post->conversation;
        event.post = post->id;
        event.detail = in_words(record.judgement);
        events.push_back(std::move(event));
    }
    transaction.save(saved);
    const auto in_force = weights(transaction);
    for (auto& [id, events] : touched)
        move(transaction, id, std::move(events), in_force);
}

Result<JudgementRecord> correct_judgement(Transaction& transaction, const Env& env, PostId post,
                                          const Correction& said) {
    if (auto right = check_correction(said, transaction); !right) return fail(right.error());
    const auto found = transaction.post(post);
    if (!found || found->deleted_at != Time{}) {
        return fail(ErrorCode::not_found, "There is no such post.");
    }
    auto record = transaction.judgement(post).value_or(JudgementRecord{post, {}, env.now});
    transaction.add(CorrectionRecord{env.ids.next<CorrectionId>(env.now), post, env.actor, env.now,
                                     differing(said, record.judgement), record.judgement});
    if (said.about_us) learn_about_us(transaction, *found, *said.about_us);
    record.judgement = corrected(std::move(record.judgement), said);
    record.judged_at = env.now;
    transaction.save(std::vector<JudgementRecord>{record});
    auto event = event_of(env, EventKind::judgement_corrected);
    event.conversation = found->conversation;
    event.post = post;
    event.detail = in_words(record.judgement);
    if (found->conversation) {
        move(transaction, found->conversation, {event}, weights(transaction));
    } else {
        transaction.append({event});
    }
    return record;
}

void forget_deleted(Judging& judging, const Events& events) {
    for (const auto& event : events)
        if (event.kind == EventKind::post_deleted) judging.forget(event.post);
}

Status mark_customer(Transaction& transaction, const Env& env, CustomerId customer,
                     const CustomerMarks& marks) {
    if (!transaction.customer(customer)) {
        return fail(ErrorCode::not_found, "There is no such customer.");
    }
    transaction.save_marks(customer, marks);
    const auto in_force = weights(transaction);
    auto event = event_of(env, EventKind::customer_marked);
    event.detail = name_of(marks.value);
    if (marks.vulnerable) event.detail += ", vulnerable";
    if (marks.influential) event.detail += ", influential";
    const auto waiting = transaction.waiting_conversations(customer);
    for (const auto id : waiting) {
        event.conversation = id;
        move(transaction, id, {event}, in_force);
    }
    // Where nothing waits it is known all the same who marked the customer.
    if (waiting.empty()) transaction.append({event});
    return {};
}

Status set_weights(Transaction& transaction, const Env& env, const PriorityWeights& weights) {
    if (auto right = check(weights); !right) return right;
    transaction.save_setting(std::string(weights_setting), to_text(weights));
    ConversationId after;
    for (;;) {
        const auto page = transaction.waiting_conversations(after, page_of_waiting);
        if (page.empty()) break;
        after = page.back();
        for (const auto id : page) {
            auto record = transaction.conversation(id);
            if (!record) continue;
            record->head_start = prioritise(record->facts, weights).head_start;
            transaction.save(*record);
        }
    }
    transaction.append({event_of(env, EventKind::weights_changed)});
    return {};
}

Status save_topic(Transaction& transaction, const Env& env, TopicRecord topic) {
    if (!is_topic_id(topic.id)) {
        return fail(ErrorCode::invalid, "must be lower-case letters, digits and underscores",
                    "$.id");
    }
    topic.label = clean_utf8(trim(topic.label));
    if (topic.label.empty() || topic.label.size() > topic_label_bytes_max) {
        return fail(ErrorCode::invalid, "must have from 1 to 100 bytes", "$.label");
    }
    topic.words = clean_utf8(topic.words);
    if (topic.words.size() > topic_words_bytes_max) {
        return fail(ErrorCode::invalid, "must have at most 10000 bytes", "$.words");
    }
    const auto known = transaction.topics();
    const auto same = std::find_if(known.begin(), known.end(),
                                   [&](const TopicRecord& other) { return other.id == topic.id; });
    if (same == known.end()) {
        if (known.size() >= topics_kept_max) {
            return fail(ErrorCode::too_large, "A desk keeps at most 200 topics.", "$.id");
        }
        topic.position = known.empty() ? 1 : known.back().position + 1;
    } else {
        topic.position = same->position;
    }
    transaction.save(topic);
    auto event = event_of(env, EventKind::topics_changed);
    event.detail = topic.id;
    transaction.append({event});
    return {};
}

}  // namespace heed::app
