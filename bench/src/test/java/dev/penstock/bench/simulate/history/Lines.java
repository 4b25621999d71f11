package dev.penstock.bench.simulate.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes a history as the export does; times are seconds after its beginning. */
final class Lines {
  static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");

  private final List<String> lines = new ArrayList<>();
  private int made;

  Lines(long seconds) {
    lines.add(
        "{\"form\":\"penstock-history\",\"version\":1,\"from\":%s,\"to\":%s,\"policy\":{\"placing\":\"best-fit\"}}"
            .formatted(time(0), time(seconds)));
  }

  static String time(long seconds) {
    return "\"" + FROM.plusSeconds(seconds) + "\"";
  }

  Lines nodes(int count, int cards) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < cards; i++) {
      numbers.add(i);
    }
    for (int i = 0; i < count; i++) {
      lines.add(
          "{\"node\":{\"name\":\"n%d\",\"cardModel\":\"910b\",\"cards\":%s,\"milliCores\":64000,\"memoryMiB\":64000}}"
              .formatted(i, numbers));
    }
    return this;
  }

  Lines queue(String name, @Nullable String parent, long guaranteedCards) {
    lines.add(
        "{\"queue\":{\"name\":\"%s\",\"title\":\"%s\",\"parent\":%s,\"weight\":1,\"guaranteed\":{\"milliCards\":{\"910b\":%d}}}}"
            .formatted(
                name,
                name.toUpperCase(java.util.Locale.ROOT),
                parent == null ? "null" : "\"" + parent + "\"",
                guaranteedCards * 1000));
    return this;
  }

  UUID id() {
    return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + made++);
  }

  /** A run on node n0 from its first card on. */
  static String run(long placed, long ended, int cards) {
    return run(placed, ended, "n0", 0, cards, "COMPLETED");
  }

  static String run(long placed, long ended, String node, int first, int cards, String cause) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = first; i < first + cards; i++) {
      numbers.add(i);
    }
    return "{\"placedAt\":%s,\"endedAt\":%s,\"cause\":\"%s\",\"slots\":[{\"node\":\"%s\",\"cards\":%s}]}"
        .formatted(time(placed), time(ended), cause, node, numbers);
  }

  UUID job(String queue, long submitted, int cards, String more, String... runs) {
    return jobOf(queue, submitted, cards * 1000, more, runs);
  }

  UUID jobOf(String queue, long submitted, int milliCards, String more, String... runs) {
    UUID id = id();
    lines.add(
        "{\"job\":{\"id\":\"%s\",\"queue\":\"%s\",\"user\":\"u\",\"submittedAt\":%s,\"cardModel\":\"910b\",\"milliCards\":%d,\"milliCores\":%d,\"memoryMiB\":1000,\"wallMillis\":7200000%s,\"attempts\":[%s]}}"
            .formatted(
                id,
                queue,
                time(submitted),
                milliCards,
                milliCards,
                more.isEmpty() ? "" : "," + more,
                String.join(",", runs)));
    return id;
  }

  void task(UUID array, int index, String more, String... runs) {
    lines.add(
        "{\"job\":{\"id\":\"%s\",\"array\":\"%s\",\"task\":%d,\"attempts\":[%s],%s}}"
            .formatted(id(), array, index, String.join(",", runs), more));
  }

  static String ended(long at) {
    return "\"state\":\"SUCCEEDED\",\"endedAt\":" + time(at);
  }

  Path write(Path folder) throws IOException {
    return Files.write(folder.resolve("history.jsonl"), lines);
  }
}
