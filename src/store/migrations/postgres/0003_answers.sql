-- Answering well: who looks at a reply before it leaves, what the coach said, what was promised,
-- what would put it right, and the guidelines.

-- A reply that waits, or waited, for a second person.
ALTER TABLE replies ADD COLUMN held_because TEXT NOT NULL DEFAULT '';
ALTER TABLE replies ADD COLUMN then_resolve SMALLINT NOT NULL DEFAULT 0;   -- when it is approved
ALTER TABLE replies ADD COLUMN override_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE replies ADD COLUMN decided_by BIGINT REFERENCES users (id);
ALTER TABLE replies ADD COLUMN decided_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE replies ADD COLUMN decision_note TEXT NOT NULL DEFAULT '';
CREATE INDEX replies_held ON replies (created_at, id) WHERE state = 'held';
CREATE INDEX replies_post ON replies (post_id) WHERE post_id IS NOT NULL;

-- Why a colleague gave a reply back to its writer.
ALTER TABLE drafts ADD COLUMN returned_by BIGINT REFERENCES users (id);
ALTER TABLE drafts ADD COLUMN returned_note TEXT NOT NULL DEFAULT '';
ALTER TABLE drafts ADD COLUMN returned_at BIGINT NOT NULL DEFAULT 0;

ALTER TABLE media ADD COLUMN looked_at BIGINT NOT NULL DEFAULT 0;         -- by the writer, in full size
ALTER TABLE media ADD COLUMN screening TEXT NOT NULL DEFAULT 'unscreened'; -- clear, explicit
ALTER TABLE media ADD COLUMN hash TEXT NOT NULL DEFAULT '';

-- Which pictures, by their bytes, were shown to whom.
CREATE TABLE media_uses (
    hash TEXT NOT NULL,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    PRIMARY KEY (hash, conversation_id)
);

-- The guard's rules. An empty role: every role. channel_id 0: every channel.
CREATE TABLE guard_rules (
    position BIGINT PRIMARY KEY NOT NULL,
    role TEXT NOT NULL,
    channel_id BIGINT NOT NULL,
    stop_action TEXT NOT NULL,              -- free, second_person, block
    ask_action TEXT NOT NULL,
    hint_action TEXT NOT NULL,
    all_wait SMALLINT NOT NULL,
    may_override SMALLINT NOT NULL
);

-- The big switch: while one stands that was not resumed, nothing leaves.
CREATE TABLE outgoing_stops (
    id BIGINT PRIMARY KEY NOT NULL,
    stopped_at BIGINT NOT NULL,
    stopped_by BIGINT REFERENCES users (id),
    reason TEXT NOT NULL,
    resumed_at BIGINT NOT NULL,
    resumed_by BIGINT REFERENCES users (id)
);
CREATE INDEX outgoing_stops_standing ON outgoing_stops (id) WHERE resumed_at = 0;

-- What the coach said of drafts that somebody wanted to send. No word of any draft is kept.
CREATE TABLE remarks (
    id BIGINT PRIMARY KEY NOT NULL,
    at BIGINT NOT NULL,
    user_id BIGINT NOT NULL REFERENCES users (id),
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    reply_id BIGINT,                        -- null: it was blocked
    kind TEXT NOT NULL,
    rule TEXT NOT NULL,
    grade TEXT NOT NULL,
    outcome TEXT NOT NULL,                  -- mended, stood, blocked, overridden
    reason TEXT NOT NULL,                   -- of an override
    mark TEXT NOT NULL                      -- right, wrong; empty: nobody said
);
CREATE INDEX remarks_at ON remarks (at, id);

CREATE TABLE promises (
    id BIGINT PRIMARY KEY NOT NULL,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    reply_id BIGINT REFERENCES replies (id),
    topic TEXT NOT NULL,
    what TEXT NOT NULL,
    owner_id BIGINT NOT NULL REFERENCES users (id),
    due_at BIGINT NOT NULL,
    state TEXT NOT NULL,                    -- open, kept, broken, released
    made_by BIGINT NOT NULL REFERENCES users (id),
    made_at BIGINT NOT NULL,
    evidence TEXT NOT NULL,
    closed_by BIGINT REFERENCES users (id), -- null: it fell due
    closed_at BIGINT NOT NULL,
    made_good_at BIGINT NOT NULL,           -- a broken one, kept late
    remind_at BIGINT NOT NULL,              -- 0: no reminder is to come
    version BIGINT NOT NULL
);
CREATE INDEX promises_due ON promises (due_at, id) WHERE state = 'open';
CREATE INDEX promises_order ON promises (due_at, id);
CREATE INDEX promises_conversation ON promises (conversation_id);
CREATE INDEX promises_customer ON promises (customer_id, state);
CREATE INDEX promises_owner ON promises (owner_id, state, due_at);

CREATE TABLE remedies (
    conversation_id BIGINT PRIMARY KEY NOT NULL REFERENCES conversations (id),
    asked_at BIGINT NOT NULL,
    asked_by BIGINT REFERENCES users (id),
    wish TEXT NOT NULL,
    decision TEXT NOT NULL,                 -- granted, partly, refused; empty: none yet
    reason TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES users (id),
    followed_at BIGINT NOT NULL,
    followed_by BIGINT REFERENCES users (id),
    version BIGINT NOT NULL
);

CREATE TABLE playbooks (
    id BIGINT PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    retired SMALLINT NOT NULL
);

CREATE TABLE playbook_versions (
    playbook_id BIGINT NOT NULL REFERENCES playbooks (id),
    version BIGINT NOT NULL,
    topics TEXT NOT NULL,                   -- JSON arrays
    title TEXT NOT NULL,
    goal TEXT NOT NULL,
    tone TEXT NOT NULL,
    facts TEXT NOT NULL,
    authority TEXT NOT NULL,
    examples TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_user BIGINT NOT NULL REFERENCES users (id),
    PRIMARY KEY (playbook_id, version)
);

CREATE TABLE playbook_confirmations (
    playbook_id BIGINT NOT NULL REFERENCES playbooks (id),
    version BIGINT NOT NULL,
    user_id BIGINT NOT NULL REFERENCES users (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (playbook_id, version, user_id)
);
