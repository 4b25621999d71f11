package dev.penstock.serving;

import dev.penstock.shared.Access;
import dev.penstock.shared.Loop;
import dev.penstock.shared.OrgId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What goes through endpoints, by the minute: to look at, not to bill. A minute is kept in memory
 * and written once it is over, so a call costs no write; a server that is killed loses the figures
 * of its last minute, and no call that is billed.
 */
final class Traffic extends Loop {
  /** How long minutes are kept. */
  static final Duration KEPT = Duration.ofDays(8);

  private record Key(EndpointId endpoint, Instant minute) {}

  private final Map<Key, TrafficMinute> minutes = new ConcurrentHashMap<>();
  private final Access access;
  private final TrafficTable table;
  private final Clock clock;
  private volatile Instant swept = Instant.EPOCH;

  Traffic(Access access, TrafficTable table, Clock clock) {
    super("endpoint-traffic", Duration.ofSeconds(5));
    this.access = access;
    this.table = table;
    this.clock = clock;
  }

  /**
   * Notes a call that has just been answered, or has failed.
   *
   * @param took how long it took
   */
  void note(Endpoint endpoint, Duration took, boolean failed) {
    Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    minutes.compute(
        new Key(endpoint.id(), minute),
        (key, before) ->
            (before == null ? TrafficMinute.empty(endpoint.org(), endpoint.id(), minute) : before)
                .with(took.toMillis(), failed));
  }

  /** The minutes with calls from then on, in their order, the current one included. */
  List<TrafficMinute> since(OrgId org, EndpointId endpoint, Instant from) {
    TreeMap<Instant, TrafficMinute> all = new TreeMap<>();
    access
        .tenant(org, () -> table.since(org, endpoint, from))
        .forEach(it -> all.put(it.minute(), it));
    minutes.values().stream()
        .filter(it -> it.endpoint().equals(endpoint) && it.org().equals(org))
        .filter(it -> !it.minute().isBefore(from))
        .forEach(it -> all.merge(it.minute(), it, TrafficMinute::plus));
    return List.copyOf(all.values());
  }

  @Override
  protected void tick() {
    Instant now = clock.instant();
    write(now.truncatedTo(ChronoUnit.MINUTES));
    if (now.isAfter(swept.plus(Duration.ofHours(1)))) {
      access.runAsSystem(() -> table.removeBefore(now.minus(KEPT)));
      swept = now;
    }
  }

  /** Writes the minutes before then. What can't be written now stays for the next time. */
  private void write(Instant before) {
    List<TrafficMinute> taken = new ArrayList<>();
    for (Key key : List.copyOf(minutes.keySet())) {
      TrafficMinute minute = key.minute().isBefore(before) ? minutes.remove(key) : null;
      if (minute != null) {
        taken.add(minute);
      }
    }
    if (taken.isEmpty()) {
      return;
    }
    try {
      access.runAsSystem(() -> table.add(taken));
    } catch (RuntimeException e) {
      taken.forEach(
          it -> minutes.merge(new Key(it.endpoint(), it.minute()), it, TrafficMinute::plus));
      throw e;
    }
  }

  @Override
  public void stop() {
    super.stop();
    write(Instant.MAX);
  }
}
