-- part: posts.columns
SELECT p.id, p.channel_id, p.remote_id, coalesce(p.conversation_id, 0), coalesce(p.room_id, 0),
       p.identity_id, coalesce(p.user_id, 0), p.side, p.text, p.language, p.in_reply_to,
       p.thread_root, p.url, p.media, p.raw, p.written_at, p.received_at, p.edited_at, p.deleted_at

-- part: posts.view
-- include: posts.columns
       , i.customer_id, i.network, i.remote_id, i.handle, i.name, i.avatar_url,
       i.profile_url, i.followers,
       coalesce(u.name, '')

-- name: posts.find
-- include: posts.columns
FROM posts p WHERE p.id = :id

-- name: posts.find_remote
-- include: posts.columns
FROM posts p WHERE p.channel_id = :channel AND p.remote_id = :remote_id

-- name: posts.last_of_customer
-- include: posts.columns
FROM posts p
WHERE p.room_id = :room AND p.side = 'customer' AND p.deleted_at = 0
  AND p.conversation_id = (SELECT r.conversation_id FROM rooms r WHERE r.id = :room)
ORDER BY p.written_at DESC, p.id DESC LIMIT 1

-- name: posts.last
-- include: posts.columns
FROM posts p WHERE p.conversation_id = :conversation AND p.deleted_at = 0
ORDER BY p.written_at DESC, p.id DESC LIMIT 1

-- name: posts.change
UPDATE posts
SET text = :text, media = :media, raw = :raw, edited_at = :edited_at, deleted_at = :deleted_at,
    conversation_id = nullif(CAST(:conversation AS bigint), 0), room_id = nullif(CAST(:room AS bigint), 0),
    user_id = nullif(CAST(:user AS bigint), 0), side = :side
WHERE id = :id

-- The timeline: the conversation's own posts, newest first, before the key.
-- name: posts.of_conversation
-- include: posts.view
FROM posts p
JOIN identities i ON i.id = p.identity_id
LEFT JOIN users u ON u.id = p.user_id
WHERE p.conversation_id = :conversation AND (p.written_at, p.id) < (:key, :id)
ORDER BY p.written_at DESC, p.id DESC LIMIT :most

-- Posts of the same threads that belong to nobody's or somebody else's conversation.
-- name: posts.context
-- include: posts.view
FROM (SELECT DISTINCT own.channel_id, own.thread_root FROM posts own
      WHERE own.conversation_id = :conversation) t
CROSS JOIN posts p
JOIN identities i ON i.id = p.identity_id
LEFT JOIN users u ON u.id = p.user_id
WHERE p.channel_id = t.channel_id AND p.thread_root = t.thread_root
  AND p.deleted_at = 0 AND coalesce(p.conversation_id, 0) <> :conversation
ORDER BY p.written_at DESC, p.id DESC LIMIT 20

-- name: posts.by_ids
-- sqlite:
-- include: posts.view
FROM json_each(:ids) k CROSS JOIN posts p
JOIN identities i ON i.id = p.identity_id
LEFT JOIN users u ON u.id = p.user_id
WHERE p.id = k.value
-- postgres:
-- include: posts.view
FROM posts p
JOIN identities i ON i.id = p.identity_id
LEFT JOIN users u ON u.id = p.user_id
WHERE p.id = ANY (ARRAY (SELECT json_array_elements_text(:ids::json)::bigint))

-- name: posts.watched
SELECT p.remote_id, p.text
FROM posts p
JOIN conversations c ON c.id = p.conversation_id
WHERE c.channel_id = :channel AND c.state = 'open' AND p.channel_id = :channel
  AND p.side = 'customer' AND p.deleted_at = 0 AND c.last_post_at > :since
ORDER BY c.last_post_at DESC, p.written_at DESC LIMIT :most

-- name: posts.count_of_customer
SELECT count(*) FROM conversations c
JOIN posts p ON p.conversation_id = c.id
JOIN identities i ON i.id = p.identity_id
WHERE c.customer_id = :customer AND i.customer_id = :customer AND p.deleted_at = 0

-- name: post_versions.count
SELECT count(*) FROM post_versions WHERE post_id = :post

-- name: post_versions.add
INSERT INTO post_versions (post_id, number, text, media, replaced_at)
VALUES (:post, :number, :text, :media, :replaced_at)

-- name: post_versions.erase
DELETE FROM post_versions WHERE post_id = :post

-- name: post_versions.of_conversation
SELECT v.post_id, v.text, v.replaced_at
FROM post_versions v JOIN posts p ON p.id = v.post_id
WHERE p.conversation_id = :conversation ORDER BY v.post_id, v.number

-- name: notes.add
INSERT INTO notes (id, conversation_id, user_id, text, written_at)
VALUES (:id, :conversation, :user, :text, :written_at)

-- name: notes.of_conversation
SELECT n.id, n.user_id, u.name, n.text, n.written_at
FROM notes n JOIN users u ON u.id = n.user_id
WHERE n.conversation_id = :conversation ORDER BY n.written_at, n.id LIMIT 500

-- name: identities.find
SELECT i.id, i.customer_id, i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers, i.updated_at
FROM identities i WHERE i.id = :id

-- name: identities.of_customer
SELECT i.id, i.customer_id, i.network, i.remote_id, i.handle, i.name, i.avatar_url, i.profile_url, i.followers, i.updated_at
FROM identities i WHERE i.customer_id = :customer ORDER BY i.id LIMIT 50

-- name: customers.find
SELECT id, name, created_at, value, vulnerable, influential FROM customers WHERE id = :id
