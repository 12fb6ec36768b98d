#pragma once

#include <string>
#include <vector>

#include "app/env.hpp"
#include "app/judging.hpp"
#include "app/store.hpp"

/// What follows from what the desk thinks of posts: the place of conversations in the list, and
/// what people say against it.
namespace heed::app {

inline constexpr std::size_t topic_label_bytes_max = 100;
inline constexpr std::size_t topic_words_bytes_max = 10'000;
inline constexpr std::size_t topics_kept_max = 200;

/// The words of the topics that are in use, by topic.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> words_of(
    const std::vector<TopicRecord>& topics);

/// The weights in force.
[[nodiscard]] PriorityWeights weights(Transaction& transaction);

/// Works out anew from what is stored why the conversation stands where it stands. The caller saves
/// the record.
void refresh_priority(Transaction& transaction, ConversationRecord& record,
                      const PriorityWeights& weights);

/// Better judgements of posts that are known: saved, with an event where they change what a person
/// would do (intent, severity, whether it needs an answer), and the conversations' places.
void refine(Transaction& transaction, const Env& env, const std::vector<JudgementRecord>& better);

/// A person says what a post really is. `not_found` when there is no such post or nothing judged
/// it; `invalid` when the correction says nothing or something impossible.
[[nodiscard]] Result<JudgementRecord> correct_judgement(Transaction& transaction, const Env& env,
                                                        PostId post, const Correction& said);

/// What its author took back teaches nothing any more.
void forget_deleted(Judging& judging, const Events& events);

/// What the team knows of a customer; all that customer's waiting conversations move.
[[nodiscard]] Status mark_customer(Transaction& transaction, const Env& env, CustomerId customer,
                                   const CustomerMarks& marks);

/// New weights; every waiting conversation moves.
[[nodiscard]] Status set_weights(Transaction& transaction, const Env& env,
                                 const PriorityWeights& weights);

/// Adds or changes a topic of the taxonomy; a retired one is not given any more. `invalid` for an
/// id that is not lower-case letters, digits and underscores, for an empty or too long label, and
/// beyond `topics_kept_max`.
[[nodiscard]] Status save_topic(Transaction& transaction, const Env& env, TopicRecord topic);

}  // namespace heed::app
