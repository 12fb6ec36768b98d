-- part: conversations.columns
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       c.facts, c.head_start

-- part: conversations.row
-- include: conversations.columns
       , i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       coalesce(u.name, '')
FROM conversations c
JOIN identities i ON i.id = c.identity_id
LEFT JOIN users u ON u.id = c.owner_id

-- name: conversations.find
-- include: conversations.columns
FROM conversations c WHERE c.id = :id

-- The lists of the inbox. Each has its condition, a list and a count. A list is a page of at most
-- :most rows after the key (:key, :id) of the last row seen; the first page starts from an
-- impossible key. A count stops at :most. :channel 0 means every channel.

-- part: conversations.of_channel
  AND (CAST(:channel AS bigint) = 0 OR c.channel_id = :channel)

-- part: conversations.most_urgent_first
-- include: conversations.of_channel
  AND (c.urgency, c.id) > (:key, :id)
ORDER BY c.urgency, c.id LIMIT :most

-- part: conversations.newest_first
-- include: conversations.of_channel
  AND (c.last_post_at, c.id) < (:key, :id)
ORDER BY c.last_post_at DESC, c.id DESC LIMIT :most

-- part: conversations.in_needs_reply
WHERE c.state = 'open' AND c.waiting_since > 0 AND c.replies_pending = 0

-- name: conversations.needs_reply.urgency
-- include: conversations.row
-- include: conversations.in_needs_reply
-- include: conversations.most_urgent_first

-- name: conversations.needs_reply.newest
-- include: conversations.row
-- include: conversations.in_needs_reply
-- include: conversations.newest_first

-- name: conversations.needs_reply.count
SELECT count(*) FROM (SELECT 1 FROM conversations c
-- include: conversations.in_needs_reply
-- include: conversations.of_channel
LIMIT :most) found

-- part: conversations.in_mine
WHERE c.owner_id = :user AND c.state = 'open'

-- name: conversations.mine
-- include: conversations.row
-- include: conversations.in_mine
-- include: conversations.newest_first

-- name: conversations.mine.count
SELECT count(*) FROM (SELECT 1 FROM conversations c
-- include: conversations.in_mine
-- include: conversations.of_channel
LIMIT :most) found

-- The + keeps SQLite from the index over owners, which has not the order of the page.
-- part: conversations.in_unassigned
WHERE +c.owner_id IS NULL AND c.state = 'open' AND c.waiting_since > 0 AND c.replies_pending = 0

-- name: conversations.unassigned.urgency
-- include: conversations.row
-- include: conversations.in_unassigned
-- include: conversations.most_urgent_first

-- name: conversations.unassigned.newest
-- include: conversations.row
-- include: conversations.in_unassigned
-- include: conversations.newest_first

-- name: conversations.unassigned.count
SELECT count(*) FROM (SELECT 1 FROM conversations c
-- include: conversations.in_unassigned
-- include: conversations.of_channel
LIMIT :most) found

-- part: conversations.in_answered
WHERE c.state = 'open' AND (c.waiting_since = 0 OR c.replies_pending > 0)

-- name: conversations.answered
-- include: conversations.row
-- include: conversations.in_answered
-- include: conversations.newest_first

-- name: conversations.answered.count
SELECT count(*) FROM (SELECT 1 FROM conversations c
-- include: conversations.in_answered
-- include: conversations.of_channel
LIMIT :most) found

-- part: conversations.in_resolved
WHERE c.state = 'resolved'

-- name: conversations.resolved
-- include: conversations.row
-- include: conversations.in_resolved
-- include: conversations.newest_first

-- name: conversations.resolved.count
SELECT count(*) FROM (SELECT 1 FROM conversations c
-- include: conversations.in_resolved
-- include: conversations.of_channel
LIMIT :most) found

-- part: conversations.in_all
WHERE TRUE

-- name: conversations.all
-- include: conversations.row
-- include: conversations.in_all
-- include: conversations.newest_first

-- name: conversations.all.count
SELECT count(*) FROM (SELECT 1 FROM conversations c
-- include: conversations.in_all
-- include: conversations.of_channel
LIMIT :most) found

-- part: conversations.in_search
-- sqlite:
WHERE (c.id IN (SELECT p.conversation_id FROM posts p
                WHERE p.id IN (SELECT s.rowid FROM posts_search s
                               WHERE s.posts_search MATCH :words ORDER BY s.rowid DESC LIMIT 5000))
       OR c.identity_id IN (SELECT h.id FROM identities h WHERE lower(h.handle) = :exact
                            OR lower(h.name) = :exact))
-- postgres:
WHERE (c.id IN (SELECT p.conversation_id FROM posts p
                WHERE p.search @@ to_tsquery('simple', :words) LIMIT 5000)
       OR c.identity_id IN (SELECT h.id FROM identities h WHERE lower(h.handle) = :exact
                            OR lower(h.name) = :exact))

-- name: conversations.search
-- include: conversations.row
-- include: conversations.in_search
-- include: conversations.newest_first

-- name: conversations.search.count
SELECT count(*) FROM (SELECT 1 FROM conversations c
-- include: conversations.in_search
-- include: conversations.of_channel
LIMIT :most) found

-- name: conversations.rows
-- sqlite:
-- include: conversations.row
WHERE c.id IN (SELECT value FROM json_each(:ids))
-- postgres:
-- include: conversations.row
WHERE c.id = ANY (ARRAY (SELECT json_array_elements_text(:ids::json)::bigint))

-- name: conversations.counts
SELECT
    (SELECT count(*) FROM conversations WHERE state = 'open' AND waiting_since > 0
        AND replies_pending = 0),
    (SELECT count(*) FROM conversations WHERE state = 'open' AND waiting_since > 0
        AND replies_pending = 0 AND waiting_since < :overdue),
    (SELECT count(*) FROM conversations WHERE owner_id = :user AND state = 'open'),
    (SELECT count(*) FROM conversations WHERE owner_id = :user AND state = 'open'
        AND waiting_since > 0 AND replies_pending = 0 AND waiting_since < :overdue),
    (SELECT count(*) FROM conversations WHERE owner_id IS NULL AND state = 'open'
        AND waiting_since > 0 AND replies_pending = 0),
    (SELECT count(*) FROM conversations WHERE owner_id IS NULL AND state = 'open'
        AND waiting_since > 0 AND replies_pending = 0 AND waiting_since < :overdue),
    (SELECT count(*) FROM conversations WHERE state = 'open')
        - (SELECT count(*) FROM conversations WHERE state = 'open' AND waiting_since > 0
            AND replies_pending = 0),
    (SELECT count(*) FROM conversations WHERE state = 'resolved'),
    (SELECT count(*) FROM conversations),
    (SELECT count(*) FROM replies WHERE state = 'failed'),
    (SELECT count(*) FROM channels WHERE state IN ('unreachable', 'refused'))

-- name: conversations.of_customer
SELECT c.id, c.preview, c.opened_at, c.state, c.resolved_reason
FROM conversations c
WHERE c.customer_id = :customer AND c.id <> :without
ORDER BY c.last_post_at DESC LIMIT 20

-- name: conversations.ids_after
SELECT c.id FROM conversations c WHERE c.id > :after ORDER BY c.id LIMIT :most

-- name: rooms.find
SELECT id, conversation_id, channel_id, kind, opened_at FROM rooms WHERE id = :id

-- name: rooms.of_conversation
SELECT id, conversation_id, channel_id, kind, opened_at FROM rooms
WHERE conversation_id = :conversation ORDER BY id
