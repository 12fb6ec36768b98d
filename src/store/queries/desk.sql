-- name: channels.find
SELECT id, brand_id, network, name, handle, account_id, settings, secrets, cursor, state, state_reason,
       last_heard_at, created_at, disconnected_at
FROM channels WHERE id = :id

-- name: channels.list
SELECT id, brand_id, network, name, handle, account_id, settings, secrets, cursor, state, state_reason,
       last_heard_at, created_at, disconnected_at
FROM channels ORDER BY id

-- name: channels.save
INSERT INTO channels (id, brand_id, network, name, handle, account_id, settings, secrets, cursor,
                      state, state_reason, last_heard_at, created_at, disconnected_at)
VALUES (:id, :brand, :network, :name, :handle, :account_id, :settings, :secrets, :cursor, :state,
        :state_reason, :last_heard_at, :created_at, :disconnected_at)
ON CONFLICT (id) DO UPDATE
SET name = excluded.name, handle = excluded.handle, account_id = excluded.account_id,
    settings = excluded.settings, secrets = excluded.secrets, state = excluded.state,
    state_reason = excluded.state_reason, last_heard_at = excluded.last_heard_at,
    disconnected_at = excluded.disconnected_at

-- name: channels.move_cursor
UPDATE channels SET cursor = :cursor, last_heard_at = :heard_at WHERE id = :id

-- name: channels.figures
SELECT
    (SELECT count(*) FROM posts WHERE channel_id = :id AND received_at >= :today),
    (SELECT coalesce(max(received_at), 0) FROM posts WHERE channel_id = :id),
    (SELECT count(*) FROM replies WHERE channel_id = :id AND state IN ('waiting', 'sending')),
    (SELECT count(*) FROM replies WHERE channel_id = :id AND state = 'failed')

-- name: users.find
SELECT id, name, login, role, password_hash, invitation_hash, invitation_expires_at, created_at,
       disabled_at, last_seen_at
FROM users WHERE id = :id

-- name: users.find_login
SELECT id, name, login, role, password_hash, invitation_hash, invitation_expires_at, created_at,
       disabled_at, last_seen_at
FROM users WHERE login = :login

-- name: users.find_invitation
SELECT id, name, login, role, password_hash, invitation_hash, invitation_expires_at, created_at,
       disabled_at, last_seen_at
FROM users WHERE invitation_hash = :hash AND invitation_hash <> ''

-- name: users.list
SELECT id, name, login, role, password_hash, invitation_hash, invitation_expires_at, created_at,
       disabled_at, last_seen_at
FROM users ORDER BY id LIMIT 1000

-- name: users.count
SELECT count(*) FROM users

-- name: users.count_owners
SELECT count(*) FROM users WHERE role = 'owner' AND disabled_at = 0

-- name: users.save
INSERT INTO users (id, name, login, role, password_hash, invitation_hash, invitation_expires_at,
                   created_at, disabled_at, last_seen_at)
VALUES (:id, :name, :login, :role, :password_hash, :invitation_hash, :invitation_expires_at,
        :created_at, :disabled_at, :last_seen_at)
ON CONFLICT (id) DO UPDATE
SET name = excluded.name, login = excluded.login, role = excluded.role,
    password_hash = excluded.password_hash, invitation_hash = excluded.invitation_hash,
    invitation_expires_at = excluded.invitation_expires_at, disabled_at = excluded.disabled_at,
    last_seen_at = excluded.last_seen_at

-- name: sessions.find
SELECT token_hash, user_id, csrf, created_at, expires_at FROM sessions WHERE token_hash = :hash

-- name: sessions.add
INSERT INTO sessions (token_hash, user_id, csrf, created_at, expires_at)
VALUES (:hash, :user, :csrf, :created_at, :expires_at)

-- name: sessions.end
DELETE FROM sessions WHERE token_hash = :hash

-- name: sessions.end_of_user
DELETE FROM sessions WHERE user_id = :user

-- name: sessions.erase_expired
DELETE FROM sessions WHERE expires_at < :now

-- name: tokens.find
SELECT id, user_id, name, scopes, secret_hash, created_at, last_used_at FROM tokens
WHERE secret_hash = :hash

-- name: tokens.list
SELECT id, user_id, name, scopes, '', created_at, last_used_at FROM tokens ORDER BY id LIMIT 1000

-- name: tokens.add
INSERT INTO tokens (id, user_id, name, scopes, secret_hash, created_at, last_used_at)
VALUES (:id, :user, :name, :scopes, :secret_hash, :created_at, :last_used_at)

-- name: tokens.note_used
UPDATE tokens SET last_used_at = :at WHERE id = :id AND last_used_at < :at

-- name: tokens.erase
DELETE FROM tokens WHERE id = :id

-- name: settings.find
SELECT value FROM settings WHERE name = :name

-- name: settings.save
INSERT INTO settings (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value

-- name: brands.save
INSERT INTO brands (id, name, created_at) VALUES (:id, :name, :created_at)
ON CONFLICT (id) DO UPDATE SET name = excluded.name

-- name: brands.list
SELECT id, name FROM brands ORDER BY id LIMIT 100

-- name: idempotency.find
SELECT caller, key, request_hash, status, body, at FROM idempotency
WHERE caller = :caller AND key = :key

-- name: idempotency.add
INSERT INTO idempotency (caller, key, request_hash, status, body, at)
VALUES (:caller, :key, :request_hash, :status, :body, :at)
ON CONFLICT (caller, key) DO NOTHING

-- name: idempotency.erase_expired
DELETE FROM idempotency WHERE at < :before

-- name: status_links.add
INSERT INTO status_links (token_hash, channel_id, identity_id, conversation_id, created_at)
VALUES (:hash, :channel, :identity, :conversation, :created_at)

-- name: status_links.find
SELECT token_hash, channel_id, identity_id, conversation_id, created_at FROM status_links
WHERE token_hash = :hash
