-- What the writer's file was called: the coach looks for other people's names in it. It goes nowhere else.
ALTER TABLE media ADD COLUMN name TEXT NOT NULL DEFAULT '';
