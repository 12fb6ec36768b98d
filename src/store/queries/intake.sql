-- Many rows a statement: the input is one JSON array.

-- name: intake.posts
-- sqlite:
SELECT p.remote_id, p.id, coalesce(p.conversation_id, 0), coalesce(p.room_id, 0), p.identity_id,
       p.side, p.written_at, p.thread_root, CASE WHEN p.deleted_at > 0 THEN 1 ELSE 0 END
FROM json_each(:keys) k CROSS JOIN posts p
WHERE p.channel_id = :channel AND p.remote_id = k.value
-- postgres:
SELECT p.remote_id, p.id, coalesce(p.conversation_id, 0), coalesce(p.room_id, 0), p.identity_id,
       p.side, p.written_at, p.thread_root, CASE WHEN p.deleted_at > 0 THEN 1 ELSE 0 END
FROM posts p
WHERE p.channel_id = :channel
  AND p.remote_id = ANY (ARRAY (SELECT json_array_elements_text(:keys::json)))

-- name: intake.tombstones
-- sqlite:
SELECT t.remote_id FROM json_each(:keys) k CROSS JOIN tombstones t
WHERE t.channel_id = :channel AND t.remote_id = k.value
-- postgres:
SELECT remote_id FROM tombstones
WHERE channel_id = :channel
  AND remote_id = ANY (ARRAY (SELECT json_array_elements_text(:keys::json)))

-- name: intake.identities
-- sqlite:
SELECT i.id, i.customer_id, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       i.updated_at, u.value, u.vulnerable, u.influential
FROM json_each(:keys) k CROSS JOIN identities i JOIN customers u ON u.id = i.customer_id
WHERE i.network = :network AND i.remote_id = k.value
-- postgres:
SELECT i.id, i.customer_id, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers,
       i.updated_at, u.value, u.vulnerable, u.influential
FROM identities i JOIN customers u ON u.id = i.customer_id
WHERE i.network = :network
  AND i.remote_id = ANY (ARRAY (SELECT json_array_elements_text(:keys::json)))

-- name: intake.latest_conversations
-- sqlite:
SELECT (SELECT c.id FROM conversations c
        WHERE c.customer_id = k.value AND c.brand_id = :brand
        ORDER BY c.last_post_at DESC, c.id DESC LIMIT 1)
FROM json_each(:customers) k
WHERE EXISTS (SELECT 1 FROM conversations c
              WHERE c.customer_id = k.value AND c.brand_id = :brand)
-- postgres:
SELECT latest.id
FROM json_array_elements_text(:customers::json) AS k (value),
     LATERAL (SELECT c.id FROM conversations c
              WHERE c.customer_id = k.value::bigint AND c.brand_id = :brand
              ORDER BY c.last_post_at DESC, c.id DESC LIMIT 1) AS latest

-- name: intake.conversations
-- sqlite:
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       c.facts, c.head_start
FROM json_each(:ids) k CROSS JOIN conversations c
WHERE c.id = k.value
-- postgres:
SELECT c.id, c.brand_id, c.customer_id, c.identity_id, c.channel_id, coalesce(c.owner_id, 0),
       c.state, c.resolved_reason, c.opened_at, c.waiting_since, c.unanswered,
       c.later_waiting_since, c.later_unanswered, c.replies_pending, c.reply_state, c.last_post_at,
       c.last_post_id, c.preview, c.preview_by, c.last_room, c.addressed, c.version,
       c.facts, c.head_start
FROM conversations c
WHERE c.id = ANY (ARRAY (SELECT json_array_elements_text(:ids::json)::bigint))

-- name: intake.rooms
-- sqlite:
SELECT r.id, r.conversation_id, r.channel_id, r.kind, r.opened_at
FROM json_each(:ids) k CROSS JOIN rooms r
WHERE r.conversation_id = k.value
ORDER BY r.id
-- postgres:
SELECT id, conversation_id, channel_id, kind, opened_at
FROM rooms
WHERE conversation_id = ANY (ARRAY (SELECT json_array_elements_text(:ids::json)::bigint))
ORDER BY id

-- name: intake.save_customers
-- sqlite:
INSERT INTO customers (id, name, created_at)
SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:rows)
-- postgres:
INSERT INTO customers (id, name, created_at)
SELECT (r ->> 0)::bigint, r ->> 1, (r ->> 2)::bigint FROM json_array_elements(:rows::json) AS r

-- name: intake.save_identities
-- sqlite:
INSERT INTO identities (id, customer_id, network, remote_id, handle, name, avatar_url, profile_url,
                        followers, updated_at)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
       value ->> 7, value ->> 8, value ->> 9
FROM json_each(:rows)
WHERE true
ON CONFLICT (id) DO UPDATE
SET handle = excluded.handle, name = excluded.name, avatar_url = excluded.avatar_url,
    profile_url = excluded.profile_url, followers = excluded.followers,
    updated_at = excluded.updated_at
-- postgres:
INSERT INTO identities (id, customer_id, network, remote_id, handle, name, avatar_url, profile_url,
                        followers, updated_at)
SELECT DISTINCT ON (1) (r ->> 0)::bigint, (r ->> 1)::bigint, r ->> 2, r ->> 3, r ->> 4, r ->> 5,
       r ->> 6, r ->> 7, (r ->> 8)::bigint, (r ->> 9)::bigint
FROM json_array_elements(:rows::json) WITH ORDINALITY AS rows (r, position)
ORDER BY 1, position DESC
ON CONFLICT (id) DO UPDATE
SET handle = excluded.handle, name = excluded.name, avatar_url = excluded.avatar_url,
    profile_url = excluded.profile_url, followers = excluded.followers,
    updated_at = excluded.updated_at

-- name: intake.save_conversations
-- sqlite:
INSERT INTO conversations (id, brand_id, customer_id, identity_id, channel_id, owner_id, state,
                           resolved_reason, opened_at, waiting_since, unanswered,
                           later_waiting_since, later_unanswered, replies_pending, reply_state,
                           last_post_at, last_post_id, preview, preview_by, last_room, addressed,
                           version, facts, head_start, urgency)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, nullif(value ->> 5, 0),
       value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12,
       value ->> 13, value ->> 14, value ->> 15, value ->> 16, value ->> 17, value ->> 18,
       value ->> 19, value ->> 20, value ->> 21, value ->> 22, value ->> 23, value ->> 24
FROM json_each(:rows)
WHERE true
ON CONFLICT (id) DO UPDATE
SET owner_id = excluded.owner_id, state = excluded.state,
    resolved_reason = excluded.resolved_reason, opened_at = excluded.opened_at,
    waiting_since = excluded.waiting_since, unanswered = excluded.unanswered,
    later_waiting_since = excluded.later_waiting_since,
    later_unanswered = excluded.later_unanswered, replies_pending = excluded.replies_pending,
    reply_state = excluded.reply_state, last_post_at = excluded.last_post_at,
    last_post_id = excluded.last_post_id, preview = excluded.preview,
    preview_by = excluded.preview_by, last_room = excluded.last_room,
    addressed = excluded.addressed, version = excluded.version, facts = excluded.facts,
    head_start = excluded.head_start, urgency = excluded.urgency
-- postgres:
INSERT INTO conversations (id, brand_id, customer_id, identity_id, channel_id, owner_id, state,
                           resolved_reason, opened_at, waiting_since, unanswered,
                           later_waiting_since, later_unanswered, replies_pending, reply_state,
                           last_post_at, last_post_id, preview, preview_by, last_room, addressed,
                           version, facts, head_start, urgency)
SELECT (r ->> 0)::bigint, (r ->> 1)::bigint, (r ->> 2)::bigint, (r ->> 3)::bigint,
       (r ->> 4)::bigint, nullif((r ->> 5)::bigint, 0), r ->> 6, r ->> 7, (r ->> 8)::bigint,
       (r ->> 9)::bigint, (r ->> 10)::bigint, (r ->> 11)::bigint, (r ->> 12)::bigint,
       (r ->> 13)::bigint, r ->> 14, (r ->> 15)::bigint, (r ->> 16)::bigint, r ->> 17, r ->> 18,
       r ->> 19, (r ->> 20)::smallint, (r ->> 21)::bigint, r ->> 22,
       (r ->> 23)::bigint, (r ->> 24)::bigint
FROM json_array_elements(:rows::json) AS r
ON CONFLICT (id) DO UPDATE
SET owner_id = excluded.owner_id, state = excluded.state,
    resolved_reason = excluded.resolved_reason, opened_at = excluded.opened_at,
    waiting_since = excluded.waiting_since, unanswered = excluded.unanswered,
    later_waiting_since = excluded.later_waiting_since,
    later_unanswered = excluded.later_unanswered, replies_pending = excluded.replies_pending,
    reply_state = excluded.reply_state, last_post_at = excluded.last_post_at,
    last_post_id = excluded.last_post_id, preview = excluded.preview,
    preview_by = excluded.preview_by, last_room = excluded.last_room,
    addressed = excluded.addressed, version = excluded.version, facts = excluded.facts,
    head_start = excluded.head_start, urgency = excluded.urgency

-- name: intake.save_rooms
-- sqlite:
INSERT INTO rooms (id, conversation_id, channel_id, kind, opened_at)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(:rows)
-- postgres:
INSERT INTO rooms (id, conversation_id, channel_id, kind, opened_at)
SELECT (r ->> 0)::bigint, (r ->> 1)::bigint, (r ->> 2)::bigint, r ->> 3, (r ->> 4)::bigint
FROM json_array_elements(:rows::json) AS r

-- name: intake.save_posts
-- sqlite:
INSERT INTO posts (id, channel_id, remote_id, conversation_id, room_id, identity_id, user_id, side,
                   text, language, in_reply_to, thread_root, url, media, raw, written_at,
                   received_at, edited_at, deleted_at)
SELECT value ->> 0, value ->> 1, value ->> 2, nullif(value ->> 3, 0), nullif(value ->> 4, 0),
       value ->> 5, nullif(value ->> 6, 0), value ->> 7, value ->> 8, value ->> 9, value ->> 10,
       value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16,
       value ->> 17, value ->> 18
FROM json_each(:rows)
-- postgres:
INSERT INTO posts (id, channel_id, remote_id, conversation_id, room_id, identity_id, user_id, side,
                   text, language, in_reply_to, thread_root, url, media, raw, written_at,
                   received_at, edited_at, deleted_at)
SELECT (r ->> 0)::bigint, (r ->> 1)::bigint, r ->> 2, nullif((r ->> 3)::bigint, 0),
       nullif((r ->> 4)::bigint, 0), (r ->> 5)::bigint, nullif((r ->> 6)::bigint, 0), r ->> 7,
       r ->> 8, r ->> 9, r ->> 10, r ->> 11, r ->> 12, r ->> 13, r ->> 14, (r ->> 15)::bigint,
       (r ->> 16)::bigint, (r ->> 17)::bigint, (r ->> 18)::bigint
FROM json_array_elements(:rows::json) AS r

-- name: intake.bury
INSERT INTO tombstones (channel_id, remote_id, erased_at)
VALUES (:channel, :remote_id, :at)
ON CONFLICT (channel_id, remote_id) DO NOTHING
