-- What was lost through the platform is a line of its own: it costs nothing, and says why.
ALTER TABLE billing.line
  ADD COLUMN waived          bigint NOT NULL DEFAULT 0 CHECK (waived >= 0),
  ADD COLUMN waived_from     timestamptz,
  ADD COLUMN waived_to       timestamptz,
  ADD COLUMN waived_cause    text,
  ADD COLUMN waived_incident uuid,
  ADD COLUMN waived_what     text,
  ADD CHECK (waived_cause IS NULL OR amount = 0),
  ADD CHECK ((waived_cause IS NULL) = (waived_from IS NULL)
    AND (waived_cause IS NULL) = (waived_to IS NULL)
    AND (waived_cause IS NULL) = (waived_what IS NULL));
