-- name: schema.version
SELECT coalesce(max(number), 0) FROM schema_migrations

-- name: schema.migrated
INSERT INTO schema_migrations (number, name, applied_at) VALUES (:number, :name, :at)

-- name: schema.exists
-- sqlite:
SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'
-- postgres:
SELECT count(*) FROM information_schema.tables
WHERE table_schema = current_schema() AND table_name = 'schema_migrations'

-- name: schema.tables
-- sqlite:
SELECT name FROM sqlite_master
WHERE type = 'table' AND name NOT LIKE 'posts_search%' AND name NOT LIKE 'sqlite_%'
ORDER BY name
-- postgres:
SELECT table_name::text FROM information_schema.tables
WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
ORDER BY table_name

-- name: schema.columns
-- sqlite:
SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'posts_search%' AND m.name NOT LIKE 'sqlite_%'
ORDER BY 1
-- postgres:
SELECT (table_name || '.' || column_name)::text FROM information_schema.columns
WHERE table_schema = current_schema() AND column_name <> 'search'
ORDER BY 1

-- name: schema.create
-- sqlite:
CREATE TABLE schema_migrations (
    number BIGINT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    applied_at BIGINT NOT NULL
)
-- postgres:
CREATE TABLE schema_migrations (
    number BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at BIGINT NOT NULL
)

-- name: schema.begin
-- sqlite:
BEGIN IMMEDIATE
-- postgres:
BEGIN

-- name: schema.begin_read
-- sqlite:
BEGIN
-- postgres:
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY

-- name: schema.commit
COMMIT

-- name: schema.rollback
ROLLBACK

-- name: schema.tune
-- sqlite:
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 10000;
PRAGMA cache_size = -8000;
PRAGMA wal_autocheckpoint = 4000;
-- postgres:
SET application_name = 'heed';

-- name: schema.foreign_key_violations
-- sqlite:
SELECT "table" || ' row ' || coalesce(rowid, 0) || ' names a missing ' || parent
FROM pragma_foreign_key_check()
-- postgres:
SELECT conrelid::regclass || ': ' || conname FROM pg_constraint WHERE NOT convalidated

-- Backups, with the name put in by the program (a number and a file it chose itself).
-- name: schema.backup_file
VACUUM INTO '<target>'

-- name: schema.backup_schema
CREATE SCHEMA <target>

-- name: schema.backup_table
CREATE TABLE <target>.<table> AS TABLE <table>
