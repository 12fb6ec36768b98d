-- part: judgements.columns
SELECT j.post_id, j.language, j.intent, j.intent_confidence, j.sentiment, j.sentiment_confidence,
       j.anger, j.fear, j.sadness, j.irony, j.severity, j.topics, j.needs_answer,
       j.needs_answer_confidence, j.unsure, j.because, j.layer, j.model, j.judged_at

-- name: judgements.erase
DELETE FROM judgements WHERE post_id = :post

-- name: judgements.find
-- include: judgements.columns
FROM judgements j WHERE j.post_id = :post

-- name: judgements.of_conversation
-- include: judgements.columns
FROM posts p JOIN judgements j ON j.post_id = p.id
WHERE p.conversation_id = :conversation

-- name: judgements.since
-- include: judgements.columns
FROM posts p JOIN judgements j ON j.post_id = p.id
WHERE p.conversation_id = :conversation AND p.side = 'customer' AND p.deleted_at = 0
  AND p.written_at >= :since
ORDER BY p.written_at, p.id LIMIT 100

-- name: judgements.to_refine
-- include: judgements.columns
       , p.conversation_id, p.text
FROM judgements j JOIN posts p ON p.id = j.post_id
WHERE j.layer = 'fast' AND p.conversation_id IS NOT NULL AND p.deleted_at = 0
ORDER BY j.post_id DESC LIMIT :most

-- What somebody waits to have answered and nothing has judged.
-- name: judgements.missing
SELECT p.id, p.conversation_id, p.text
FROM conversations c JOIN posts p ON p.conversation_id = c.id
WHERE c.state = 'open' AND c.waiting_since > 0 AND p.side = 'customer' AND p.deleted_at = 0
  AND p.written_at >= c.waiting_since
  AND NOT EXISTS (SELECT 1 FROM judgements j WHERE j.post_id = p.id)
ORDER BY c.id DESC, p.id LIMIT :most

-- name: judgements.save
-- sqlite:
INSERT INTO judgements (post_id, language, intent, intent_confidence, sentiment,
                        sentiment_confidence, anger, fear, sadness, irony, severity, topics,
                        needs_answer, needs_answer_confidence, unsure, because, layer, model,
                        judged_at)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
       value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12,
       value ->> 13, value ->> 14, value ->> 15, value ->> 16, value ->> 17, value ->> 18
FROM json_each(:rows)
WHERE true
ON CONFLICT (post_id) DO UPDATE
SET language = excluded.language, intent = excluded.intent,
    intent_confidence = excluded.intent_confidence, sentiment = excluded.sentiment,
    sentiment_confidence = excluded.sentiment_confidence, anger = excluded.anger,
    fear = excluded.fear, sadness = excluded.sadness, irony = excluded.irony,
    severity = excluded.severity, topics = excluded.topics, needs_answer = excluded.needs_answer,
    needs_answer_confidence = excluded.needs_answer_confidence, unsure = excluded.unsure,
    because = excluded.because, layer = excluded.layer, model = excluded.model,
    judged_at = excluded.judged_at
-- postgres:
INSERT INTO judgements (post_id, language, intent, intent_confidence, sentiment,
                        sentiment_confidence, anger, fear, sadness, irony, severity, topics,
                        needs_answer, needs_answer_confidence, unsure, because, layer, model,
                        judged_at)
SELECT (r ->> 0)::bigint, r ->> 1, r ->> 2, (r ->> 3)::bigint, r ->> 4, (r ->> 5)::bigint,
       (r ->> 6)::bigint, (r ->> 7)::bigint, (r ->> 8)::bigint, (r ->> 9)::bigint,
       (r ->> 10)::bigint, r ->> 11, (r ->> 12)::smallint, (r ->> 13)::bigint,
       (r ->> 14)::smallint, r ->> 15, r ->> 16, r ->> 17, (r ->> 18)::bigint
FROM json_array_elements(:rows::json) AS r
ON CONFLICT (post_id) DO UPDATE
SET language = excluded.language, intent = excluded.intent,
    intent_confidence = excluded.intent_confidence, sentiment = excluded.sentiment,
    sentiment_confidence = excluded.sentiment_confidence, anger = excluded.anger,
    fear = excluded.fear, sadness = excluded.sadness, irony = excluded.irony,
    severity = excluded.severity, topics = excluded.topics, needs_answer = excluded.needs_answer,
    needs_answer_confidence = excluded.needs_answer_confidence, unsure = excluded.unsure,
    because = excluded.because, layer = excluded.layer, model = excluded.model,
    judged_at = excluded.judged_at

-- name: judgements.waiting_elsewhere
SELECT coalesce(sum(c.unanswered), 0) FROM conversations c
WHERE c.customer_id = :customer AND c.id <> :without AND c.state = 'open' AND c.waiting_since > 0

-- name: conversations.waiting
SELECT c.id FROM conversations c
WHERE c.state = 'open' AND c.waiting_since > 0 AND c.id > :after ORDER BY c.id LIMIT :most

-- name: conversations.waiting_of_customer
SELECT c.id FROM conversations c
WHERE c.customer_id = :customer AND c.state = 'open' AND c.waiting_since > 0

-- name: corrections.add
INSERT INTO corrections (id, post_id, user_id, at, intent, sentiment, severity, topics,
                         needs_answer, about_us, was_language, was_intent, was_severity, was_topic,
                         was_layer, was_unsure)
VALUES (:id, :post, :user, :at, :intent, :sentiment, :severity, :topics, :needs_answer, :about_us,
        :was_language, :was_intent, :was_severity, :was_topic, :was_layer, :was_unsure)

-- Newest first. A post may have several, each of which says only a part. What was brought in after
-- all is not unrelated any more.
-- name: corrections.learned
SELECT k.post_id, p.text, k.intent, k.sentiment, k.severity, k.topics, k.needs_answer,
       CASE WHEN k.about_us = 0 AND NOT EXISTS (SELECT 1 FROM unrelated u
                                                WHERE u.post_id = k.post_id)
            THEN 1 ELSE k.about_us END, k.was_intent, k.was_severity
FROM corrections k JOIN posts p ON p.id = k.post_id
WHERE p.deleted_at = 0
ORDER BY k.id DESC LIMIT :most

-- What the better model thought, in matters that people brought to their end without a word
-- against it.
-- name: judgements.stood
SELECT j.post_id, p.text, j.intent, j.severity
FROM judgements j JOIN posts p ON p.id = j.post_id
JOIN conversations c ON c.id = p.conversation_id
WHERE j.layer = 'encoder' AND p.deleted_at = 0 AND p.side = 'customer' AND c.state = 'resolved'
ORDER BY j.post_id DESC LIMIT :most

-- name: topics.all
SELECT id, label, words, position, retired_at FROM topics ORDER BY position, id

-- name: topics.save
INSERT INTO topics (id, label, words, position, retired_at)
VALUES (:id, :label, :words, :position, :retired_at)
ON CONFLICT (id) DO UPDATE
SET label = excluded.label, words = excluded.words, position = excluded.position,
    retired_at = excluded.retired_at

-- name: customers.save_marks
UPDATE customers SET value = :value, vulnerable = :vulnerable, influential = :influential
WHERE id = :id

-- How often staff said otherwise. What was judged is counted as it was judged first: a correction
-- keeps what the desk had thought. Who only confirms that says nothing against it.

-- Whether what was said (l) differs from what was judged (k). Of mood and of whether an answer is
-- needed only what differs is kept.
-- part: quality.differs
-- sqlite:
((l.intent <> '' AND l.intent <> k.was_intent)
    OR (l.severity >= 0 AND l.severity <> k.was_severity)
    OR l.sentiment <> '' OR l.needs_answer >= 0 OR l.about_us = 0
    OR CASE WHEN l.topics = '' THEN false
            ELSE coalesce(l.topics ->> 0, '') <> k.was_topic END)
-- postgres:
((l.intent <> '' AND l.intent <> k.was_intent)
    OR (l.severity >= 0 AND l.severity <> k.was_severity)
    OR l.sentiment <> '' OR l.needs_answer >= 0 OR l.about_us = 0
    OR CASE WHEN l.topics = '' THEN false
            ELSE coalesce(l.topics::json ->> 0, '') <> k.was_topic END)

-- part: quality.figures
count(*), sum(CASE WHEN EXISTS (SELECT 1 FROM corrections l WHERE l.post_id = j.post_id AND
-- include: quality.differs
) THEN 1 ELSE 0 END), sum(coalesce(k.was_unsure, j.unsure))
FROM judgements j
LEFT JOIN corrections k ON k.id = (SELECT min(f.id) FROM corrections f WHERE f.post_id = j.post_id)
WHERE j.judged_at >= :since
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50

-- name: quality.languages
SELECT coalesce(k.was_language, j.language) AS name,
-- include: quality.figures

-- name: quality.intents
SELECT coalesce(k.was_intent, j.intent) AS name,
-- include: quality.figures

-- name: quality.layers
SELECT coalesce(k.was_layer, j.layer) AS name,
-- include: quality.figures

-- By the first topic of each.
-- name: quality.topics
-- sqlite:
SELECT coalesce(k.was_topic, j.topics ->> 0 ->> 0, '') AS name,
-- include: quality.figures
-- postgres:
SELECT coalesce(k.was_topic, j.topics::json -> 0 ->> 0, '') AS name,
-- include: quality.figures

-- name: quality.latest
SELECT k.post_id, p.text, k.was_intent, CASE WHEN k.about_us = 0 THEN 'not_about_us'
       WHEN k.intent <> '' THEN k.intent ELSE k.was_intent END, k.at
FROM corrections k JOIN corrections l ON l.id = k.id JOIN posts p ON p.id = k.post_id
WHERE k.at >= :since AND
-- include: quality.differs
ORDER BY k.id DESC LIMIT :most
