-- The whole desk in its first form. Times are milliseconds since 1970, UTC; 0 means "never".

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE brands (
    id BIGINT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE users (
    id BIGINT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    login TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,            -- empty: has not chosen one yet
    invitation_hash TEXT NOT NULL,          -- of the one-time link, empty when none is out
    invitation_expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT NOT NULL,            -- 0: active
    last_seen_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    csrf TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE tokens (
    id BIGINT PRIMARY KEY NOT NULL,
    user_id BIGINT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,                   -- separated by blanks
    secret_hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL
);
CREATE INDEX tokens_user ON tokens (user_id);

CREATE TABLE channels (
    id BIGINT PRIMARY KEY NOT NULL,
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    network TEXT NOT NULL,
    name TEXT NOT NULL,
    handle TEXT NOT NULL,
    account_id TEXT NOT NULL,               -- the network's durable name of our account
    settings TEXT NOT NULL,                 -- JSON object of what is no secret
    secrets TEXT NOT NULL,                  -- sealed; base64
    cursor TEXT NOT NULL,
    state TEXT NOT NULL,
    state_reason TEXT NOT NULL,
    last_heard_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    disconnected_at BIGINT NOT NULL
);
CREATE INDEX channels_brand ON channels (brand_id);

CREATE TABLE customers (
    id BIGINT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE identities (
    id BIGINT PRIMARY KEY NOT NULL,
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    network TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    avatar_url TEXT NOT NULL,
    profile_url TEXT NOT NULL,
    followers BIGINT NOT NULL,              -- -1: the network does not say
    updated_at BIGINT NOT NULL,
    UNIQUE (network, remote_id)
);
CREATE INDEX identities_customer ON identities (customer_id);

CREATE TABLE conversations (
    id BIGINT PRIMARY KEY NOT NULL,
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    identity_id BIGINT NOT NULL REFERENCES identities (id),
    channel_id BIGINT NOT NULL REFERENCES channels (id),
    owner_id BIGINT REFERENCES users (id),
    state TEXT NOT NULL,
    resolved_reason TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    waiting_since BIGINT NOT NULL,          -- 0: nobody waits
    unanswered BIGINT NOT NULL,
    later_waiting_since BIGINT NOT NULL,
    later_unanswered BIGINT NOT NULL,
    replies_pending BIGINT NOT NULL,
    reply_state TEXT NOT NULL,
    last_post_at BIGINT NOT NULL,
    last_post_id BIGINT NOT NULL,
    preview TEXT NOT NULL,
    preview_by TEXT NOT NULL,
    last_room TEXT NOT NULL,
    addressed SMALLINT NOT NULL,
    version BIGINT NOT NULL
);
-- The lists of the inbox. The conditions are those of queries/conversations.sql. The first index
-- holds all that its counts ask for, so that they need not look at every conversation.
CREATE INDEX conversations_needs_reply
    ON conversations (waiting_since, id, owner_id, state, replies_pending)
    WHERE state = 'open' AND waiting_since > 0 AND replies_pending = 0;
-- One index a state, not one over the state: SQLite would take any index with an equality before
-- the one that has the order, and sort the whole history for one page.
CREATE INDEX conversations_open ON conversations (last_post_at, id, state) WHERE state = 'open';
CREATE INDEX conversations_resolved ON conversations (last_post_at, id, state)
    WHERE state = 'resolved';
CREATE INDEX conversations_newest ON conversations (last_post_at, id);
CREATE INDEX conversations_owner
    ON conversations (owner_id, state, last_post_at, waiting_since, replies_pending);
CREATE INDEX conversations_customer ON conversations (customer_id, last_post_at);
CREATE INDEX conversations_channel ON conversations (channel_id);

CREATE TABLE rooms (
    id BIGINT PRIMARY KEY NOT NULL,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    channel_id BIGINT NOT NULL REFERENCES channels (id),
    kind TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    UNIQUE (conversation_id, channel_id, kind)
);

CREATE TABLE posts (
    id INTEGER PRIMARY KEY NOT NULL,
    channel_id BIGINT NOT NULL REFERENCES channels (id),
    remote_id TEXT NOT NULL,
    conversation_id BIGINT REFERENCES conversations (id),  -- none: context of a thread
    room_id BIGINT REFERENCES rooms (id),
    identity_id BIGINT NOT NULL REFERENCES identities (id),
    user_id BIGINT REFERENCES users (id),   -- who of us wrote it at this desk
    side TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    in_reply_to TEXT NOT NULL,
    thread_root TEXT NOT NULL,
    url TEXT NOT NULL,
    media TEXT NOT NULL,                    -- JSON array
    raw TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    edited_at BIGINT NOT NULL,
    deleted_at BIGINT NOT NULL,             -- the text is gone then; the row keeps it from coming back
    UNIQUE (channel_id, remote_id)
);
CREATE INDEX posts_conversation ON posts (conversation_id, written_at, id);
CREATE INDEX posts_thread ON posts (channel_id, thread_root);
CREATE INDEX posts_received ON posts (channel_id, received_at);

CREATE TABLE post_versions (
    post_id BIGINT NOT NULL REFERENCES posts (id),
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    media TEXT NOT NULL,
    replaced_at BIGINT NOT NULL,
    PRIMARY KEY (post_id, number)
);

CREATE TABLE tombstones (
    channel_id BIGINT NOT NULL REFERENCES channels (id),
    remote_id TEXT NOT NULL,
    erased_at BIGINT NOT NULL,
    PRIMARY KEY (channel_id, remote_id)
);

CREATE TABLE notes (
    id BIGINT PRIMARY KEY NOT NULL,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    user_id BIGINT NOT NULL REFERENCES users (id),
    text TEXT NOT NULL,
    written_at BIGINT NOT NULL
);
CREATE INDEX notes_conversation ON notes (conversation_id, written_at);

CREATE TABLE drafts (
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    user_id BIGINT NOT NULL REFERENCES users (id),
    room_id BIGINT NOT NULL REFERENCES rooms (id),
    in_reply_to BIGINT REFERENCES posts (id),
    text TEXT NOT NULL,
    media_ids TEXT NOT NULL,                -- separated by blanks
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, user_id)
);

CREATE TABLE media (
    id BIGINT PRIMARY KEY NOT NULL,
    user_id BIGINT NOT NULL REFERENCES users (id),
    mime TEXT NOT NULL,
    bytes TEXT NOT NULL,                    -- base64
    size BIGINT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    alt TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- The outbox: one row a reply, kept after it was sent.
CREATE TABLE replies (
    id BIGINT PRIMARY KEY NOT NULL,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    room_id BIGINT NOT NULL REFERENCES rooms (id),
    channel_id BIGINT NOT NULL REFERENCES channels (id),
    user_id BIGINT NOT NULL REFERENCES users (id),
    identity_id BIGINT NOT NULL REFERENCES identities (id),  -- to whom; never changed
    in_reply_to BIGINT NOT NULL REFERENCES posts (id),
    text TEXT NOT NULL,
    media_ids TEXT NOT NULL,
    state TEXT NOT NULL,
    delivery_key TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    post_id BIGINT REFERENCES posts (id),
    created_at BIGINT NOT NULL,
    leaves_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    error TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX replies_conversation ON replies (conversation_id, created_at);
CREATE INDEX replies_state ON replies (state, next_attempt_at);
CREATE INDEX replies_channel ON replies (channel_id, state);

CREATE TABLE events (
    seq INTEGER PRIMARY KEY NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    conversation_id BIGINT,
    post_id BIGINT,
    reply_id BIGINT,
    channel_id BIGINT,
    room_id BIGINT,
    actor_id BIGINT,
    person_id BIGINT,
    side TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX events_conversation ON events (conversation_id, seq);

CREATE TABLE idempotency (
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_at ON idempotency (at);

-- One-time links to the status page of a contact form.
CREATE TABLE status_links (
    token_hash TEXT PRIMARY KEY,
    channel_id BIGINT NOT NULL REFERENCES channels (id),
    identity_id BIGINT NOT NULL REFERENCES identities (id),
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    created_at BIGINT NOT NULL
);

-- Full text over the posts as they stand now. The triggers keep it in the same transaction.
CREATE VIRTUAL TABLE posts_search USING fts5 (
    text, content = 'posts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER posts_search_insert AFTER INSERT ON posts BEGIN
    INSERT INTO posts_search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER posts_search_update AFTER UPDATE OF text ON posts BEGIN
    INSERT INTO posts_search (posts_search, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO posts_search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER posts_search_delete AFTER DELETE ON posts BEGIN
    INSERT INTO posts_search (posts_search, rowid, text) VALUES ('delete', old.id, old.text);
END;
