-- Three weeks that a centre of a few racks has behind it, for pictures of its console. Made up are the racks, what ran
-- and runs on them, their load and the endpoint's traffic of before. The usage is sealed and billed by the server
-- itself, so that money, bills and the chain of usage hold here as anywhere.

CREATE TEMP TABLE tenant AS
SELECT row_number() OVER (ORDER BY o.org_id) AS n, o.org_id, p.id AS project_id, m.person_id
FROM tenancy.organisation o
JOIN tenancy.membership m USING (org_id)
JOIN tenancy.project p USING (org_id)
WHERE o.kind <> 'centre' AND o.state = 'APPROVED';

CREATE TEMP TABLE shape (flavour text, cards int, milli_cores bigint, memory_mib bigint);
INSERT INTO shape VALUES
  ('cpu.small', 0, 1000, 2048), ('cpu.medium', 0, 2000, 8192),
  ('ascend.910b.1', 1, 24000, 196608), ('ascend.910b.2', 2, 48000, 393216),
  ('ascend.910b.4', 4, 96000, 786432), ('ascend.910b.8', 8, 192000, 1572864);

CREATE TEMP TABLE kind_of_work (n bigint, name text, kind text, flavour text, minutes int);
INSERT INTO kind_of_work VALUES
  (1, 'weld-inspect', 'training', 'ascend.910b.1', 95), (1, 'weld-eval', 'batch', 'ascend.910b.1', 22),
  (1, 'ocr-labels', 'training', 'ascend.910b.2', 64), (1, 'clean-frames', 'batch', 'cpu.medium', 41),
  (2, 'llm-7b-sft', 'training', 'ascend.910b.8', 220), (2, 'rlhf-reward', 'training', 'ascend.910b.4', 130),
  (2, 'tokenise', 'batch', 'cpu.medium', 35), (2, 'eval-ceval', 'batch', 'ascend.910b.1', 48),
  (3, 'ct-nodules', 'training', 'ascend.910b.4', 145), (3, 'ct-infer', 'batch', 'ascend.910b.1', 30),
  (3, 'mri-segment', 'training', 'ascend.910b.2', 110), (3, 'anonymise', 'batch', 'cpu.small', 55),
  (4, 'lane-detect', 'training', 'ascend.910b.8', 180), (4, 'pointcloud', 'training', 'ascend.910b.4', 115),
  (4, 'replay-score', 'batch', 'ascend.910b.1', 26), (4, 'resample', 'batch', 'cpu.small', 38);

-- An id that sorts where something of that time does (UUID version 7).
CREATE FUNCTION pg_temp.id_at(at timestamptz, salt bigint) RETURNS uuid LANGUAGE sql AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(salt % 4096), 3, '0')
    || '8' || substr(md5(salt::text), 1, 15))::uuid
$$;

CREATE FUNCTION pg_temp.spec(name text, kind text, flavour text, nodes int) RETURNS jsonb LANGUAGE sql AS $$
  SELECT jsonb_build_object('kind', kind, 'name', name, 'nodes', nodes, 'inputs', '[]'::jsonb, 'outputs', '[]'::jsonb,
    'command', '["python3", "main.py"]'::jsonb, 'flavour', flavour, 'project', 'default', 'retries', 0,
    'runtime', CASE WHEN flavour LIKE 'cpu%' THEN 'pytorch-cpu@1.13' ELSE 'pytorch-npu@2.1' END,
    'priority', 'normal', 'wallTime', 'PT12H', 'environment', '{}'::jsonb)
$$;

CREATE FUNCTION pg_temp.resolved(s shape) RETURNS jsonb LANGUAGE sql AS $$
  SELECT jsonb_build_object('inputs', '[]'::jsonb, 'shape', jsonb_strip_nulls(jsonb_build_object(
    'cardModel', CASE WHEN s.cards > 0 THEN 'ascend910b' END, 'milliCards', s.cards * 1000,
    'milliCores', s.milli_cores, 'memoryMiB', s.memory_mib)))
$$;

-- What has ended: more on working days, and a little more every week.
CREATE TEMP TABLE ended AS
SELECT row_number() OVER (ORDER BY begun) AS g, each.*, begun + took AS done,
  CASE WHEN luck < 0.07 THEN 'FAILED' WHEN luck < 0.11 THEN 'CANCELLED' ELSE 'SUCCEEDED' END AS state
FROM (
  SELECT w.n, w.name || '-' || to_char(day, 'MMDD') || CASE WHEN run > 1 THEN chr(96 + run) ELSE '' END AS name,
    w.kind, w.flavour, roll.luck,
    day + interval '7 hours' + (roll.hour * 11) * interval '1 hour' AS begun,
    w.minutes * (0.6 + roll.length * 0.8) * interval '1 minute' AS took
  FROM generate_series(date_trunc('day', now()) - interval '20 days', date_trunc('day', now()), interval '1 day') day
  CROSS JOIN kind_of_work w
  CROSS JOIN generate_series(1, 2) run
  CROSS JOIN LATERAL (
    SELECT ('x' || substr(seed, 1, 4))::bit(16)::int / 65536.0 AS chance,
      ('x' || substr(seed, 5, 4))::bit(16)::int / 65536.0 AS hour,
      ('x' || substr(seed, 9, 4))::bit(16)::int / 65536.0 AS length,
      ('x' || substr(seed, 13, 4))::bit(16)::int / 65536.0 AS luck
    FROM md5(w.name || day::date || run) seed) roll
  WHERE roll.chance < CASE WHEN extract(isodow FROM day) > 5 THEN 0.15 ELSE 0.42 END / run) each
WHERE begun + took < now() - interval '10 minutes';

INSERT INTO jobs.job (id, org_id, project_id, name, kind, state, spec, resolved, dearest, submitted_by, submitted_at,
  started_at, ended_at, failures, cause, blame, detail)
SELECT pg_temp.id_at(e.begun, e.g), t.org_id, t.project_id, e.name, upper(e.kind), e.state,
  pg_temp.spec(e.name, e.kind, e.flavour, 1), pg_temp.resolved(s), 0, t.person_id,
  e.begun - (e.g % 9) * interval '40 seconds', e.begun, e.done, (e.state = 'FAILED')::int,
  CASE e.state WHEN 'FAILED' THEN 'FAILED' WHEN 'CANCELLED' THEN 'CANCELLED' ELSE 'COMPLETED' END,
  CASE e.state WHEN 'FAILED' THEN 'USER' END, NULL
FROM ended e JOIN tenant t USING (n) JOIN shape s USING (flavour);

INSERT INTO jobs.attempt (id, org_id, job_id, number, state, engine, slots, generation, held_micro, started_at,
  ended_at, exit_code, cause, blame)
SELECT pg_temp.id_at(e.begun, 100000 + e.g), t.org_id, pg_temp.id_at(e.begun, e.g), 1, 'ENDED', 'racks', '[]', 1, 0,
  e.begun, e.done, (e.state = 'FAILED')::int,
  CASE e.state WHEN 'FAILED' THEN 'FAILED' WHEN 'CANCELLED' THEN 'CANCELLED' ELSE 'COMPLETED' END,
  CASE e.state WHEN 'FAILED' THEN 'USER' END
FROM ended e JOIN tenant t USING (n);

CREATE TEMP TABLE used AS
SELECT t.org_id, t.project_id, pg_temp.id_at(e.begun, e.g) AS job_id, pg_temp.id_at(e.begun, 100000 + e.g) AS attempt_id,
  m.meter, m.rate * (extract(epoch FROM e.done - e.begun) * 1000000)::bigint AS quantity, e.begun, e.done, m.place,
  pg_temp.id_at(e.begun, 100000 + e.g) || '/' || m.meter || '/' || e.begun AS source_id
FROM ended e JOIN tenant t USING (n) JOIN shape s USING (flavour)
CROSS JOIN LATERAL (VALUES (1, 'card.ascend910b', s.cards * 1000::bigint), (2, 'core', s.milli_cores),
  (3, 'memory', s.memory_mib)) m (place, meter, rate)
WHERE m.rate > 0;

INSERT INTO metering.usage_key SELECT 'attempts', source_id FROM used;
INSERT INTO metering.usage_record (source, source_id, org_id, project_id, resource_kind, resource_id, job_id, meter,
  quantity, started_at, ended_at, last, detail)
SELECT 'attempts', source_id, org_id, project_id, 'attempt', attempt_id, job_id, meter, quantity, begun, done, place = 3,
  CASE WHEN place = 3 THEN '{"cause": "COMPLETED"}' ELSE '{}' END::jsonb
FROM used ORDER BY done, attempt_id, place;

-- The racks. One is being emptied, and of another a card is sick.
INSERT INTO fleet.node (name, engine, address, state, drained, reason, drained_by, card_model, cards, milli_cores,
  memory_mib, detail, seen_at, since)
SELECT 'npu-' || lpad(r::text, 2, '0'), 'racks', '10.20.1.' || 10 + r, CASE WHEN r = 7 THEN 'DRAINING' ELSE 'READY' END,
  r = 7, CASE WHEN r = 7 THEN current_setting('past.drained') END,
  CASE WHEN r = 7 THEN 'operator@penstock.local' END, 'ascend910b',
  (SELECT jsonb_agg(jsonb_build_object('index', c, 'model', 'ascend910b', 'healthy', NOT (r = 5 AND c = 6), 'detail',
    CASE WHEN r = 5 AND c = 6 THEN 'health Alarm' ELSE 'health OK' END, 'memoryMiB', 65536,
    'temperatureC', 44 + (r * 7 + c * 3) % 19, 'powerWatts', 96 + (r * 53 + c * 31) % 210)) FROM generate_series(0, 7) c),
  -- a rack that nobody looks after would soon be taken for lost
  192000, 1572864, '', now() + interval '1 hour', now() - interval '9 days'
FROM generate_series(1, 8) r;

-- What runs on them: a gang over two, and others beside each other.
CREATE TEMP TABLE running (g int, n bigint, name text, kind text, flavour text, rack int, first int, minutes int);
INSERT INTO running VALUES
  (1, 2, 'llm-7b-pretrain', 'training', 'ascend.910b.8', 1, 0, 412), (1, 2, 'llm-7b-pretrain', 'training', 'ascend.910b.8', 2, 0, 412),
  (2, 3, 'ct-nodules-3d', 'training', 'ascend.910b.4', 3, 0, 96), (3, 1, 'weld-inspect-v4', 'training', 'ascend.910b.2', 3, 4, 38),
  (4, 4, 'lane-detect-xl', 'training', 'ascend.910b.8', 4, 0, 203), (5, 3, 'mri-segment', 'training', 'ascend.910b.4', 5, 0, 74),
  (6, 4, 'replay-score', 'batch', 'ascend.910b.1', 5, 4, 12), (7, 2, 'rlhf-reward', 'training', 'ascend.910b.4', 6, 0, 51),
  (8, 1, 'ocr-labels-ft', 'training', 'ascend.910b.2', 6, 4, 17), (9, 4, 'pointcloud', 'training', 'ascend.910b.4', 7, 0, 141),
  (10, 3, 'ct-infer', 'batch', 'ascend.910b.1', 8, 0, 9), (11, 2, 'eval-ceval', 'batch', 'ascend.910b.1', 8, 1, 26);

INSERT INTO jobs.job (id, org_id, project_id, name, kind, state, spec, resolved, dearest, submitted_by, submitted_at, started_at)
SELECT DISTINCT ON (r.g) pg_temp.id_at(now() - r.minutes * interval '1 minute', 4000 + r.g), t.org_id, t.project_id, r.name,
  upper(r.kind), 'RUNNING', pg_temp.spec(r.name, r.kind, r.flavour, (SELECT count(*)::int FROM running x WHERE x.g = r.g)),
  pg_temp.resolved(s), 0, t.person_id, now() - r.minutes * interval '1 minute',
  now() - r.minutes * interval '1 minute' + r.g * interval '11 seconds'
FROM running r JOIN tenant t USING (n) JOIN shape s USING (flavour);

INSERT INTO jobs.attempt (id, org_id, job_id, number, state, engine, slots, generation, held_micro, held_until, started_at)
SELECT pg_temp.id_at(now() - r.minutes * interval '1 minute', 5000 + r.g), t.org_id,
  pg_temp.id_at(now() - r.minutes * interval '1 minute', 4000 + r.g), 1, 'RUNNING', 'racks',
  jsonb_agg(jsonb_build_object('node', 'npu-' || lpad(r.rack::text, 2, '0'), 'cards',
    (SELECT jsonb_agg(c) FROM generate_series(r.first, r.first + s.cards - 1) c)) ORDER BY r.rack),
  1, 0, now() + interval '1 day', now() - r.minutes * interval '1 minute' + r.g * interval '11 seconds'
FROM running r JOIN tenant t USING (n) JOIN shape s USING (flavour) GROUP BY r.g, r.minutes, t.org_id;

INSERT INTO queues.allocation (attempt_id, rank, org_id, job_id, node, cards, milli_cores, memory_mib)
SELECT pg_temp.id_at(now() - r.minutes * interval '1 minute', 5000 + r.g), row_number() OVER (PARTITION BY r.g ORDER BY r.rack) - 1,
  t.org_id, pg_temp.id_at(now() - r.minutes * interval '1 minute', 4000 + r.g), 'npu-' || lpad(r.rack::text, 2, '0'),
  ARRAY(SELECT generate_series(r.first, r.first + s.cards - 1)), s.milli_cores, s.memory_mib
FROM running r JOIN tenant t USING (n) JOIN shape s USING (flavour);

-- What waits: no rack has eight cards free.
CREATE TEMP TABLE waiting (g int, n bigint, name text, minutes int);
INSERT INTO waiting VALUES (1, 4, 'lane-detect-night', 34), (2, 2, 'llm-7b-sft', 21), (3, 1, 'weld-inspect-big', 6);
INSERT INTO jobs.job (id, org_id, project_id, name, kind, state, spec, resolved, dearest, submitted_by, submitted_at)
SELECT pg_temp.id_at(now() - w.minutes * interval '1 minute', 6000 + w.g), t.org_id, t.project_id, w.name, 'TRAINING', 'QUEUED',
  pg_temp.spec(w.name, 'training', 'ascend.910b.8', 1), pg_temp.resolved(s), 0, t.person_id, now() - w.minutes * interval '1 minute'
FROM waiting w JOIN tenant t USING (n) JOIN shape s ON s.flavour = 'ascend.910b.8';
INSERT INTO queues.entry (job_id, org_id, nodes, card_model, cards, milli_cores, memory_mib, priority)
SELECT pg_temp.id_at(now() - w.minutes * interval '1 minute', 6000 + w.g), t.org_id, 1, 'ascend910b', s.cards, s.milli_cores,
  s.memory_mib, (SELECT coalesce(max(priority), 0) FROM queues.entry)
FROM waiting w JOIN tenant t USING (n) JOIN shape s ON s.flavour = 'ascend.910b.8' ORDER BY w.minutes DESC;

-- The load of eight days, a sample every five minutes, until the one that the server keeps itself.
INSERT INTO insights.load
SELECT at, round(1536000 * share * 0.92), 1538000, round(12582912 * share * 0.85), 12606000,
  jsonb_build_array(jsonb_build_object('model', 'ascend910b', 'used', round(64 * share), 'total', 64)),
  greatest(0, round((share - 0.6) * 16)), round(4 + share * 11)
FROM (
  SELECT at, least(0.97, greatest(0.12,
    0.34 + 0.22 * sin((hour - 9) / 24 * 2 * pi()) + CASE WHEN extract(isodow FROM at AT TIME ZONE 'Asia/Shanghai') > 5 THEN 0 ELSE 0.2 END
    + 0.07 * sin(extract(epoch FROM at) / 9700) + 0.04 * sin(extract(epoch FROM at) / 2300))) AS share
  FROM generate_series(date_trunc('hour', now()) - interval '8 days', now() - interval '5 minutes', interval '5 minutes') at,
    LATERAL (SELECT extract(hour FROM at AT TIME ZONE 'Asia/Shanghai') + extract(minute FROM at) / 60 AS hour) h) each
ON CONFLICT DO NOTHING;

-- Calls of two days, as if the endpoint had followed another of its name.
INSERT INTO serving.traffic (org_id, endpoint_id, minute, calls, errors, max_millis, buckets)
SELECT e.org_id, e.id, minute, rate, CASE WHEN rate % 29 = 0 THEN 1 ELSE 0 END, 46 + rate % 17,
  ARRAY[0, 0, 0, 0, 0, 0, 0, 0, rate * 2 / 10, rate * 4 / 10, rate * 2 / 10, rate / 10, 0, rate / 20, 0, 0, 0, 0,
    rate - rate * 2 / 10 - rate * 4 / 10 - rate * 2 / 10 - rate / 10 - rate / 20, 0, 0, 0]
FROM serving.endpoint e,
  generate_series(date_trunc('minute', now()) - interval '2 days', date_trunc('minute', now()) - interval '1 minute', interval '1 minute') minute,
  LATERAL (SELECT (34 + 15 * sin(extract(epoch FROM minute) / 420) + 9 * sin(extract(epoch FROM minute) / 97))::int AS rate) c
WHERE e.state = 'READY'
ON CONFLICT DO NOTHING;
INSERT INTO metering.usage_record (source, source_id, org_id, project_id, resource_kind, resource_id, job_id, meter,
  quantity, started_at, ended_at, last, detail)
SELECT 'serving', gen_random_uuid()::text, e.org_id, e.project_id, 'endpoint', e.id, e.job_id, 'call', t.calls, t.first,
  t.last, false, jsonb_build_object('model', e.model || '@' || e.version, 'endpoint', e.name)
FROM serving.endpoint e JOIN (
  SELECT endpoint_id, sum(calls)::bigint AS calls, min(minute) AS first, max(minute) + interval '1 minute' AS last
  FROM serving.traffic GROUP BY endpoint_id, date_trunc('day', minute)) t ON t.endpoint_id = e.id
WHERE e.state = 'READY';
UPDATE serving.endpoint e SET calls = (SELECT sum(t.calls) FROM serving.traffic t WHERE t.endpoint_id = e.id)
WHERE e.state = 'READY';

-- Notebooks of other days.
INSERT INTO notebooks.notebook (id, org_id, project_id, name, flavour, runtime, idle_minutes, state, created_at, started_at)
SELECT pg_temp.id_at(now() - days * interval '1 day', 7000 + days), t.org_id, t.project_id, name, flavour, 'notebook-cpu', 60,
  'STOPPED', now() - days * interval '1 day', now() - days * interval '21 hours'
FROM tenant t, (VALUES (3, 'weld-defects', 'cpu.small'), (9, 'label-quality', 'cpu.medium')) past (days, name, flavour)
WHERE t.n = 1;
