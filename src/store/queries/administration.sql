-- name: posts.count_all
SELECT count(*) FROM posts

-- name: check.sent_event_without_reply
SELECT e.seq FROM events e
WHERE e.kind = 'reply_sent'
  AND NOT EXISTS (SELECT 1 FROM replies r WHERE r.id = e.reply_id AND r.remote_id <> '') LIMIT 20

-- Says 'ok', or what is damaged in the file.
-- name: schema.integrity
-- sqlite:
PRAGMA integrity_check(20)
-- postgres:
SELECT 'ok'::text

-- Folds the log into the file; refused while somebody else has it open.
-- name: schema.leave_log
-- sqlite:
PRAGMA journal_mode = DELETE
-- postgres:
SELECT 'delete'::text
