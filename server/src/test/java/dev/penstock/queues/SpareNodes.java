package dev.penstock.queues;

import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * While it is open, the centre has more nodes, each with the same cards. They have so little memory
 * that nothing starts there.
 */
final class SpareNodes implements AutoCloseable {
  static final String MODEL = "ascend910b";

  private final Access access;
  private final JdbcClient jdbc;
  private final Nodes fleet;
  private final List<String> names = new ArrayList<>();

  SpareNodes(Access access, JdbcClient jdbc, Nodes fleet, int count, int cards) {
    this.access = access;
    this.jdbc = jdbc;
    this.fleet = fleet;
    String list =
        IntStream.range(0, cards)
            .mapToObj(
                n ->
                    "{\"index\": %d, \"model\": \"%s\", \"healthy\": true, \"detail\": \"\"}"
                        .formatted(n, MODEL))
            .collect(Collectors.joining(",", "[", "]"));
    access.runAsSystem(
        () -> {
          for (int i = 0; i < count; i++) {
            names.add("zz-spare-" + i);
            jdbc.sql(
                    """
                    INSERT INTO fleet.node (name, engine, address, state, card_model, cards,
                      milli_cores, memory_mib, detail, seen_at)
                    VALUES (?, 'spare', '127.0.0.1', 'READY', ?, CAST(? AS jsonb), 1000, 1, '',
                      '2100-01-01')
                    """)
                .params(names.getLast(), MODEL, list)
                .update();
          }
        });
    fleet.refresh();
  }

  List<String> names() {
    return names;
  }

  @Override
  public void close() {
    access.runAsSystem(() -> jdbc.sql("DELETE FROM fleet.node WHERE engine = 'spare'").update());
    fleet.refresh();
  }
}
