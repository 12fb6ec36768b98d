-- part: replies.columns
SELECT r.id, r.conversation_id, r.room_id, r.channel_id, r.user_id, r.identity_id, r.in_reply_to,
       r.text, r.media_ids, r.state, r.delivery_key, r.remote_id, coalesce(r.post_id, 0),
       r.created_at, r.leaves_at, r.attempts, r.next_attempt_at, r.error, r.sent_at, r.seen_at,
       r.held_because, r.then_resolve, r.override_reason, coalesce(r.decided_by, 0), r.decided_at,
       r.decision_note, r.ask_note

-- part: replies.view
-- include: replies.columns
       , u.name, i.handle, coalesce(d.name, '')
FROM replies r
JOIN users u ON u.id = r.user_id
LEFT JOIN users d ON d.id = r.decided_by
JOIN identities i ON i.id = r.identity_id

-- name: replies.find
-- include: replies.columns
FROM replies r WHERE r.id = :id

-- name: replies.wait_answered_only_by
SELECT e.written_at FROM events e
WHERE e.conversation_id = :conversation AND e.reply_id = :reply AND e.kind = 'reply_queued'
  AND NOT EXISTS (SELECT 1 FROM replies r
                  WHERE r.conversation_id = :conversation AND r.id > :reply
                    AND r.state IN ('waiting', 'sending', 'held'))
ORDER BY e.seq LIMIT 1

-- name: replies.save
INSERT INTO replies (id, conversation_id, room_id, channel_id, user_id, identity_id, in_reply_to,
                     text, media_ids, state, delivery_key, remote_id, post_id, created_at,
                     leaves_at, attempts, next_attempt_at, error, sent_at, seen_at, held_because,
                     then_resolve, override_reason, decided_by, decided_at, decision_note, ask_note)
VALUES (:id, :conversation, :room, :channel, :user, :identity, :in_reply_to, :text, :media_ids,
        :state, :delivery_key, :remote_id, nullif(CAST(:post AS bigint), 0), :created_at, :leaves_at, :attempts,
        :next_attempt_at, :error, :sent_at, :seen_at, :held_because, :then_resolve, :override_reason,
        nullif(CAST(:decided_by AS bigint), 0), :decided_at, :decision_note, :ask_note)
ON CONFLICT (id) DO UPDATE
SET state = excluded.state, delivery_key = excluded.delivery_key, remote_id = excluded.remote_id,
    post_id = excluded.post_id, leaves_at = excluded.leaves_at, attempts = excluded.attempts,
    next_attempt_at = excluded.next_attempt_at, error = excluded.error, sent_at = excluded.sent_at,
    seen_at = excluded.seen_at, held_because = excluded.held_because,
    override_reason = excluded.override_reason, decided_by = excluded.decided_by,
    decided_at = excluded.decided_at, decision_note = excluded.decision_note

-- While the desk is silent nothing is due: an attempt that died is found again afterwards.
-- part: replies.speaking
NOT EXISTS (SELECT 1 FROM outgoing_stops s WHERE s.resumed_at = 0)

-- name: replies.due
SELECT r.id, r.created_at FROM replies r
WHERE r.channel_id = :channel AND r.state IN ('waiting', 'sending') AND r.next_attempt_at <= :now
  AND
-- include: replies.speaking
ORDER BY r.next_attempt_at, r.id LIMIT :most

-- name: replies.next_due
SELECT coalesce(min(r.next_attempt_at), 0), count(*) FROM replies r
WHERE r.channel_id = :channel AND r.state IN ('waiting', 'sending')
  AND
-- include: replies.speaking

-- name: replies.unseen
SELECT r.id, r.remote_id, r.sent_at FROM replies r
WHERE r.channel_id = :channel AND r.state = 'sent' ORDER BY r.sent_at DESC LIMIT :most

-- A lease of an attempt that died with the process.
-- name: replies.end_leases
UPDATE replies SET next_attempt_at = 0 WHERE state = 'sending'

-- name: replies.open_of_conversation
-- include: replies.view
WHERE r.conversation_id = :conversation AND r.state IN ('waiting', 'sending', 'sent', 'failed', 'held')
ORDER BY r.created_at, r.id LIMIT 100

-- name: replies.of_posts
SELECT r.id, r.state, coalesce(r.post_id, 0) FROM replies r
WHERE r.conversation_id = :conversation AND r.post_id IS NOT NULL

-- name: replies.find_view
-- include: replies.view
WHERE r.id = :id

-- name: replies.by_state
-- include: replies.view
WHERE r.state = :state AND r.id < :before ORDER BY r.id DESC LIMIT :most

-- The longest waiting first.
-- name: approvals.held
-- include: replies.view
WHERE r.state = 'held' AND r.id > :after ORDER BY r.id LIMIT :most

-- Those that a second person let go and that are posts by now.
-- name: approvals.of_posts
-- include: replies.view
WHERE r.conversation_id = :conversation AND r.post_id IS NOT NULL AND r.decided_by IS NOT NULL
ORDER BY r.id DESC LIMIT :most

-- name: drafts.find
SELECT room_id, coalesce(in_reply_to, 0), text, media_ids, updated_at, coalesce(returned_by, 0),
       returned_note, returned_at
FROM drafts
WHERE conversation_id = :conversation AND user_id = :user

-- name: drafts.save
INSERT INTO drafts (conversation_id, user_id, room_id, in_reply_to, text, media_ids, updated_at,
                    returned_by, returned_note, returned_at)
VALUES (:conversation, :user, :room, nullif(CAST(:in_reply_to AS bigint), 0), :text, :media_ids,
        :updated_at, nullif(CAST(:returned_by AS bigint), 0), :returned_note, :returned_at)
ON CONFLICT (conversation_id, user_id) DO UPDATE
SET room_id = excluded.room_id, in_reply_to = excluded.in_reply_to, text = excluded.text,
    media_ids = excluded.media_ids, updated_at = excluded.updated_at,
    returned_by = excluded.returned_by, returned_note = excluded.returned_note,
    returned_at = excluded.returned_at

-- name: drafts.erase
DELETE FROM drafts WHERE conversation_id = :conversation AND user_id = :user

-- name: media.find
SELECT id, user_id, mime, bytes, width, height, alt, created_at, looked_at, screening, hash,
       name
FROM media WHERE id = :id

-- name: media.about
SELECT id, user_id, mime, '', width, height, alt, created_at, looked_at, screening, hash,
       name
FROM media WHERE id = :id

-- name: media.save
INSERT INTO media (id, user_id, mime, bytes, size, width, height, alt, created_at, looked_at,
                   screening, hash, name)
VALUES (:id, :user, :mime, :bytes, :size, :width, :height, :alt, :created_at, :looked_at,
        :screening, :hash, :name)
ON CONFLICT (id) DO UPDATE
SET alt = excluded.alt, looked_at = excluded.looked_at, screening = excluded.screening,
    name = excluded.name
