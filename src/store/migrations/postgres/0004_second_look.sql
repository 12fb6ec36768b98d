-- What a writer says to the second person; what happened to the guard is found without reading
-- every event.

ALTER TABLE replies ADD COLUMN ask_note TEXT NOT NULL DEFAULT '';

CREATE INDEX events_of_guard ON events (seq)
WHERE kind IN ('outgoing_stopped', 'outgoing_resumed', 'guard_changed');
