-- The nodes on which the server that decides keeps the room, as of its last decision; null until it
-- has looked. Every server can so tell the same.
ALTER TABLE queues.reservation ADD COLUMN on_nodes text[];
