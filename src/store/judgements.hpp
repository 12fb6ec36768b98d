#pragma once

#include "store/columns.hpp"
#include "store/judgement_json.hpp"

/// Judgements and customers as rows; see columns.hpp.
namespace heed::store {

app::JudgementRecord make_judgement(Integer post, String& language, const String& intent_name,
                                    Integer intent_confidence, const String& sentiment_name,
                                    Integer sentiment_confidence, Integer anger, Integer fear,
                                    Integer sadness, Integer irony, Integer severity,
                                    const String& topics, Integer needs_answer,
                                    Integer needs_answer_confidence, Integer unsure,
                                    const String& because, String& layer, String& model,
                                    Integer judged_at);

/// `More` are the columns behind those of the judgement, handed to `fn` after it.
template <class... More, class Fn>
void read_judgements(Connection& db, std::string_view query, std::initializer_list<Bind> binds,
                     Fn fn) {
    db.each<Integer, String, String, Integer, String, Integer, Integer, Integer, Integer, Integer,
            Integer, String, Integer, Integer, Integer, String, String, String, Integer, More...>(
        query, binds,
        [&](Integer post, String& language, String& intent, Integer intent_confidence,
            String& sentiment, Integer sentiment_confidence, Integer anger, Integer fear,
            Integer sadness, Integer irony, Integer severity, String& topics, Integer needs_answer,
            Integer needs_answer_confidence, Integer unsure, String& because, String& layer,
            String& model, Integer judged_at, More&... more) {
            fn(make_judgement(post, language, intent, intent_confidence, sentiment,
                              sentiment_confidence, anger, fear, sadness, irony, severity, topics,
                              needs_answer, needs_answer_confidence, unsure, because, layer, model,
                              judged_at),
               more...);
        });
}

std::optional<app::CustomerRecord> find_customer(Connection& db, CustomerId id);
std::vector<app::TopicRecord> all_topics(Connection& db);

}  // namespace heed::store
