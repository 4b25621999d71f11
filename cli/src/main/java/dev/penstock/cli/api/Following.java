package dev.penstock.cli.api;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Follows a stream of events across broken connections and a server that restarts. */
public final class Following {
  private static final int MOST_FAILURES = 12;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Api api;
  private final Pause pause;

  public Following(Api api, Pause pause) {
    this.api = api;
    this.pause = pause;
  }

  /**
   * Reads until the handler has had enough, connecting again as often as it takes.
   *
   * @param where asked before each connection, so that it can say from where to go on
   * @param more answers false when it wants no more
   * @throws UnreachableException after about a minute without any event or answer
   */
  public void follow(Supplier<Address> where, Predicate<ServerEvent> more) {
    int failures = 0;
    while (true) {
      boolean[] any = {false};
      try {
        boolean done =
            api.events(
                where.get(),
                event -> {
                  any[0] = true;
                  return more.test(event);
                });
        if (done) {
          return;
        }
      } catch (UnreachableException e) {
        if (Thread.currentThread().isInterrupted() || failures >= MOST_FAILURES) {
          throw e;
        }
      } catch (ProblemException e) {
        if (e.status() < 500 || failures >= MOST_FAILURES) {
          throw e;
        }
      }
      failures = any[0] ? 0 : failures + 1;
      if (failures > MOST_FAILURES) {
        throw new UnreachableException(
            api.server(), new IllegalStateException("the stream ends without an event"));
      }
      pause.pause(backOff(failures));
    }
  }

  private static Duration backOff(int failures) {
    Duration doubled = Duration.ofMillis(200L << Math.min(failures, 6));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
