package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.shared.Access;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tenant with a hundred thousand jobs finds them as fast as one with ten. */
@Tag("slow")
@ServerTest
class ManyJobsTest {
  private static final int MANY = 100_000;
  private static final int ROUNDS = 7;

  /** Generous, for a machine that does other things too; a scan of all rows takes longer. */
  private static final Duration MOST = Duration.ofMillis(500);

  private static final String COPIES =
      """
      INSERT INTO jobs.job (id, org_id, project_id, name, kind, state, spec, resolved, dearest,
        submitted_by, submitted_at, started_at, ended_at, cause, detail)
      SELECT (lpad(to_hex(1700000000000 + n * 1000), 12, '0') || '7000' || '8000'
          || lpad(to_hex(n), 12, '0'))::uuid,
        org_id, project_id, 'run-' || lpad((n * 7919 % 100000)::text, 6, '0'), kind,
        CASE n % 500 WHEN 1 THEN 'FAILED' WHEN 2 THEN 'CANCELLED' ELSE 'SUCCEEDED' END,
        spec, resolved, dearest, submitted_by, to_timestamp(1700000000 + n),
        to_timestamp(1700000000 + n), to_timestamp(1700000000 + (n * 7919 % 100000)),
        'COMPLETED', 'it ended'
      FROM jobs.job, generate_series(1, ?) AS n WHERE id = ?::uuid
      """;
  private static final String ATTEMPTS =
      """
      INSERT INTO jobs.attempt (id, org_id, job_id, number, state, engine, slots, generation,
        held_micro)
      SELECT gen_random_uuid(), org_id, id, 1, 'ENDED', 'local', '[]', 1, 0
      FROM jobs.job WHERE org_id = ? AND id <> ?::uuid
      """;
  private static final String LINES =
      """
      INSERT INTO billing.line (id, org_id, month, project_id, resource_kind, resource_id, job_id,
        meter, unit, unit_price, rounding, quantity, amount, records)
      SELECT gen_random_uuid(), a.org_id, DATE '2023-11-01', j.project_id, 'job', a.id, j.id, 'core',
        'core-hour', 0.1, 'HALF_UP', 1, 0, 1
      FROM jobs.attempt a JOIN jobs.job j ON j.id = a.job_id WHERE a.org_id = ?
      """;
  private static final String AUDIT =
      """
      INSERT INTO tenancy.audit_entry (id, org_id, at, person_id, person_name, actor_org_id, action,
        subject_kind, subject_id, detail)
      SELECT id, org_id, submitted_at, submitted_by, 'Li Wei', org_id, 'job.submit', 'job', id, '{}'
      FROM jobs.job WHERE org_id = ? AND id <> ?::uuid
      """;

  private static final List<String> LISTS =
      List.of(
          "/v1/jobs",
          "/v1/jobs?sort=submittedAt",
          "/v1/jobs?sort=name",
          "/v1/jobs?sort=-name",
          "/v1/jobs?sort=state",
          "/v1/jobs?sort=endedAt",
          "/v1/jobs?sort=-endedAt",
          "/v1/jobs?state=FAILED",
          "/v1/jobs?state=FAILED&state=CANCELLED",
          "/v1/jobs?state=RUNNING",
          "/v1/jobs?state=FAILED&sort=name",
          "/v1/jobs?kind=service",
          "/v1/jobs?flavour=cpu.large",
          "/v1/jobs?project=default",
          "/v1/jobs?from=2023-11-15T00:00:00Z&to=2023-11-15T01:00:00Z",
          "/v1/jobs?q=run-099999",
          "/v1/jobs?q=nowhere",
          "/v1/jobs?q=run&sort=name",
          "/v1/jobs/counts",
          "/v1/audit",
          "/v1/audit?action=key.created",
          "/v1/audit?actor=nobody",
          "/v1/audit?q=nowhere",
          "/v1/statement?month=2023-11",
          "/v1/statement?month=2023-11&sort=-amountYuan",
          "/v1/transfers",
          "/v1/usage",
          "/v1/holds",
          "/v1/notifications?unread=true");

  private static final List<String> OPERATORS =
      List.of(
          "/v1/operator/jobs",
          "/v1/operator/jobs?sort=name",
          "/v1/operator/jobs?sort=-endedAt",
          "/v1/operator/jobs?state=FAILED",
          "/v1/operator/jobs?state=RUNNING",
          "/v1/operator/jobs?q=run-099999",
          "/v1/operator/jobs/counts",
          "/v1/operator/audit",
          "/v1/operator/audit?action=key.created",
          "/v1/operator/queue",
          "/v1/operator/organisations?q=nowhere");

  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  @Test
  void listsThemQuicklyWhateverTheOrderAndTheFilter() throws SQLException {
    JobClient client = JobClient.funded(centre, "5.00");
    String id = client.submit(JobClient.shell("cpu.nano", "true"));
    client.ended(id);
    fill(client.tenant(), id);
    centre.analyse();
    Map<String, Long> slowest = new TreeMap<>();
    LISTS.forEach(list -> slowest.put(list, median(client.http(), list)));
    OPERATORS.forEach(list -> slowest.put(list, median(centre.operator(), list)));
    String next = client.http().get("/v1/jobs?sort=name&limit=500").expect(200).at("next");
    String deep = "/v1/jobs?sort=name&limit=50&cursor=" + next;
    slowest.put(deep, median(client.http(), deep));
    String report =
        slowest.entrySet().stream()
            .map(it -> String.format(Locale.ROOT, "%5d ms  %s%n", it.getValue(), it.getKey()))
            .reduce("", String::concat);
    assertThat(slowest.values()).as(report).allMatch(millis -> millis < MOST.toMillis());
  }

  private void fill(TestCentre.Tenant tenant, String id) {
    access.runAsSystem(
        () -> {
          jdbc.sql(COPIES).params(MANY, id).update();
          jdbc.sql(ATTEMPTS).params(tenant.orgId().value(), id).update();
          jdbc.sql(LINES).params(tenant.orgId().value()).update();
          jdbc.sql(AUDIT).params(tenant.orgId().value(), id).update();
        });
  }

  /** The median in milliseconds: other work on the machine makes a few of them slow. */
  private static long median(dev.penstock.TestClient who, String list) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      long began = System.nanoTime();
      who.get(list).expect(200);
      times.add((System.nanoTime() - began) / 1_000_000);
    }
    return times.stream().sorted().toList().get(ROUNDS / 2);
  }
}
