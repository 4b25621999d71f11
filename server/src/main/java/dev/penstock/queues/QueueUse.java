package dev.penstock.queues;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the work of each queue holds and asks for, apart from that of the queues below it. */
final class QueueUse {
  private final Map<UUID, Map<String, Long>> used = new HashMap<>();
  private final Map<UUID, Map<String, Long>> waiting = new HashMap<>();
  private final Map<UUID, Integer> jobs = new HashMap<>();

  private record Sum(
      UUID org,
      @Nullable UUID project,
      @Nullable String of,
      long cores,
      long milliCards,
      int count) {
    UUID queue() {
      return project == null ? org : project;
    }
  }

  private QueueUse() {}

  /**
   * Reads it, in the open transaction.
   *
   * @param modelOf the model of a node's cards
   */
  static QueueUse read(JdbcClient jdbc, Function<String, @Nullable String> modelOf) {
    QueueUse use = new QueueUse();
    for (Sum sum :
        sums(
            jdbc,
            """
            SELECT org_id, project_id, node AS of, sum(milli_cores) AS cores,
              sum(cardinality(cards) * card_milli) AS cards, 0 AS count
            FROM queues.allocation GROUP BY org_id, project_id, node
            """)) {
      String model = sum.of == null ? null : modelOf.apply(sum.of);
      add(use.used, sum, model);
    }
    for (Sum sum :
        sums(
            jdbc,
            """
            SELECT org_id, project_id, card_model AS of, sum(tasks * nodes * milli_cores) AS cores,
              sum(tasks * nodes * cards * card_milli) AS cards, count(*) AS count
            FROM (SELECT org_id, project_id, card_model, milli_cores, nodes, cards,
                card_milli,
                coalesce(tasks - next_task + cardinality(again), 1) AS tasks FROM queues.entry) e
            GROUP BY org_id, project_id, card_model
            """)) {
      add(use.waiting, sum, sum.of);
      use.jobs.merge(sum.queue(), sum.count, Integer::sum);
    }
    return use;
  }

  private static List<Sum> sums(JdbcClient jdbc, String sql) {
    return jdbc.sql(sql)
        .query(
            (row, number) ->
                new Sum(
                    row.getObject("org_id", UUID.class),
                    row.getObject("project_id", UUID.class),
                    row.getString("of"),
                    row.getLong("cores"),
                    row.getLong("cards"),
                    row.getInt("count")))
        .list();
  }

  private static void add(Map<UUID, Map<String, Long>> to, Sum sum, @Nullable String model) {
    Map<String, Long> amounts = to.computeIfAbsent(sum.queue(), queue -> new HashMap<>());
    amounts.merge(ResourceAmounts.CORES, sum.cores, Long::sum);
    if (model != null && sum.milliCards > 0) {
      amounts.merge(ResourceAmounts.CARDS + model, sum.milliCards, Long::sum);
    }
  }

  long used(UUID queue, String field) {
    return used.getOrDefault(queue, Map.of()).getOrDefault(field, 0L);
  }

  long waiting(UUID queue, String field) {
    return waiting.getOrDefault(queue, Map.of()).getOrDefault(field, 0L);
  }

  /** How many jobs wait. */
  int jobs(UUID queue) {
    return jobs.getOrDefault(queue, 0);
  }
}
