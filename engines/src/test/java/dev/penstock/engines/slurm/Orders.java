package dev.penstock.engines.slurm;

import dev.penstock.engines.Account;
import dev.penstock.engines.Card;
import dev.penstock.engines.Limits;
import dev.penstock.engines.Mount;
import dev.penstock.engines.Rank;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Builds orders for tests: one node, half a core, 256 MiB, no cards, no wall time. */
final class Orders {
  private final List<String> command;
  private UUID attempt = UUID.randomUUID();
  private Account account = new Account("p-test", "o-test");
  private List<Rank> ranks = ranks(0, "npu1");
  private RuntimeRoot root = new RuntimeRoot.Host(List.of());
  private Map<String, String> environment = Map.of();
  private List<Mount> mounts = List.of();
  private List<String> outputs = List.of();
  private @Nullable Duration wallTime;
  private boolean service;

  private Orders(List<String> command) {
    this.command = command;
  }

  static Orders command(String... words) {
    return new Orders(List.of(words));
  }

  static Orders shell(String script) {
    return command("sh", "-c", script);
  }

  Orders attempt(UUID id) {
    attempt = id;
    return this;
  }

  Orders account(String project) {
    account = new Account(project, "o-test");
    return this;
  }

  /** A rank on each node, with the first so many cards of it. */
  Orders on(int cards, String... nodes) {
    ranks = ranks(cards, nodes);
    return this;
  }

  /** A rank with a part of a card. */
  Orders sharing(int milli, String node) {
    ranks = List.of(new Rank(0, node, "127.0.0.1", List.of(new Card(0, "Ascend910", null, milli))));
    return this;
  }

  private static List<Rank> ranks(int cards, String... nodes) {
    List<Rank> ranks = new ArrayList<>();
    for (String node : nodes) {
      ranks.add(
          new Rank(
              ranks.size(),
              node,
              "127.0.0.1",
              IntStream.range(0, cards).mapToObj(i -> new Card(i, "Ascend910", null)).toList()));
    }
    return ranks;
  }

  Orders root(RuntimeRoot other) {
    root = other;
    return this;
  }

  Orders environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  Orders mounts(Mount... some) {
    mounts = List.of(some);
    return this;
  }

  Orders outputs(String... names) {
    outputs = List.of(names);
    return this;
  }

  Orders wallTime(Duration duration) {
    wallTime = duration;
    return this;
  }

  Orders service() {
    service = true;
    return this;
  }

  StartOrder order() {
    return new StartOrder(
        attempt,
        UUID.randomUUID(),
        account,
        "normal",
        ranks,
        root,
        command,
        environment,
        mounts,
        outputs,
        new Limits(500, 256L << 20, 64),
        wallTime,
        Duration.ofSeconds(5),
        service);
  }
}
