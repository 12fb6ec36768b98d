#include "store/judgements.hpp"

#include "store/transaction.hpp"

namespace heed::store {

using namespace app;

JudgementRecord make_judgement(Integer post, String& language, const String& intent_name,
                               Integer intent_confidence, const String& sentiment_name,
                               Integer sentiment_confidence, Integer anger, Integer fear,
                               Integer sadness, Integer irony, Integer severity,
                               const String& topics, Integer needs_answer,
                               Integer needs_answer_confidence, Integer unsure,
                               const String& because, String& layer, String& model,
                               Integer judged_at) {
    JudgementRecord record;
    record.post.value = post;
    record.judged_at = from_millis(judged_at);
    auto& j = record.judgement;
    j.language = language;
    j.intent = intent(intent_name).value_or(Intent::other);
    j.intent_confidence = from_thousandths(intent_confidence);
    j.sentiment = sentiment(sentiment_name).value_or(Sentiment::neutral);
    j.sentiment_confidence = from_thousandths(sentiment_confidence);
    j.anger = from_thousandths(anger);
    j.fear = from_thousandths(fear);
    j.sadness = from_thousandths(sadness);
    j.irony = from_thousandths(irony);
    j.severity = static_cast<int>(severity);
    j.topics = opinions_from_json(topics);
    j.needs_answer = needs_answer != 0;
    j.needs_answer_confidence = from_thousandths(needs_answer_confidence);
    j.unsure = unsure != 0;
    j.because = spans_from_json(because);
    j.layer = layer;
    j.model = model;
    return record;
}

std::optional<CustomerRecord> find_customer(Connection& db, CustomerId id) {
    std::optional<CustomerRecord> found;
    db.each<Integer, String, Integer, String, Integer, Integer>(
        "customers.find", {{"id", id.value}},
        [&](Integer, String& name, Integer created_at, String& value, Integer vulnerable,
            Integer influential) {
            found = CustomerRecord{id,
                                   name,
                                   from_millis(created_at),
                                   {customer_value(value).value_or(CustomerValue::ordinary),
                                    vulnerable != 0, influential != 0}};
        });
    return found;
}

std::vector<TopicRecord> all_topics(Connection& db) {
    std::vector<TopicRecord> topics;
    db.each<String, String, String, Integer, Integer>(
        "topics.all", {},
        [&](String& id, String& label, String& words, Integer position, Integer retired_at) {
            topics.push_back(
                {id, label, words, static_cast<int>(position), from_millis(retired_at)});
        });
    return topics;
}

std::optional<JudgementRecord> SqlTransaction::judgement(PostId post) {
    return one<JudgementRecord>([&](auto fn) {
        read_judgements(db_, "judgements.find", {{"post", post.value}}, fn);
    });
}

void SqlTransaction::save(const std::vector<JudgementRecord>& records) {
    Rows rows;
    for (const auto& [post, j, judged_at] : records) {
        rows.add(post.value, j.language, name_of(j.intent), to_thousandths(j.intent_confidence),
                 name_of(j.sentiment), to_thousandths(j.sentiment_confidence),
                 to_thousandths(j.anger), to_thousandths(j.fear), to_thousandths(j.sadness),
                 to_thousandths(j.irony), j.severity, opinions_to_json(j.topics),
                 static_cast<int>(j.needs_answer), to_thousandths(j.needs_answer_confidence),
                 static_cast<int>(j.unsure), spans_to_json(j.because), j.layer, j.model,
                 to_millis(judged_at));
    }
    if (!rows.empty()) db_.run("judgements.save", {{"rows", rows.take()}});
}

void SqlTransaction::erase_judgement(PostId post) {
    db_.run("judgements.erase", {{"post", post.value}});
}

std::vector<PostToRefine> SqlTransaction::posts_to_refine(int limit) {
    std::vector<PostToRefine> posts;
    read_judgements<Integer, String>(
        db_, "judgements.to_refine", {{"most", limit}},
        [&](JudgementRecord record, Integer conversation, String& text) {
            posts.push_back(
                {record.post, ConversationId{conversation}, text, std::move(record.judgement)});
        });
    return posts;
}

std::vector<PostToRefine> SqlTransaction::posts_not_judged(int limit) {
    std::vector<PostToRefine> posts;
    db_.each<Integer, Integer, String>(
        "judgements.missing", {{"most", limit}},
        [&](Integer post, Integer conversation, String& text) {
            posts.push_back({PostId{post}, ConversationId{conversation}, text, {}});
        });
    return posts;
}

std::vector<Judgement> SqlTransaction::judgements_since(ConversationId id, Time since) {
    std::vector<Judgement> judgements;
    read_judgements(
        db_, "judgements.since", {{"conversation", id.value}, {"since", to_millis(since)}},
        [&](JudgementRecord record) { judgements.push_back(std::move(record.judgement)); });
    return judgements;
}

int SqlTransaction::count_waiting_elsewhere(CustomerId customer, ConversationId without) {
    Integer count = 0;
    db_.each<Integer>("judgements.waiting_elsewhere",
                      {{"customer", customer.value}, {"without", without.value}},
                      [&](Integer n) { count = n; });
    return static_cast<int>(count);
}

void SqlTransaction::add(const CorrectionRecord& record) {
    const auto& said = record.said;
    const auto flag = [](const std::optional<bool>& value) {
        return value ? static_cast<int>(*value) : -1;
    };
    db_.run("corrections.add",
            {{"id", record.id.value},
             {"post", record.post.value},
             {"user", record.user.value},
             {"at", to_millis(record.at)},
             {"intent", said.intent ? name_of(*said.intent) : ""},
             {"sentiment", said.sentiment ? name_of(*said.sentiment) : ""},
             {"severity", said.severity.value_or(-1)},
             {"topics", said.topics ? json_array(*said.topics) : ""},
             {"needs_answer", flag(said.needs_answer)},
             {"about_us", flag(said.about_us)},
             {"was_language", record.was.language},
             {"was_intent", name_of(record.was.intent)},
             {"was_severity", record.was.severity},
             {"was_topic", record.was.topics.empty() ? "" : record.was.topics.front().topic},
             {"was_layer", record.was.layer},
             {"was_unsure", static_cast<int>(record.was.unsure)}});
}

std::optional<CustomerRecord> SqlTransaction::customer(CustomerId id) {
    return find_customer(db_, id);
}

void SqlTransaction::save_marks(CustomerId id, const CustomerMarks& marks) {
    db_.run("customers.save_marks", {{"id", id.value},
                                     {"value", name_of(marks.value)},
                                     {"vulnerable", static_cast<int>(marks.vulnerable)},
                                     {"influential", static_cast<int>(marks.influential)}});
}

std::vector<ConversationId> SqlTransaction::waiting_conversations(ConversationId after, int limit) {
    std::vector<ConversationId> ids;
    db_.each<Integer>("conversations.waiting", {{"after", after.value}, {"most", limit}},
                      [&](Integer id) { ids.push_back(ConversationId{id}); });
    return ids;
}

std::vector<ConversationId> SqlTransaction::waiting_conversations(CustomerId customer) {
    std::vector<ConversationId> ids;
    db_.each<Integer>("conversations.waiting_of_customer", {{"customer", customer.value}},
                      [&](Integer id) { ids.push_back(ConversationId{id}); });
    return ids;
}

std::vector<TopicRecord> SqlTransaction::topics() {
    return all_topics(db_);
}

void SqlTransaction::save(const TopicRecord& record) {
    db_.run("topics.save", {{"id", record.id},
                            {"label", record.label},
                            {"words", record.words},
                            {"position", record.position},
                            {"retired_at", to_millis(record.retired_at)}});
}

}  // namespace heed::store
