package dev.penstock.bench.chaos;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A job that is sent.
 *
 * @param name no two have the same
 * @param cancelAfter when it is cancelled after it was accepted; null: never
 */
record Order(
    String name,
    String flavour,
    int nodes,
    String program,
    int retries,
    @Nullable String wallTime,
    @Nullable Duration cancelAfter) {
  private static final String LONG = "sleep 300";

  /** One of those that come. */
  static Order next(RandomGenerator random, int number) {
    String name = String.format(Locale.ROOT, "chaos-%05d", number);
    String some = "sleep " + random.nextInt(1, 7);
    int kind = random.nextInt(100);
    if (kind < 35) {
      return new Order(name, "chaos.1", 1, some, random.nextInt(2), null, null);
    } else if (kind < 50) {
      return new Order(name, "chaos.4", 1, some, 1, null, null);
    } else if (kind < 62) {
      return new Order(name, "chaos.8", random.nextInt(2, 4), some, 0, null, null);
    } else if (kind < 76) {
      return new Order(name, "chaos.1", 1, some + "; exit 3", random.nextInt(3), null, null);
    } else if (kind < 88) {
      Duration after = Duration.ofMillis(random.nextInt(500, 9_000));
      return new Order(name, "chaos.1", 1, LONG, 0, null, after);
    }
    return new Order(name, "chaos.4", 1, LONG, 0, random.nextInt(2, 6) + "s", null);
  }

  /**
   * As the API takes it. Each start of its program adds a line to a file of its attempt and rank.
   *
   * @param markers the folder of these files
   */
  Map<String, ?> body(String markers) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    body.put("runtime", "shell");
    body.put("flavour", flavour);
    body.put("nodes", nodes);
    body.put("retries", retries);
    body.put(
        "command", "date +%%s.%%N >> %s/$PENSTOCK_ATTEMPT.$RANK; %s".formatted(markers, program));
    if (wallTime != null) {
      body.put("wallTime", wallTime);
    }
    return body;
  }
}
