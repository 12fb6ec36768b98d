-- part: terms.columns
SELECT t.id, t.brand_id, t.kind, t.text, t.exclusions, t.languages, t.purpose, t.created_at,
       coalesce(t.created_by, 0), t.removed_at
FROM terms t

-- name: terms.all
-- include: terms.columns
WHERE t.removed_at = 0 ORDER BY t.id

-- name: terms.find
-- include: terms.columns
WHERE t.id = :id

-- name: terms.save
INSERT INTO terms (id, brand_id, kind, text, exclusions, languages, purpose, created_at,
                   created_by, removed_at)
VALUES (:id, :brand, :kind, :text, :exclusions, :languages, :purpose, :created_at,
        nullif(CAST(:created_by AS bigint), 0), :removed_at)
ON CONFLICT (id) DO UPDATE
SET kind = excluded.kind, text = excluded.text, exclusions = excluded.exclusions,
    languages = excluded.languages, purpose = excluded.purpose, removed_at = excluded.removed_at

-- What a batch of posts must know before it can decide.

-- name: listening.quiet
-- sqlite:
SELECT q.remote_id, q.reason FROM json_each(:accounts) k CROSS JOIN quiet q
WHERE q.network = :network AND q.remote_id = k.value
-- postgres:
SELECT remote_id, reason FROM quiet
WHERE network = :network
  AND remote_id = ANY (ARRAY (SELECT json_array_elements_text(:accounts::json)))

-- When we last spoke to them in a conversation that we began.
-- name: listening.approached
-- sqlite:
SELECT c.customer_id, max(r.created_at)
FROM json_each(:customers) k
CROSS JOIN conversations c
CROSS JOIN replies r
WHERE c.customer_id = k.value AND c.addressed = 0 AND r.conversation_id = c.id
  AND r.created_at > :since AND r.state IN ('waiting', 'sending', 'sent', 'seen')
GROUP BY c.customer_id
-- postgres:
SELECT c.customer_id, max(r.created_at)
FROM conversations c JOIN replies r ON r.conversation_id = c.id
WHERE c.customer_id = ANY (ARRAY (SELECT json_array_elements_text(:customers::json)::bigint))
  AND c.addressed = 0 AND r.created_at > :since
  AND r.state IN ('waiting', 'sending', 'sent', 'seen')
GROUP BY c.customer_id

-- name: listening.unrelated_forms
-- sqlite:
SELECT DISTINCT u.form FROM json_each(:forms) k CROSS JOIN unrelated u WHERE u.form = k.value
-- postgres:
SELECT DISTINCT form FROM unrelated
WHERE form = ANY (ARRAY (SELECT json_array_elements_text(:forms::json)))

-- name: listening.unrelated_of
-- sqlite:
SELECT u.identity_id, count(*) FROM json_each(:identities) k CROSS JOIN unrelated u
WHERE u.identity_id = k.value GROUP BY u.identity_id
-- postgres:
SELECT identity_id, count(*) FROM unrelated
WHERE identity_id = ANY (ARRAY (SELECT json_array_elements_text(:identities::json)::bigint))
GROUP BY identity_id

-- How many posts of the author were heard within so long before each moment, up to :most.
-- name: listening.heard_before
-- sqlite:
SELECT k.key, (SELECT count(*) FROM (
    SELECT 1 FROM heard h
    WHERE h.identity_id = k.value ->> 0 AND h.written_at > (k.value ->> 1) - :within
      AND h.written_at <= (k.value ->> 1)
    LIMIT :most))
FROM json_each(:rows) k
-- postgres:
SELECT k.position - 1, (SELECT count(*) FROM (
    SELECT 1 FROM heard h
    WHERE h.identity_id = (k.r ->> 0)::bigint AND h.written_at > (k.r ->> 1)::bigint - :within
      AND h.written_at <= (k.r ->> 1)::bigint
    LIMIT :most) AS found)
FROM json_array_elements(:rows::json) WITH ORDINALITY AS k (r, position)

-- name: heard.find
SELECT h.identity_id, h.written_at, h.decision, h.reason FROM heard h WHERE h.post_id = :post

-- name: heard.save
-- sqlite:
INSERT INTO heard (post_id, identity_id, written_at, decision, reason)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(:rows)
WHERE true
ON CONFLICT (post_id) DO UPDATE SET decision = excluded.decision, reason = excluded.reason
-- postgres:
INSERT INTO heard (post_id, identity_id, written_at, decision, reason)
SELECT (r ->> 0)::bigint, (r ->> 1)::bigint, (r ->> 2)::bigint, r ->> 3, r ->> 4
FROM json_array_elements(:rows::json) AS r
ON CONFLICT (post_id) DO UPDATE SET decision = excluded.decision, reason = excluded.reason

-- name: heard.save_terms
-- sqlite:
INSERT INTO heard_terms (post_id, term_id, written_at, spans)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(:rows)
WHERE true
ON CONFLICT (post_id, term_id) DO UPDATE SET spans = excluded.spans
-- postgres:
INSERT INTO heard_terms (post_id, term_id, written_at, spans)
SELECT (r ->> 0)::bigint, (r ->> 1)::bigint, (r ->> 2)::bigint, r ->> 3
FROM json_array_elements(:rows::json) AS r
ON CONFLICT (post_id, term_id) DO UPDATE SET spans = excluded.spans

-- name: heard.forget_spans
UPDATE heard_terms SET spans = '[]' WHERE post_id = :post

-- name: unrelated.add
INSERT INTO unrelated (post_id, identity_id, form) VALUES (:post, :identity, :form)
ON CONFLICT (post_id) DO UPDATE SET form = excluded.form

-- name: unrelated.erase
DELETE FROM unrelated WHERE post_id = :post

-- part: quiet.columns
SELECT q.id, q.network, q.remote_id, q.handle, q.reason, coalesce(q.added_by, 0), q.at

-- name: quiet.find
-- include: quiet.columns
FROM quiet q WHERE q.id = :id

-- name: quiet.find_account
-- include: quiet.columns
FROM quiet q WHERE q.network = :network AND q.remote_id = :remote_id

-- Newest first, before the key.
-- name: quiet.page
-- include: quiet.columns
       , coalesce(u.name, '')
FROM quiet q LEFT JOIN users u ON u.id = q.added_by
WHERE q.id < :before ORDER BY q.id DESC LIMIT :most

-- name: quiet.save
INSERT INTO quiet (id, network, remote_id, handle, reason, added_by, at)
VALUES (:id, :network, :remote_id, :handle, :reason, nullif(CAST(:added_by AS bigint), 0), :at)
ON CONFLICT (network, remote_id) DO UPDATE SET reason = excluded.reason, handle = excluded.handle

-- name: quiet.erase
DELETE FROM quiet WHERE id = :id

-- The Listening page: newest first, before the key (:key, :id).

-- part: heard.entry
SELECT h.post_id, h.written_at, h.decision, h.reason

-- part: heard.of_intent
  AND (:intent = '' OR EXISTS (SELECT 1 FROM judgements j
                               WHERE j.post_id = h.post_id AND j.intent = :intent))

-- part: heard.shown
JOIN posts p ON p.id = h.post_id AND p.deleted_at = 0

-- name: heard.page
-- include: heard.entry
FROM heard h
-- include: heard.shown
WHERE (h.written_at, h.post_id) < (:key, :id)
-- include: heard.of_intent
ORDER BY h.written_at DESC, h.post_id DESC LIMIT :most

-- name: heard.page_of_decision
-- include: heard.entry
FROM heard h
-- include: heard.shown
WHERE h.decision = :decision AND (h.written_at, h.post_id) < (:key, :id)
-- include: heard.of_intent
ORDER BY h.written_at DESC, h.post_id DESC LIMIT :most

-- name: heard.page_of_term
-- include: heard.entry
FROM heard_terms t
JOIN heard h ON h.post_id = t.post_id
-- include: heard.shown
WHERE t.term_id = :term AND (t.written_at, t.post_id) < (:key, :id)
  AND (:decision = '' OR h.decision = :decision)
-- include: heard.of_intent
ORDER BY t.written_at DESC, t.post_id DESC LIMIT :most

-- name: heard.one
-- include: heard.entry
FROM heard h
-- include: heard.shown
WHERE h.post_id = :post

-- name: heard.terms_of
-- sqlite:
SELECT t.post_id, t.term_id, t.spans, m.text, m.purpose
FROM json_each(:ids) k CROSS JOIN heard_terms t JOIN terms m ON m.id = t.term_id
WHERE t.post_id = k.value ORDER BY t.post_id, t.term_id
-- postgres:
SELECT t.post_id, t.term_id, t.spans, m.text, m.purpose
FROM heard_terms t JOIN terms m ON m.id = t.term_id
WHERE t.post_id = ANY (ARRAY (SELECT json_array_elements_text(:ids::json)::bigint))
ORDER BY t.post_id, t.term_id

-- name: heard.judgements
-- sqlite:
-- include: judgements.columns
FROM json_each(:ids) k CROSS JOIN judgements j WHERE j.post_id = k.value
-- postgres:
-- include: judgements.columns
FROM judgements j
WHERE j.post_id = ANY (ARRAY (SELECT json_array_elements_text(:ids::json)::bigint))

-- Posts a term and a span of time, and how many of them are in a bad mood. What was folded or is
-- not about us does not count.
-- name: heard.volume
SELECT t.term_id, h.written_at / :bucket * :bucket, count(*),
       coalesce(sum(CASE WHEN j.sentiment = 'negative' THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN h.decision = 'inbox' THEN 1 ELSE 0 END), 0)
FROM heard h
JOIN heard_terms t ON t.post_id = h.post_id
LEFT JOIN judgements j ON j.post_id = h.post_id
WHERE h.written_at >= :since AND h.decision IN ('inbox', 'listening', 'quiet')
GROUP BY 1, 2 ORDER BY 1, 2 LIMIT :most

-- name: heard.counts
SELECT h.decision, count(*) FROM heard h WHERE h.written_at >= :since GROUP BY h.decision

-- Posts of others for trying a term, newest first. Ids grow with the time of receiving.
-- name: posts.of_others
SELECT p.id, p.text, p.language, p.received_at FROM posts p
WHERE p.id < :before AND p.side <> 'us' AND p.deleted_at = 0
ORDER BY p.id DESC LIMIT :most
