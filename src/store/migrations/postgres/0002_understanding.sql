-- What the desk understands: judgements, corrections, terms, what was heard, and whom to leave alone.
-- Shares of one are stored as thousandths.

CREATE TABLE judgements (
    post_id BIGINT PRIMARY KEY NOT NULL REFERENCES posts (id),
    language TEXT NOT NULL,
    intent TEXT NOT NULL,
    intent_confidence BIGINT NOT NULL,
    sentiment TEXT NOT NULL,
    sentiment_confidence BIGINT NOT NULL,
    anger BIGINT NOT NULL,
    fear BIGINT NOT NULL,
    sadness BIGINT NOT NULL,
    irony BIGINT NOT NULL,
    severity BIGINT NOT NULL,
    topics TEXT NOT NULL,                   -- JSON array of [id, thousandths]
    needs_answer SMALLINT NOT NULL,
    needs_answer_confidence BIGINT NOT NULL,
    unsure SMALLINT NOT NULL,
    because TEXT NOT NULL,                  -- JSON array of [start, end], code points
    layer TEXT NOT NULL,
    model TEXT NOT NULL,
    judged_at BIGINT NOT NULL
);
-- Those that the better model has not seen yet.
CREATE INDEX judgements_to_refine ON judgements (post_id) WHERE layer = 'fast';

-- What staff said a post really is; the newest of a post stands. Empty or -1: not said.
CREATE TABLE corrections (
    id BIGINT PRIMARY KEY NOT NULL,
    post_id BIGINT NOT NULL REFERENCES posts (id),
    user_id BIGINT NOT NULL REFERENCES users (id),
    at BIGINT NOT NULL,
    intent TEXT NOT NULL,
    sentiment TEXT NOT NULL,
    severity BIGINT NOT NULL,
    topics TEXT NOT NULL,                   -- JSON array of ids, empty: not said
    needs_answer SMALLINT NOT NULL,
    about_us SMALLINT NOT NULL,
    -- What the desk had thought, so that the quality of each model can be told.
    was_language TEXT NOT NULL,
    was_intent TEXT NOT NULL,
    was_severity BIGINT NOT NULL,
    was_topic TEXT NOT NULL,
    was_layer TEXT NOT NULL,
    was_unsure SMALLINT NOT NULL
);
CREATE INDEX corrections_post ON corrections (post_id, id);
CREATE INDEX corrections_at ON corrections (at);

-- The taxonomy: what a matter can be about.
CREATE TABLE topics (
    id TEXT PRIMARY KEY NOT NULL,
    label TEXT NOT NULL,
    words TEXT NOT NULL,                    -- one term a line; a post that holds one has the topic
    position BIGINT NOT NULL,
    retired_at BIGINT NOT NULL              -- 0: in use
);

CREATE TABLE terms (
    id BIGINT PRIMARY KEY NOT NULL,
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    kind TEXT NOT NULL,                     -- word, phrase, hashtag, handle, product
    text TEXT NOT NULL,
    exclusions TEXT NOT NULL,               -- JSON array
    languages TEXT NOT NULL,                -- JSON array; empty: all
    purpose TEXT NOT NULL,                  -- brand, product, competitor, crisis
    created_at BIGINT NOT NULL,
    created_by BIGINT REFERENCES users (id),
    removed_at BIGINT NOT NULL              -- 0: in use
);

-- Posts that name us without addressing us, and what was decided about each.
CREATE TABLE heard (
    post_id BIGINT PRIMARY KEY NOT NULL REFERENCES posts (id),
    identity_id BIGINT NOT NULL REFERENCES identities (id),
    written_at BIGINT NOT NULL,             -- of the post, for the order of the stream
    decision TEXT NOT NULL,                 -- inbox, listening, folded, quiet, not_about_us
    reason TEXT NOT NULL                    -- a sentence for a person
);
CREATE INDEX heard_written ON heard (written_at, post_id);
CREATE INDEX heard_decision ON heard (decision, written_at, post_id);
CREATE INDEX heard_identity ON heard (identity_id, written_at);

CREATE TABLE heard_terms (
    post_id BIGINT NOT NULL REFERENCES heard (post_id),
    term_id BIGINT NOT NULL REFERENCES terms (id),
    written_at BIGINT NOT NULL,
    spans TEXT NOT NULL,                    -- JSON array of [start, end], code points
    PRIMARY KEY (post_id, term_id)
);
CREATE INDEX heard_terms_term ON heard_terms (term_id, written_at, post_id);

-- What people said is not about us: the words without what changes between copies, and the author.
CREATE TABLE unrelated (
    post_id BIGINT PRIMARY KEY NOT NULL REFERENCES posts (id),
    identity_id BIGINT NOT NULL REFERENCES identities (id),
    form TEXT NOT NULL                      -- a hash; empty: the post has no words
);
CREATE INDEX unrelated_form ON unrelated (form);
CREATE INDEX unrelated_identity ON unrelated (identity_id);

-- Accounts that we do not approach unasked. What they address to us is answered like anybody's.
CREATE TABLE quiet (
    id BIGINT PRIMARY KEY NOT NULL,
    network TEXT NOT NULL,
    remote_id TEXT NOT NULL,                -- "@handle" while nothing of the account was heard
    handle TEXT NOT NULL,
    reason TEXT NOT NULL,
    added_by BIGINT REFERENCES users (id),
    at BIGINT NOT NULL,
    UNIQUE (network, remote_id)
);

-- What the team knows of a customer.
ALTER TABLE customers ADD COLUMN value TEXT NOT NULL DEFAULT 'ordinary';
ALTER TABLE customers ADD COLUMN vulnerable SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN influential SMALLINT NOT NULL DEFAULT 0;

-- Why a conversation stands where it stands: the facts (JSON), the head start that they give in
-- minutes, and the moment that the list is in order of: waiting_since less the head start.
ALTER TABLE conversations ADD COLUMN facts TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN head_start BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN urgency BIGINT NOT NULL DEFAULT 0;
UPDATE conversations SET urgency = waiting_since;
CREATE INDEX conversations_urgency ON conversations (urgency, id, state, replies_pending)
    WHERE state = 'open' AND waiting_since > 0 AND replies_pending = 0;

INSERT INTO topics (id, label, words, position, retired_at) VALUES
    ('delivery', 'Delivery', '', 1, 0),
    ('returns_refund', 'Returns and refunds', '', 2, 0),
    ('product_quality', 'Product quality', '', 3, 0),
    ('billing_price', 'Bills and prices', '', 4, 0),
    ('account_access', 'Account and sign-in', '', 5, 0),
    ('app_website', 'App and website', '', 6, 0),
    ('staff_service', 'Staff and service', '', 7, 0),
    ('waiting_time', 'Waiting time', '', 8, 0),
    ('booking_ticket', 'Bookings and tickets', '', 9, 0),
    ('delay_cancellation', 'Delays and cancellations', '', 10, 0),
    ('luggage_lost_property', 'Luggage and lost property', '', 11, 0),
    ('network_outage', 'Network and outages', '', 12, 0),
    ('contract_cancel', 'Contracts and cancelling', '', 13, 0),
    ('payment_card', 'Payments and cards', '', 14, 0),
    ('fraud_security', 'Fraud and security', '', 15, 0),
    ('food_hygiene', 'Food and hygiene', '', 16, 0),
    ('availability_stock', 'Availability', '', 17, 0),
    ('safety_health', 'Safety and health', '', 18, 0),
    ('accessibility_discrimination', 'Access and fairness', '', 19, 0),
    ('other', 'Something else', '', 20, 0);
