-- What is said about when and where a job runs. Null is what rows from before have: the nodes are
-- then all that it may start with, and any time and place will do.
ALTER TABLE queues.entry
  ADD COLUMN project_id  uuid,
  ADD COLUMN person_id   uuid,
  ADD COLUMN least_nodes int,
  ADD COLUMN terms       jsonb,
  ADD COLUMN earliest    timestamptz,
  -- an array: how many tasks it has, how many may run at once, the first that never had a place,
  -- and the earlier ones that wait again
  ADD COLUMN tasks       int,
  ADD COLUMN at_once     int,
  ADD COLUMN next_task   int,
  ADD COLUMN again       int[];

-- Jobs that must have ended before an entry is looked at. A row goes when that is so, and before its
-- entry: no key refers to that, for it would be looked up at the end of each job that has none.
CREATE TABLE queues.dependency (
  entry    uuid NOT NULL,
  on_job   uuid NOT NULL,
  org_id   uuid NOT NULL,
  on_name  text NOT NULL,
  ok       boolean NOT NULL,
  PRIMARY KEY (entry, on_job)
);
CREATE INDEX dependency_on ON queues.dependency (on_job);
SELECT shared.tenant_table('queues.dependency', 'SELECT, INSERT, DELETE');

-- Whose place it is: the single job's id, or the array's with the task's index.
ALTER TABLE queues.allocation ADD COLUMN entry_id uuid, ADD COLUMN task int;
