-- What lived on an engine in a time, to be compared with the engine's own books.
CREATE INDEX attempt_by_end ON jobs.attempt (engine, coalesce(ended_at, 'infinity'));
