package dev.penstock.engines.simulated;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How an engine speaks to a simulated cluster.
 *
 * @param folder the engine's own, for work folders
 * @param installation tells several installations on one cluster apart
 * @param usualDuration how long a program runs whose order does not say; positive
 * @param poll how often changes are told, 1 ms or more
 */
public record SimulatedSettings(
    Path folder, String installation, Duration usualDuration, Duration poll) {
  public SimulatedSettings {
    if (usualDuration.isNegative() || usualDuration.isZero()) {
      throw new IllegalArgumentException(
          "usual duration %s: use more than nothing".formatted(usualDuration));
    }
    if (poll.toMillis() < 1) {
      throw new IllegalArgumentException("poll %s: use 1 ms or more".formatted(poll));
    }
  }
}
