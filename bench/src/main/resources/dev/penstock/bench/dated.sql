-- Money moved when it was earned: the server has only just billed what was used in the weeks before. What stands in the
-- ledger is otherwise never changed, so its guards are told to look away.
SET session_replication_role = replica;
UPDATE billing.transfer t SET created_at = used.until
FROM (
  SELECT l.line_id, max(u.ended_at) AS until
  FROM billing.line_usage l JOIN metering.usage_record u USING (position) GROUP BY l.line_id) used
WHERE t.kind = 'capture' AND t.line_id = used.line_id;
UPDATE billing.transfer SET created_at = created_at - interval '21 days' WHERE kind = 'top-up';
UPDATE billing.transfer t SET id = (lpad(to_hex((extract(epoch FROM t.created_at) * 1000)::bigint), 12, '0')
  || '7' || substr(md5(t.id::text), 1, 3) || '8' || substr(md5(t.id::text), 4, 15))::uuid
WHERE t.kind IN ('capture', 'top-up');
UPDATE tenancy.organisation SET applied_at = applied_at - interval '22 days', decided_at = decided_at - interval '21 days'
WHERE state = 'APPROVED';
