-- What the database has taken in since it was made: rows of each table that jobs grow, the size with
-- indexes, and the position of the write-ahead log. Run it before and after a known number of jobs and
-- take the difference (docs/scale.md). It reads counters alone and locks nothing:
--   psql -X -f deploy/postgresql/rows.sql
SELECT pg_stat_force_next_flush();
SELECT t.schemaname || '.' || t.relname AS relation,
       t.n_tup_ins AS inserted,
       t.n_tup_upd AS updated,
       t.n_tup_del AS deleted,
       pg_total_relation_size(t.relid) AS bytes
FROM pg_stat_user_tables t
WHERE t.schemaname IN ('jobs', 'queues', 'metering', 'billing', 'shared', 'tenancy', 'storage')
  AND t.n_tup_ins + t.n_tup_upd + t.n_tup_del > 0
ORDER BY t.n_tup_ins + t.n_tup_upd + t.n_tup_del DESC;
SELECT pg_database_size(current_database()) AS database_bytes,
       pg_current_wal_lsn() - '0/0'::pg_lsn AS wal_bytes;
