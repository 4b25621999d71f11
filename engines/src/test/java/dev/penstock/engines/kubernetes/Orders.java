package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Account;
import dev.penstock.engines.Card;
import dev.penstock.engines.Limits;
import dev.penstock.engines.Mount;
import dev.penstock.engines.Rank;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Orders for tests, the same each time. */
record Orders(
    UUID attempt,
    List<Rank> ranks,
    List<String> command,
    List<Mount> mounts,
    RuntimeRoot root,
    @Nullable Duration wallTime,
    boolean service) {
  static final UUID ATTEMPT = UUID.fromString("01997a1c-0000-7000-8000-000000000001");
  static final UUID JOB = UUID.fromString("01997a1c-0000-7000-8000-000000000002");
  static final Path SHARED = Path.of("/mnt/penstock");

  static Orders of(int nodes, int cards, String model) {
    List<Rank> ranks = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      int at = node;
      List<Card> given =
          IntStream.range(0, cards)
              .mapToObj(
                  card ->
                      new Card(
                          4 + card,
                          model,
                          model.startsWith("Ascend")
                              ? "192.168.%d.%d".formatted(at, 100 + card)
                              : null))
              .toList();
      ranks.add(new Rank(node, "node-" + node, "10.0.0." + (node + 1), given));
    }
    return new Orders(
        ATTEMPT,
        ranks,
        List.of("python3", "train.py", "--cost", "$(5)"),
        List.of(
            new Mount(SHARED.resolve("trees/abc"), "/job/code", false),
            new Mount(SHARED.resolve("trees/def"), "/job/inputs/corpus", false),
            new Mount(SHARED.resolve("checkpoints/1"), "/job/checkpoint", true)),
        new RuntimeRoot.Image("registry.example/pytorch-npu:2.1"),
        Duration.ofHours(2),
        false);
  }

  static Orders cpu() {
    return of(1, 0, "");
  }

  Orders fresh() {
    return new Orders(UUID.randomUUID(), ranks, command, mounts, root, wallTime, service);
  }

  /** Each card only in part. */
  Orders sharing(int milli) {
    List<Rank> parts =
        ranks.stream()
            .map(
                rank ->
                    new Rank(
                        rank.index(),
                        rank.node(),
                        rank.address(),
                        rank.cards().stream()
                            .map(it -> new Card(it.index(), it.model(), it.address(), milli))
                            .toList()))
            .toList();
    return new Orders(attempt, parts, command, mounts, root, wallTime, service);
  }

  Orders running(String... words) {
    return new Orders(attempt, ranks, List.of(words), mounts, root, wallTime, service);
  }

  Orders mounted(Mount... other) {
    return new Orders(attempt, ranks, command, List.of(other), root, wallTime, service);
  }

  Orders rooted(RuntimeRoot other) {
    return new Orders(attempt, ranks, command, mounts, other, wallTime, service);
  }

  /** With nothing of the shared volume but its own work folder. */
  Orders bare() {
    return mounted();
  }

  Orders asService() {
    return new Orders(attempt, ranks, command, mounts, root, null, true);
  }

  StartOrder order() {
    return new StartOrder(
        attempt,
        JOB,
        new Account("p-test", "o-test"),
        "normal",
        ranks,
        root,
        command,
        Map.of("PENSTOCK_CHECKPOINT", "/job/checkpoint"),
        mounts,
        List.of("model"),
        new Limits(24_000, 192L << 30, 4096),
        wallTime,
        Duration.ofSeconds(30),
        service);
  }
}
