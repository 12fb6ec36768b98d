-- What must never be found. Each query returns a few ids that break a rule.

-- name: check.sent_without_post
SELECT r.id FROM replies r
WHERE r.state IN ('sent', 'seen') AND (r.post_id IS NULL OR r.remote_id = '') LIMIT 20

-- name: check.doubled_delivery
SELECT min(r.id) FROM replies r
WHERE r.remote_id <> '' GROUP BY r.channel_id, r.remote_id HAVING count(*) > 1 LIMIT 20

-- name: check.post_in_foreign_room
SELECT p.id FROM posts p JOIN rooms r ON r.id = p.room_id
WHERE r.conversation_id <> p.conversation_id LIMIT 20

-- name: check.conversation_without_event
SELECT c.id FROM conversations c
WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.conversation_id = c.id) LIMIT 20

-- name: check.event_gap
SELECT e.seq FROM events e
WHERE e.seq > 1 AND NOT EXISTS (SELECT 1 FROM events b WHERE b.seq = e.seq - 1) LIMIT 20

-- name: check.deleted_with_text
SELECT p.id FROM posts p WHERE p.deleted_at > 0 AND (p.text <> '' OR p.raw <> '') LIMIT 20

-- name: check.post_without_event
SELECT p.id FROM posts p
WHERE p.conversation_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM events e WHERE e.conversation_id = p.conversation_id
                  AND e.post_id = p.id AND e.kind IN ('post_received', 'reply_sent')) LIMIT 20

-- name: check.wrong_place_in_list
SELECT c.id FROM conversations c
WHERE c.urgency <> CASE WHEN c.waiting_since > 0 THEN c.waiting_since - c.head_start * 60000
                        ELSE 0 END LIMIT 20

-- name: check.judgement_of_deleted
SELECT j.post_id FROM judgements j JOIN posts p ON p.id = j.post_id
WHERE p.deleted_at > 0 LIMIT 20

-- name: check.held_without_reason
SELECT r.id FROM replies r WHERE r.state = 'held' AND r.held_because = '' LIMIT 20

-- name: check.approved_by_its_writer
SELECT r.id FROM replies r WHERE r.decided_by = r.user_id LIMIT 20

-- name: check.override_without_event
SELECT r.id FROM replies r
WHERE r.override_reason <> ''
  AND NOT EXISTS (SELECT 1 FROM events e WHERE e.conversation_id = r.conversation_id
                  AND e.reply_id = r.id AND e.kind = 'advice_overridden') LIMIT 20

-- name: check.promise_without_event
SELECT p.id FROM promises p
WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.conversation_id = p.conversation_id
                  AND e.kind = 'promise_made') LIMIT 20
