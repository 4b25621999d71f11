package dev.penstock.jobs;

import dev.penstock.engines.Cause;
import dev.penstock.fleet.Engines;
import dev.penstock.shared.Access;
import dev.penstock.shared.AttemptId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stops attempts. That they are to be stopped is written first; the engine is told once that is
 * committed. Where it is not told then, for this server dies or does not reach it, a {@link
 * Reconciler} does it.
 */
@Component
final class Stops {
  private static final Logger LOG = LoggerFactory.getLogger(Stops.class);

  private final Access access;
  private final JdbcClient jdbc;
  private final Engines engines;

  Stops(Access access, JdbcClient jdbc, Engines engines) {
    this.access = access;
    this.jdbc = jdbc;
    this.engines = engines;
  }

  /** Stops these in the open transaction. */
  void afterCommit(List<Attempt> stopped, Cause cause) {
    if (!stopped.isEmpty()) {
      write(stopped.stream().map(Attempt::id).toList(), cause);
      access.afterCommit(() -> tell(stopped, cause));
    }
  }

  /**
   * Stops, in the open transaction, those of these that nothing stops yet.
   *
   * @return those; what is just being settled is not among them, and may be asked for again
   */
  List<Attempt> anewAfterCommit(List<Attempt> wanted, Cause cause) {
    Set<AttemptId> written = write(wanted.stream().map(Attempt::id).toList(), cause);
    List<Attempt> stopped = wanted.stream().filter(it -> written.contains(it.id())).toList();
    if (!stopped.isEmpty()) {
      access.afterCommit(() -> tell(stopped, cause));
    }
    return stopped;
  }

  /**
   * Writes that these are to be stopped; the first cause counts.
   *
   * @return those that nothing was to stop before; what is just being settled is left alone
   */
  Set<AttemptId> write(Collection<AttemptId> ids, Cause cause) {
    return Set.copyOf(
        jdbc.sql(
                """
                UPDATE jobs.attempt SET stop_cause = :cause
                WHERE id IN (SELECT id FROM jobs.attempt WHERE id = ANY (:ids) AND state <> 'ENDED'
                  AND stop_cause IS NULL FOR UPDATE SKIP LOCKED)
                RETURNING id
                """)
            .param("cause", cause.name())
            .param("ids", ids.stream().map(AttemptId::value).toArray(UUID[]::new))
            .query((row, number) -> new AttemptId(row.getObject("id", UUID.class)))
            .list());
  }

  /** What is to be stopped, of what the engine has been told to start. */
  Map<AttemptId, Cause> askedAt(String engine) {
    Map<AttemptId, Cause> asked = new HashMap<>();
    jdbc.sql(
            """
            SELECT a.id, coalesce(a.stop_cause, 'CANCELLED') AS cause
            FROM jobs.attempt a JOIN jobs.job j ON j.id = a.job_id
            WHERE a.state IN ('STARTING', 'RUNNING') AND a.engine = ?
              AND (a.stop_cause IS NOT NULL OR j.state = 'STOPPING')
            """)
        .param(engine)
        .query(
            row -> {
              asked.put(
                  new AttemptId(row.getObject("id", UUID.class)),
                  Cause.valueOf(row.getString("cause")));
            });
    return asked;
  }

  /** Tells the engines of what has been written. */
  void tell(List<Attempt> stopped, Cause cause) {
    for (Attempt attempt : stopped) {
      try {
        engines
            .find(attempt.engine())
            .ifPresent(engine -> engine.stop(attempt.id().value(), cause, HoldPolicy.GRACE));
      } catch (RuntimeException e) {
        LOG.warn("Attempt {} can't be stopped now, and is later.", attempt.id(), e);
      }
    }
  }
}
