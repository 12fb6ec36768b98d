-- name: conversations.find
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version
FROM conversations c WHERE c.id = :id

-- The lists of the inbox. Each is a page of at most :most rows after the key (:key, :id) of the
-- last row seen; the first page starts from an impossible key. :channel 0 means every channel.

-- name: conversations.needs_reply.urgency
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       coalesce(u.name, '')
FROM conversations c
JOIN identities i ON i.id = c.identity_id
LEFT JOIN users u ON u.id = c.owner_id
WHERE c.state = 'open' AND c.waiting_since > 0 AND c.replies_pending = 0
  AND (c.waiting_since, c.id) > (:key, :id) AND (CAST(:channel AS bigint) = 0 OR c.channel_id = :channel)
ORDER BY c.waiting_since, c.id LIMIT :most

-- name: conversations.needs_reply.newest
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       coalesce(u.name, '')
FROM conversations c
JOIN identities i ON i.id = c.identity_id
LEFT JOIN users u ON u.id = c.owner_id
WHERE c.state = 'open' AND c.waiting_since > 0 AND c.replies_pending = 0
  AND (c.last_post_at, c.id) < (:key, :id) AND (CAST(:channel AS bigint) = 0 OR c.channel_id = :channel)
ORDER BY c.last_post_at DESC, c.id DESC LIMIT :most

-- name: conversations.mine
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       coalesce(u.name, '')
FROM conversations c
JOIN identities i ON i.id = c.identity_id
LEFT JOIN users u ON u.id = c.owner_id
WHERE c.owner_id = :user AND c.state = 'open'
  AND (c.last_post_at, c.id) < (:key, :id) AND (CAST(:channel AS bigint) = 0 OR c.channel_id = :channel)
ORDER BY c.last_post_at DESC, c.id DESC LIMIT :most

-- The + keeps SQLite from the index over owners, which has not the order of the page.
-- name: conversations.unassigned.urgency
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       coalesce(u.name, '')
FROM conversations c
JOIN identities i ON i.id = c.identity_id
LEFT JOIN users u ON u.id = c.owner_id
WHERE +c.owner_id IS NULL AND c.state = 'open' AND c.waiting_since > 0 AND c.replies_pending = 0
  AND (c.waiting_since, c.id) > (:key, :id) AND (CAST(:channel AS bigint) = 0 OR c.channel_id = :channel)
ORDER BY c.waiting_since, c.id LIMIT :most

-- name: conversations.unassigned.newest
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       coalesce(u.name, '')
FROM conversations c
JOIN identities i ON i.id = c.identity_id
LEFT JOIN users u ON u.id = c.owner_id
WHERE +c.owner_id IS NULL AND c.state = 'open' AND c.waiting_since > 0 AND c.replies_pending = 0
  AND (c.last_post_at, c.id) < (:key, :id) AND (CAST(:channel AS bigint) = 0 OR c.channel_id = :channel)
ORDER BY c.last_post_at DESC, c.id DESC LIMIT :most

-- name: conversations.answered
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       coalesce(u.name, '')
FROM conversations c
JOIN identities i ON i.id = c.identity_id
LEFT JOIN users u ON u.id = c.owner_id
WHERE c.state = 'open' AND (c.waiting_since = 0 OR c.replies_pending > 0)
  AND (c.last_post_at, c.id) < (:key, :id) AND (CAST(:channel AS bigint) = 0 OR c.channel_id = :channel)
ORDER BY c.last_post_at DESC, c.id DESC LIMIT :most

-- name: conversations.resolved
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       coalesce(u.name, '')
FROM conversations c
JOIN identities i ON i.id = c.identity_id
LEFT JOIN users u ON u.id = c.owner_id
WHERE c.state = 'resolved'
  AND (c.last_post_at, c.id) < (:key, :id) AND (CAST(:channel AS bigint) = 0 OR c.channel_id = :channel)
ORDER BY c.last_post_at DESC, c.id DESC LIMIT :most

-- name: conversations.all
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       coalesce(u.name, '')
FROM conversations c
JOIN identities i ON i.id = c.identity_id
LEFT JOIN users u ON u.id = c.owner_id
WHERE (c.last_post_at, c.id) < (:key, :id) AND (CAST(:channel AS bigint) = 0 OR c.channel_id = :channel)
ORDER BY c.last_post_at DESC, c.id DESC LIMIT :most

-- name: conversations.search
-- sqlite:
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       coalesce(u.name, '')
FROM conversations c
JOIN identities i ON i.id = c.identity_id
LEFT JOIN users u ON u.id = c.owner_id
WHERE (c.last_post_at, c.id) < (:key, :id) AND (CAST(:channel AS bigint) = 0 OR c.channel_id = :channel)
  AND (c.id IN (SELECT p.conversation_id FROM posts p
                WHERE p.id IN (SELECT s.rowid FROM posts_search s
                               WHERE s.posts_search MATCH :words ORDER BY s.rowid DESC LIMIT 5000))
       OR c.identity_id IN (SELECT h.id FROM identities h WHERE lower(h.handle) = :exact
                            OR lower(h.name) = :exact))
ORDER BY c.last_post_at DESC, c.id DESC LIMIT :most
-- postgres:
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       coalesce(u.name, '')
FROM conversations c
JOIN identities i ON i.id = c.identity_id
LEFT JOIN users u ON u.id = c.owner_id
WHERE (c.last_post_at, c.id) < (:key, :id) AND (CAST(:channel AS bigint) = 0 OR c.channel_id = :channel)
  AND (c.id IN (SELECT p.conversation_id FROM posts p
                WHERE p.search @@ to_tsquery('simple', :words) LIMIT 5000)
       OR c.identity_id IN (SELECT h.id FROM identities h WHERE lower(h.handle) = :exact
                            OR lower(h.name) = :exact))
ORDER BY c.last_post_at DESC, c.id DESC LIMIT :most

-- name: conversations.rows
-- sqlite:
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       coalesce(u.name, '')
FROM conversations c
JOIN identities i ON i.id = c.identity_id
LEFT JOIN users u ON u.id = c.owner_id
WHERE c.id IN (SELECT value FROM json_each(:ids))
-- postgres:
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       coalesce(u.name, '')
FROM conversations c
JOIN identities i ON i.id = c.identity_id
LEFT JOIN users u ON u.id = c.owner_id
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
