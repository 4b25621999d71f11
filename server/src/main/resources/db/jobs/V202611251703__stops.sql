-- That an attempt is to be stopped, and why: whichever server reaches its engine tells it.
ALTER TABLE jobs.attempt ADD COLUMN stop_cause text;
