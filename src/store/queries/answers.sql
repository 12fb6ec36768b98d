-- name: guard.rules
SELECT role, channel_id, stop_action, ask_action, hint_action, all_wait, may_override
FROM guard_rules ORDER BY position

-- name: guard.clear
DELETE FROM guard_rules

-- name: guard.add
INSERT INTO guard_rules (position, role, channel_id, stop_action, ask_action, hint_action, all_wait,
                         may_override)
VALUES (:position, :role, :channel, :stop, :ask, :hint, :all_wait, :may_override)

-- name: outgoing.standing
SELECT id, stopped_at, coalesce(stopped_by, 0), reason, resumed_at, coalesce(resumed_by, 0)
FROM outgoing_stops WHERE resumed_at = 0 ORDER BY id LIMIT 1

-- name: outgoing.save
INSERT INTO outgoing_stops (id, stopped_at, stopped_by, reason, resumed_at, resumed_by)
VALUES (:id, :stopped_at, nullif(CAST(:stopped_by AS bigint), 0), :reason, :resumed_at,
        nullif(CAST(:resumed_by AS bigint), 0))
ON CONFLICT (id) DO UPDATE
SET reason = excluded.reason, resumed_at = excluded.resumed_at, resumed_by = excluded.resumed_by

-- name: outgoing.delay_waiting
UPDATE replies SET leaves_at = :until, next_attempt_at = :until
WHERE state = 'waiting' AND next_attempt_at < :until

-- name: outgoing.waiting
SELECT count(*) FROM replies WHERE state IN ('waiting', 'sending')

-- name: remarks.add
INSERT INTO remarks (id, at, user_id, conversation_id, reply_id, kind, rule, grade, outcome, reason,
                     mark)
VALUES (:id, :at, :user, :conversation, nullif(CAST(:reply AS bigint), 0), :kind, :rule, :grade,
        :outcome, :reason, '')

-- part: remarks.columns
SELECT k.id, k.at, k.user_id, k.conversation_id, coalesce(k.reply_id, 0), k.kind, k.rule, k.grade,
       k.outcome, k.reason, k.mark

-- name: remarks.find
-- include: remarks.columns
FROM remarks k WHERE k.id = :id

-- name: remarks.mark
UPDATE remarks SET mark = :mark WHERE id = :id

-- name: remarks.counts
SELECT k.kind, k.rule, k.grade, count(*),
       sum(CASE WHEN k.outcome = 'mended' THEN 1 ELSE 0 END),
       sum(CASE WHEN k.outcome = 'overridden' THEN 1 ELSE 0 END),
       sum(CASE WHEN k.mark = 'right' THEN 1 ELSE 0 END),
       sum(CASE WHEN k.mark = 'wrong' THEN 1 ELSE 0 END)
FROM remarks k WHERE k.at >= :since AND k.outcome <> 'blocked'
GROUP BY k.kind, k.rule, k.grade ORDER BY 4 DESC, 2 LIMIT 200

-- name: remarks.drafts
SELECT count(*) FROM replies r WHERE r.created_at >= :since

-- part: remarks.view
-- include: remarks.columns
       , u.name, i.handle
FROM remarks k
JOIN users u ON u.id = k.user_id
JOIN conversations c ON c.id = k.conversation_id
JOIN identities i ON i.id = c.identity_id

-- name: remarks.overridden
-- include: remarks.view
WHERE k.at >= :since AND k.outcome = 'overridden' ORDER BY k.id DESC LIMIT 100

-- name: remarks.find_view
-- include: remarks.view
WHERE k.id = :id

-- part: promises.columns
SELECT p.id, p.conversation_id, p.customer_id, coalesce(p.reply_id, 0), p.topic, p.what, p.owner_id,
       p.due_at, p.state, p.made_by, p.made_at, p.evidence, coalesce(p.closed_by, 0), p.closed_at,
       p.made_good_at, p.remind_at, p.version

-- name: promises.find
-- include: promises.columns
FROM promises p WHERE p.id = :id

-- name: promises.save
INSERT INTO promises (id, conversation_id, customer_id, reply_id, topic, what, owner_id, due_at,
                      state, made_by, made_at, evidence, closed_by, closed_at, made_good_at,
                      remind_at, version)
VALUES (:id, :conversation, :customer, nullif(CAST(:reply AS bigint), 0), :topic, :what, :owner,
        :due_at, :state, :made_by, :made_at, :evidence, nullif(CAST(:closed_by AS bigint), 0),
        :closed_at, :made_good_at, :remind_at, :version)
ON CONFLICT (id) DO UPDATE
SET what = excluded.what, owner_id = excluded.owner_id, due_at = excluded.due_at,
    state = excluded.state, evidence = excluded.evidence, closed_by = excluded.closed_by,
    closed_at = excluded.closed_at, made_good_at = excluded.made_good_at,
    remind_at = excluded.remind_at, version = excluded.version

-- name: promises.overdue
-- include: promises.columns
FROM promises p WHERE p.state = 'open' AND p.due_at <= :now ORDER BY p.due_at, p.id LIMIT :most

-- name: promises.to_remind
-- include: promises.columns
FROM promises p WHERE p.state = 'open' AND p.remind_at > 0 AND p.remind_at <= :now
ORDER BY p.due_at, p.id LIMIT :most

-- name: promises.count_broken
SELECT count(*) FROM promises p
WHERE p.customer_id = :customer AND p.state = 'broken' AND p.made_good_at = 0

-- part: promises.view
-- include: promises.columns
       , o.name, m.name, coalesce(k.name, ''), i.handle
FROM promises p
JOIN users o ON o.id = p.owner_id
JOIN users m ON m.id = p.made_by
LEFT JOIN users k ON k.id = p.closed_by
JOIN conversations c ON c.id = p.conversation_id
JOIN identities i ON i.id = c.identity_id

-- name: promises.find_view
-- include: promises.view
WHERE p.id = :id

-- name: promises.of_conversation
-- include: promises.view
WHERE p.conversation_id = :conversation ORDER BY p.due_at, p.id LIMIT 100

-- part: promises.wanted
WHERE (CAST(:state AS text) = '' OR p.state = :state)
  AND (CAST(:owner AS bigint) = 0 OR p.owner_id = :owner)
  AND (CAST(:topic AS text) = '' OR p.topic = :topic)

-- name: promises.list
-- include: promises.view
-- include: promises.wanted
  AND (CAST(:standing AS text) = '' OR (p.state = :standing AND p.made_good_at = 0))
  AND (p.due_at > :after_at OR (p.due_at = :after_at AND p.id > :after_id))
ORDER BY p.due_at, p.id LIMIT :most

-- What was broken is closed when it was made good.
-- part: promises.ended_at
  CASE WHEN p.made_good_at > 0 THEN p.made_good_at ELSE p.closed_at END

-- name: promises.closed
-- include: promises.view
-- include: promises.wanted
  AND (p.state IN ('kept', 'released') OR p.made_good_at > 0)
  AND (
-- include: promises.ended_at
  , p.id) < (CAST(:before_at AS bigint), CAST(:before_id AS bigint))
ORDER BY
-- include: promises.ended_at
  DESC, p.id DESC LIMIT :most

-- part: promises.sums
       , sum(CASE WHEN p.state = 'open' THEN 1 ELSE 0 END),
       sum(CASE WHEN p.state = 'kept' THEN 1 ELSE 0 END),
       sum(CASE WHEN p.state = 'broken' THEN 1 ELSE 0 END),
       sum(CASE WHEN p.state = 'broken' AND p.made_good_at > 0 THEN 1 ELSE 0 END)

-- name: promises.by_owner
SELECT p.owner_id, u.name
-- include: promises.sums
FROM promises p JOIN users u ON u.id = p.owner_id
WHERE p.made_at >= :since GROUP BY p.owner_id, u.name ORDER BY u.name, p.owner_id LIMIT 200

-- name: promises.by_topic
SELECT p.topic
-- include: promises.sums
FROM promises p WHERE p.made_at >= :since GROUP BY p.topic ORDER BY p.topic LIMIT 200

-- Who answers customers: the readers of a playbook.
-- part: playbooks.readers
FROM users u WHERE u.disabled_at = 0 AND u.role <> 'viewer'

-- name: answers.counts
SELECT (SELECT count(*) FROM replies WHERE state = 'held'),
       (SELECT count(*) FROM promises WHERE owner_id = :user AND state = 'open'
           AND due_at < :soon),
       (SELECT count(*) FROM promises WHERE owner_id = :user AND state = 'broken'
           AND made_good_at = 0),
       (SELECT count(*) FROM playbooks b
        WHERE b.retired = 0
          AND EXISTS (SELECT 1
-- include: playbooks.readers
                      AND u.id = :user)
          AND NOT EXISTS (SELECT 1 FROM playbook_confirmations c
                          WHERE c.playbook_id = b.id AND c.version = b.version
                            AND c.user_id = :user))

-- name: remedies.find
SELECT asked_at, coalesce(asked_by, 0), wish, decision, reason, decided_at,
       coalesce(decided_by, 0), followed_at, coalesce(followed_by, 0), version
FROM remedies WHERE conversation_id = :conversation

-- name: remedies.save
INSERT INTO remedies (conversation_id, asked_at, asked_by, wish, decision, reason, decided_at,
                      decided_by, followed_at, followed_by, version)
VALUES (:conversation, :asked_at, nullif(CAST(:asked_by AS bigint), 0), :wish, :decision, :reason,
        :decided_at, nullif(CAST(:decided_by AS bigint), 0), :followed_at,
        nullif(CAST(:followed_by AS bigint), 0), :version)
ON CONFLICT (conversation_id) DO UPDATE
SET asked_at = excluded.asked_at, asked_by = excluded.asked_by, wish = excluded.wish,
    decision = excluded.decision, reason = excluded.reason, decided_at = excluded.decided_at,
    decided_by = excluded.decided_by, followed_at = excluded.followed_at,
    followed_by = excluded.followed_by, version = excluded.version

-- part: playbooks.columns
SELECT b.id, v.version, b.retired, v.topics, v.title, v.goal, v.tone, v.facts, v.authority,
       v.examples, v.at, v.by_user

-- name: playbooks.find
-- include: playbooks.columns
FROM playbooks b JOIN playbook_versions v ON v.playbook_id = b.id AND v.version = b.version
WHERE b.id = :id

-- name: playbooks.count
SELECT count(*) FROM playbooks

-- name: playbooks.save
INSERT INTO playbooks (id, version, retired) VALUES (:id, :version, :retired)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, retired = excluded.retired

-- name: playbooks.add_version
INSERT INTO playbook_versions (playbook_id, version, topics, title, goal, tone, facts, authority,
                               examples, at, by_user)
VALUES (:id, :version, :topics, :title, :goal, :tone, :facts, :authority, :examples, :at, :by)

-- name: playbooks.confirm
INSERT INTO playbook_confirmations (playbook_id, version, user_id, at)
VALUES (:id, :version, :user, :at)
ON CONFLICT (playbook_id, version, user_id) DO NOTHING

-- part: playbooks.view
-- include: playbooks.columns
       , w.name,
       (SELECT coalesce(max(c.version), 0) FROM playbook_confirmations c
        WHERE c.playbook_id = b.id AND c.user_id = :user),
       (SELECT count(*)
-- include: playbooks.readers
        AND NOT EXISTS (SELECT 1 FROM playbook_confirmations c
                        WHERE c.playbook_id = b.id AND c.version = v.version
                          AND c.user_id = u.id))
FROM playbooks b
JOIN playbook_versions v ON v.playbook_id = b.id AND v.version = b.version
JOIN users w ON w.id = v.by_user

-- name: playbooks.list
-- include: playbooks.view
ORDER BY b.retired, v.title, b.id LIMIT 500

-- name: playbooks.find_view
-- include: playbooks.view
WHERE b.id = :id

-- name: playbooks.versions
SELECT b.id, v.version, b.retired, v.topics, v.title, v.goal, v.tone, v.facts, v.authority,
       v.examples, v.at, v.by_user, w.name
FROM playbooks b
JOIN playbook_versions v ON v.playbook_id = b.id
JOIN users w ON w.id = v.by_user
WHERE b.id = :id ORDER BY v.version DESC LIMIT 200

-- Who confirmed which version, the newest first.
-- name: playbooks.confirmations
SELECT c.version, c.user_id, u.name, c.at
FROM playbook_confirmations c JOIN users u ON u.id = c.user_id
WHERE c.playbook_id = :id ORDER BY c.version DESC, c.at, c.user_id LIMIT 20000

-- Who has not confirmed the version in force.
-- name: playbooks.missing
SELECT u.id, u.name
-- include: playbooks.readers
  AND EXISTS (SELECT 1 FROM playbooks b WHERE b.id = :id AND b.retired = 0
              AND NOT EXISTS (SELECT 1 FROM playbook_confirmations c
                              WHERE c.playbook_id = b.id AND c.version = b.version
                                AND c.user_id = u.id))
ORDER BY u.name, u.id LIMIT 5000

-- name: playbooks.unread
SELECT b.id, v.title, b.version, u.id, u.name
FROM playbooks b
JOIN playbook_versions v ON v.playbook_id = b.id AND v.version = b.version
CROSS JOIN users u
WHERE b.retired = 0 AND u.disabled_at = 0 AND u.role <> 'viewer'
  AND NOT EXISTS (SELECT 1 FROM playbook_confirmations c
                  WHERE c.playbook_id = b.id AND c.version = b.version AND c.user_id = u.id)
ORDER BY v.title, b.id, u.name, u.id LIMIT 5000

-- By the first topic of each post that was judged.
-- name: playbooks.matters
-- sqlite:
SELECT j.topics ->> 0 ->> 0 AS topic, count(DISTINCT p.conversation_id)
FROM judgements j JOIN posts p ON p.id = j.post_id
WHERE j.judged_at >= :since AND p.conversation_id IS NOT NULL AND j.topics <> '[]'
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200
-- postgres:
SELECT j.topics::json -> 0 ->> 0 AS topic, count(DISTINCT p.conversation_id)
FROM judgements j JOIN posts p ON p.id = j.post_id
WHERE j.judged_at >= :since AND p.conversation_id IS NOT NULL AND j.topics <> '[]'
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200

-- name: media_uses.add
INSERT INTO media_uses (hash, conversation_id) VALUES (:hash, :conversation)
ON CONFLICT (hash, conversation_id) DO NOTHING

-- name: media_uses.elsewhere
SELECT count(*) FROM media_uses WHERE hash = :hash AND conversation_id <> :conversation

-- Replies as the coach compares with them.
-- part: said.columns
SELECT r.id, i.name, i.handle, u.name, r.text, r.conversation_id,
       CASE WHEN r.state IN ('cancelled', 'returned') OR coalesce(p.deleted_at, 0) > 0 THEN 1
            ELSE 0 END
FROM replies r
JOIN identities i ON i.id = r.identity_id
JOIN users u ON u.id = r.user_id
LEFT JOIN posts p ON p.id = r.post_id

-- name: said.after
-- include: said.columns
WHERE r.id > :after ORDER BY r.id LIMIT :most

-- name: said.newest
SELECT coalesce(min(n.id), 1) FROM (SELECT id FROM replies ORDER BY id DESC LIMIT :most) n

-- name: said.find
-- sqlite:
-- include: said.columns
WHERE r.id IN (SELECT value FROM json_each(:ids))
-- postgres:
-- include: said.columns
WHERE r.id = ANY (ARRAY (SELECT json_array_elements_text(:ids::json)::bigint))

-- name: said.of_posts
-- sqlite:
SELECT r.id FROM replies r WHERE r.post_id IN (SELECT value FROM json_each(:ids))
-- postgres:
SELECT r.id FROM replies r
WHERE r.post_id = ANY (ARRAY (SELECT json_array_elements_text(:ids::json)::bigint))

-- People of other matters, the latest first: of the writer's own open ones, and of the whole desk.
-- name: coach.own_customers
SELECT i.name, i.handle FROM conversations c JOIN identities i ON i.id = c.identity_id
WHERE c.owner_id = :user AND c.state = 'open' AND c.customer_id <> :customer
ORDER BY c.last_post_at DESC LIMIT :most

-- name: coach.other_customers
SELECT i.name, i.handle FROM conversations c JOIN identities i ON i.id = c.identity_id
WHERE c.customer_id <> :customer ORDER BY c.last_post_at DESC LIMIT :most

-- What was said with a customer in all rooms of all matters, and noted of them; the newest first.
-- name: coach.told
SELECT p.text, coalesce(r.kind, 'public')
FROM conversations c JOIN posts p ON p.conversation_id = c.id LEFT JOIN rooms r ON r.id = p.room_id
WHERE c.customer_id = :customer AND p.deleted_at = 0
ORDER BY p.written_at DESC, p.id DESC LIMIT :most

-- name: coach.noted
SELECT n.text FROM conversations c JOIN notes n ON n.conversation_id = c.id
WHERE c.customer_id = :customer ORDER BY n.written_at DESC, n.id DESC LIMIT :most

-- name: coach.colleagues
SELECT u.name FROM users u WHERE u.disabled_at = 0 ORDER BY u.id LIMIT 500
