-- name: events.lock
-- sqlite:
SELECT 1
-- postgres:
SELECT 1 FROM (SELECT pg_advisory_xact_lock(4732513)) AS locked

-- name: events.last
SELECT coalesce(max(seq), 0) FROM events

-- name: events.save
-- sqlite:
INSERT INTO events (seq, at, kind, conversation_id, post_id, reply_id, channel_id, room_id,
                    actor_id, person_id, side, written_at, detail)
SELECT value ->> 0, value ->> 1, value ->> 2, nullif(value ->> 3, 0), nullif(value ->> 4, 0),
       nullif(value ->> 5, 0), nullif(value ->> 6, 0), nullif(value ->> 7, 0),
       nullif(value ->> 8, 0), nullif(value ->> 9, 0), value ->> 10, value ->> 11, value ->> 12
FROM json_each(:rows)
-- postgres:
INSERT INTO events (seq, at, kind, conversation_id, post_id, reply_id, channel_id, room_id,
                    actor_id, person_id, side, written_at, detail)
SELECT (r ->> 0)::bigint, (r ->> 1)::bigint, r ->> 2, nullif((r ->> 3)::bigint, 0),
       nullif((r ->> 4)::bigint, 0), nullif((r ->> 5)::bigint, 0), nullif((r ->> 6)::bigint, 0),
       nullif((r ->> 7)::bigint, 0), nullif((r ->> 8)::bigint, 0), nullif((r ->> 9)::bigint, 0),
       r ->> 10, (r ->> 11)::bigint, r ->> 12
FROM json_array_elements(:rows::json) AS r

-- name: events.after
SELECT seq, at, kind, coalesce(conversation_id, 0), coalesce(post_id, 0), coalesce(reply_id, 0),
       coalesce(channel_id, 0), coalesce(room_id, 0), coalesce(actor_id, 0),
       coalesce(person_id, 0), side, written_at, detail
FROM events WHERE seq > :after ORDER BY seq LIMIT :most

-- name: events.of_conversation
SELECT seq, at, kind, coalesce(conversation_id, 0), coalesce(post_id, 0), coalesce(reply_id, 0),
       coalesce(channel_id, 0), coalesce(room_id, 0), coalesce(actor_id, 0),
       coalesce(person_id, 0), side, written_at, detail
FROM events WHERE conversation_id = :conversation AND seq < :before ORDER BY seq DESC LIMIT :most

-- name: events.of_guard
SELECT seq, at, kind, coalesce(conversation_id, 0), coalesce(post_id, 0), coalesce(reply_id, 0),
       coalesce(channel_id, 0), coalesce(room_id, 0), coalesce(actor_id, 0),
       coalesce(person_id, 0), side, written_at, detail
FROM events WHERE kind IN ('outgoing_stopped', 'outgoing_resumed', 'guard_changed')
ORDER BY seq DESC LIMIT :most

-- name: events.since_version
SELECT seq, at, kind, coalesce(conversation_id, 0), coalesce(post_id, 0), coalesce(reply_id, 0),
       coalesce(channel_id, 0), coalesce(room_id, 0), coalesce(actor_id, 0),
       coalesce(person_id, 0), side, written_at, detail
FROM events WHERE conversation_id = :conversation ORDER BY seq LIMIT 1000 OFFSET :version
