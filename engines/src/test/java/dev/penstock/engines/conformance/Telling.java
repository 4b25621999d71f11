package dev.penstock.engines.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** What listeners are told. */
final class Telling {
  private Telling() {}

  static List<Behaviour> all() {
    return List.of(
        Behaviour.of(
            "A listener is told the start, then the end", Telling::startThenEnd, Ability.RUN),
        Behaviour.of(
            "What a listener is told is what is observed", Telling::asObserved, Ability.RUN),
        Behaviour.of(
            "A listener that throws is called for the next observation",
            Telling::throwing,
            Ability.RUN),
        Behaviour.of("A late listener is told what happened before", Telling::late, Ability.RUN),
        Behaviour.of(
            "After a restart a listener is told all that is not forgotten",
            Telling::afterRestart,
            Ability.RUN,
            Ability.RESTART),
        Behaviour.of(
            "An attempt that never started is told as ended only",
            Telling::neverStarted,
            Ability.RUN,
            Ability.HOLD));
  }

  private static void startThenEnd(Stand stand) {
    Stand.Ear ear = stand.listen();
    UUID attempt = stand.submit(new Program.Waits());

    ear.hears(attempt, Phase.RUNNING);
    assertThat(ear.phases(attempt)).containsExactly(Phase.RUNNING);
    stand.up(attempt);
    stand.site().goOn(attempt);

    ear.hears(attempt, Phase.ENDED);
    assertThat(ear.phases(attempt)).containsExactly(Phase.RUNNING, Phase.ENDED);
  }

  private static void asObserved(Stand stand) {
    Stand.Ear one = stand.listen();
    Stand.Ear two = stand.listen();
    UUID attempt = stand.submit(new Program.Exits(9, ""));
    Observation end = stand.ended(attempt);

    one.hears(attempt, Phase.ENDED);
    two.hears(attempt, Phase.ENDED);

    assertThat(one.of(attempt).getLast()).isEqualTo(end);
    assertThat(two.of(attempt).getLast()).isEqualTo(end);
    assertThat(one.of(attempt).getFirst().startedAt()).isEqualTo(end.startedAt());
  }

  private static void throwing(Stand stand) {
    List<UUID> called = Collections.synchronizedList(new ArrayList<>());
    stand
        .engine()
        .subscribe(
            observation -> {
              called.add(observation.attempt());
              throw new IllegalStateException("a listener that throws, as the suite wants it");
            });
    Stand.Ear other = stand.listen();

    UUID first = stand.submit(new Program.Exits(0, ""));
    stand.ended(first);
    UUID second = stand.submit(new Program.Exits(0, ""));

    other.hears(second, Phase.ENDED);
    Await.until("both calls", () -> called.contains(first) && called.contains(second));
  }

  private static void late(Stand stand) {
    UUID ended = stand.submit(new Program.Exits(2, ""));
    UUID runs = stand.submit(new Program.Waits());
    Observation end = stand.ended(ended);
    stand.up(runs);

    Stand.Ear ear = stand.listen();

    ear.hears(ended, Phase.ENDED);
    ear.hears(runs, Phase.RUNNING);
    assertThat(ear.of(ended).getLast()).isEqualTo(end);
  }

  private static void afterRestart(Stand stand) {
    UUID ended = stand.submit(new Program.Exits(2, ""));
    UUID forgotten = stand.submit(new Program.Exits(2, ""));
    UUID runs = stand.submit(new Program.Waits());
    stand.ended(ended);
    stand.ended(forgotten);
    stand.engine().forget(forgotten);
    stand.up(runs);
    stand.site().restart();

    Stand.Ear ear = stand.listen();

    ear.hears(ended, Phase.ENDED);
    ear.hears(runs, Phase.RUNNING);
    stand.site().goOn(runs);
    ear.hears(runs, Phase.ENDED);
    assertThat(ear.of(forgotten)).isEmpty();
  }

  private static void neverStarted(Stand stand) {
    stand.site().hold();
    UUID attempt = stand.submit(new Program.Exits(0, "ran"));
    stand.engine().stop(attempt, Cause.CANCELLED, Duration.ZERO);
    stand.site().release();

    Stand.Ear ear = stand.listen();

    ear.hears(attempt, Phase.ENDED);
    assertThat(ear.phases(attempt)).containsExactly(Phase.ENDED);
  }
}
