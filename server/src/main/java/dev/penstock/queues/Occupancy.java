package dev.penstock.queues;

import dev.penstock.shared.Access;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who holds what of which node, and how the dispatching goes: for those who watch over it. */
public final class Occupancy {
  /**
   * What a rank of an attempt holds of a node.
   *
   * @param cards the vendor's numbers of the cards
   * @param cardMilli thousandths that it has of each of them; 0 where it has none
   */
  public record Held(
      AttemptId attempt,
      JobId job,
      OrgId org,
      String node,
      List<Integer> cards,
      int cardMilli,
      long milliCores,
      long memoryMiB) {}

  /**
   * The last look at the queue.
   *
   * @param at null before the first
   * @param took how long it took
   * @param leads whether this server was the one that decides
   */
  public record Round(@Nullable Instant at, Duration took, boolean leads) {}

  private final Access access;
  private final JdbcClient jdbc;
  private final DispatchLoop loop;

  Occupancy(Access access, JdbcClient jdbc, DispatchLoop loop) {
    this.access = access;
    this.jdbc = jdbc;
    this.loop = loop;
  }

  /** All that is held now, by node. */
  public List<Held> held() {
    return access.system(
        () ->
            jdbc.sql(
                    """
                    SELECT attempt_id, job_id, org_id, node, cards, card_milli, milli_cores, memory_mib
                    FROM queues.allocation ORDER BY node, attempt_id, rank
                    """)
                .query((row, number) -> held(row))
                .list());
  }

  private static Held held(ResultSet row) throws SQLException {
    return new Held(
        new AttemptId(row.getObject("attempt_id", UUID.class)),
        new JobId(row.getObject("job_id", UUID.class)),
        new OrgId(row.getObject("org_id", UUID.class)),
        row.getString("node"),
        Arrays.asList((Integer[]) row.getArray("cards").getArray()),
        row.getInt("card_milli"),
        row.getLong("milli_cores"),
        row.getLong("memory_mib"));
  }

  /** This server's last look at the queue. */
  public Round lastRound() {
    return loop.lastRound();
  }
}
