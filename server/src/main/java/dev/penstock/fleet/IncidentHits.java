package dev.penstock.fleet;

import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which fault ended what. All methods work in the open transaction. */
public final class IncidentHits {
  private final JdbcClient jdbc;

  IncidentHits(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The fault that a part of the fleet had while an attempt had it: of a card before that of a
   * node, and the latest.
   *
   * @param cards the vendor's numbers of the cards that it had, by node
   * @param from when the attempt began; null where it had not
   */
  public Optional<Blamed> fault(
      String engine, Map<String, List<Integer>> cards, @Nullable Instant from) {
    List<String> nodes = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    cards.forEach(
        (node, some) ->
            some.forEach(
                card -> {
                  nodes.add(node);
                  numbers.add(card);
                }));
    return jdbc.sql(
            """
            SELECT * FROM fleet.incident i
            WHERE engine = :engine AND node = ANY (:all)
              AND (ended_at IS NULL OR ended_at >= CAST(:from AS timestamptz))
              AND (card IS NULL OR EXISTS (SELECT FROM unnest(:nodes::text[], :cards::int[])
                     AS c (node, card) WHERE c.node = i.node AND c.card = i.card))
            ORDER BY card IS NULL, began_at DESC LIMIT 1
            """)
        .param("engine", engine)
        .param("all", cards.keySet().toArray(String[]::new))
        .param("from", from == null ? null : Timestamp.from(from))
        .param("nodes", nodes.toArray(String[]::new))
        .param("cards", numbers.toArray(Integer[]::new))
        .query((row, number) -> blamed(row, "id"))
        .optional();
  }

  /** Keeps that a fault ended an attempt. */
  public void add(Blamed.Hit hit) {
    Blamed fault = hit.fault();
    jdbc.sql(
            """
            INSERT INTO fleet.incident_hit (attempt_id, incident_id, org_id, job_id, job_name, at,
                cause, lost_from, card_micros, amount, kind, engine, node, card, said)
            VALUES (:attempt, :incident, :org, :job, :name, :at, :cause, :lost, :micros, :amount,
                :kind, :engine, :node, :card, :said)
            ON CONFLICT DO NOTHING
            """)
        .param("attempt", hit.attempt().value())
        .param("incident", fault.incident())
        .param("org", hit.org().value())
        .param("job", hit.job().value())
        .param("name", hit.jobName())
        .param("at", Timestamp.from(hit.at()))
        .param("cause", hit.cause())
        .param("lost", hit.lostFrom() == null ? null : Timestamp.from(hit.lostFrom()))
        .param("micros", hit.cardMicros())
        .param("amount", hit.notCharged().micro())
        .param("kind", fault.kind().name())
        .param("engine", fault.engine())
        .param("node", fault.node())
        .param("card", fault.card())
        .param("said", fault.said())
        .update();
  }

  /** What ended attempts of these jobs, by attempt; no query where there is no job. */
  public Map<AttemptId, Blamed.Hit> of(Collection<JobId> jobs) {
    Map<AttemptId, Blamed.Hit> hits = new HashMap<>();
    if (!jobs.isEmpty()) {
      jdbc.sql("SELECT * FROM fleet.incident_hit WHERE job_id = ANY (?)")
          .param(jobs.stream().map(JobId::value).toArray(UUID[]::new))
          .query(IncidentHits::hit)
          .list()
          .forEach(hit -> hits.put(hit.attempt(), hit));
    }
    return hits;
  }

  private static Blamed.Hit hit(ResultSet row, int number) throws SQLException {
    Timestamp lost = row.getTimestamp("lost_from");
    return new Blamed.Hit(
        blamed(row, "incident_id"),
        new OrgId(row.getObject("org_id", UUID.class)),
        new JobId(row.getObject("job_id", UUID.class)),
        row.getString("job_name"),
        new AttemptId(row.getObject("attempt_id", UUID.class)),
        row.getTimestamp("at").toInstant(),
        row.getString("cause"),
        lost == null ? null : lost.toInstant(),
        row.getLong("card_micros"),
        new Money(row.getLong("amount")));
  }

  private static Blamed blamed(ResultSet row, String id) throws SQLException {
    return new Blamed(
        row.getObject(id, UUID.class),
        IncidentKind.valueOf(row.getString("kind")),
        row.getString("engine"),
        row.getString("node"),
        row.getObject("card", Integer.class),
        row.getString("said"));
  }
}
