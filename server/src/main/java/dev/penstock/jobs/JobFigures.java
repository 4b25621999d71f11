package dev.penstock.jobs;

import dev.penstock.shared.Access;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.Ids;
import dev.penstock.shared.OrgId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Figures of all organisations' jobs, for those who watch over the centre. */
public final class JobFigures {
  /**
   * How long jobs of a flavour waited for their place.
   *
   * @param jobs over how many jobs
   * @param organisations of how many organisations
   */
  public record Waits(int jobs, int organisations, Duration p50, Duration p90) {}

  /** What waits for a flavour: how many jobs, of how many organisations. */
  public record Line(int jobs, int organisations) {}

  /** How many jobs wait, and how many hold a place. */
  public record Counts(int waiting, int running) {}

  /**
   * What an attempt is of.
   *
   * @param startedAt null while it is being started
   */
  public record Running(String jobName, String kind, @Nullable Instant startedAt) {}

  /**
   * Attempts that are decided and not begun.
   *
   * @param oldest when the first of them was decided, null where there is none
   */
  public record ToStart(int attempts, @Nullable Instant oldest) {}

  private final Access access;
  private final JdbcClient jdbc;

  JobFigures(Access access, JdbcClient jdbc) {
    this.access = access;
    this.jdbc = jdbc;
  }

  /** By flavour, how long those waited that started since then. Services count like others. */
  public Map<String, Waits> waits(Instant since) {
    Map<String, Waits> byFlavour = new HashMap<>();
    access.runAsSystem(
        () ->
            jdbc.sql(
                    """
                    SELECT spec->>'flavour' AS flavour, count(*) AS jobs,
                      count(DISTINCT org_id) AS organisations,
                      percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY
                        extract(epoch FROM started_at - submitted_at)) AS waits
                    FROM jobs.job WHERE started_at >= ? AND array_id IS NULL GROUP BY 1
                    """)
                .param(Timestamp.from(since))
                .query(
                    row -> {
                      Number[] waits = (Number[]) row.getArray("waits").getArray();
                      byFlavour.put(
                          row.getString("flavour"),
                          new Waits(
                              row.getInt("jobs"),
                              row.getInt("organisations"),
                              seconds(waits[0]),
                              seconds(waits[1])));
                    }));
    return byFlavour;
  }

  private static Duration seconds(Number seconds) {
    return Duration.ofMillis(Math.round(seconds.doubleValue() * 1000));
  }

  /** By flavour, what waits now. */
  public Map<String, Line> queued() {
    Map<String, Line> byFlavour = new HashMap<>();
    access.runAsSystem(
        () ->
            jdbc.sql(
                    """
                    SELECT spec->>'flavour' AS flavour, count(*) AS jobs,
                      count(DISTINCT org_id) AS organisations
                    FROM jobs.job WHERE state = 'QUEUED' AND array_id IS NULL GROUP BY 1
                    """)
                .query(
                    row -> {
                      byFlavour.put(
                          row.getString("flavour"),
                          new Line(row.getInt("jobs"), row.getInt("organisations")));
                    }));
    return byFlavour;
  }

  /** The whole centre's. */
  public Counts counts() {
    return access.system(() -> count(null));
  }

  /** One organisation's. */
  public Counts counts(OrgId org) {
    return access.operator(() -> count(org));
  }

  private Counts count(@Nullable OrgId org) {
    return jdbc.sql(
            """
            SELECT count(*) FILTER (WHERE state = 'QUEUED' AND array_id IS NULL) AS waiting,
              count(*) FILTER (WHERE state <> 'QUEUED'
                AND (array_id IS NOT NULL OR spec -> 'array' IS NULL)) AS running
            FROM jobs.job WHERE state NOT IN ('SUCCEEDED', 'FAILED', 'CANCELLED')
              AND (CAST(:org AS uuid) IS NULL OR org_id = :org)
            """)
        .param("org", org == null ? null : org.value())
        .query((row, number) -> new Counts(row.getInt("waiting"), row.getInt("running")))
        .single();
  }

  /** What these attempts are of. */
  public Map<AttemptId, Running> running(Collection<AttemptId> attempts) {
    Map<AttemptId, Running> byAttempt = new HashMap<>();
    access.runAsSystem(
        () ->
            jdbc.sql(
                    """
                    SELECT a.id, a.started_at, j.name, lower(j.kind) AS kind
                    FROM jobs.attempt a JOIN jobs.job j ON j.id = a.job_id WHERE a.id = ANY (?)
                    """)
                .param(attempts.stream().map(AttemptId::value).toArray(UUID[]::new))
                .query(
                    row -> {
                      byAttempt.put(
                          new AttemptId(row.getObject("id", UUID.class)),
                          new Running(
                              row.getString("name"),
                              row.getString("kind"),
                              JobTable.instant(row, "started_at")));
                    }));
    return byAttempt;
  }

  /** What the starters have before them. */
  public ToStart toStart() {
    List<UUID> ids =
        access.system(
            () ->
                jdbc.sql("SELECT id FROM jobs.attempt WHERE state = 'TO_START' ORDER BY id")
                    .query(UUID.class)
                    .list());
    return new ToStart(ids.size(), ids.isEmpty() ? null : Ids.madeAt(ids.getFirst()));
  }
}
