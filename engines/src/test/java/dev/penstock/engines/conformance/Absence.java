package dev.penstock.engines.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Engines that go away and come back, and what they find then. */
final class Absence {
  private static final Duration MINUTES = Duration.ofMinutes(15);

  private Absence() {}

  static List<Behaviour> all() {
    return List.of(
        Behaviour.of("A restart adopts what runs", Absence::adopts, Ability.RUN, Ability.RESTART),
        Behaviour.of(
            "What ended while no engine was there keeps its true end",
            Absence::endedAlone,
            Ability.RUN,
            Ability.RESTART),
        Behaviour.of(
            "What was accepted and not started is started by the next engine",
            Absence::startsHeld,
            Ability.RUN,
            Ability.HOLD,
            Ability.RESTART),
        Behaviour.of(
            "While it is away for minutes, each question fails as the platform's fault",
            Absence::throwsWhileAway,
            Ability.RUN,
            Ability.AWAY,
            Ability.MINUTES),
        Behaviour.of(
            "While it is away for minutes, nobody is told that anything ended",
            Absence::tellsNothing,
            Ability.RUN,
            Ability.AWAY,
            Ability.MINUTES),
        Behaviour.of(
            "When it is back, what runs goes on and what ended has its true end",
            Absence::recovers,
            Ability.RUN,
            Ability.AWAY,
            Ability.MINUTES),
        Behaviour.of(
            "An order that failed because it was away may be sent again, and runs once",
            Absence::sentAgain,
            Ability.RUN,
            Ability.AWAY),
        Behaviour.of(
            "An engine that starts while all is away answers when it is back",
            Absence::startsAway,
            Ability.RUN,
            Ability.AWAY,
            Ability.RESTART));
  }

  private static void adopts(Stand stand) {
    UUID attempt = stand.submit(new Program.Waits(8, "adopted"));
    Observation running = stand.up(attempt);

    stand.site().restart();

    assertThat(stand.engine().list()).containsExactly(running);
    stand.site().goOn(attempt);
    Observation end = stand.ended(attempt);
    assertThat(end.exitCode()).isEqualTo(8);
    assertThat(end.startedAt()).isEqualTo(running.startedAt());
    assertThat(stand.log(attempt)).isEqualTo("up\nadopted");
  }

  private static void endedAlone(Stand stand) {
    UUID attempt = stand.submit(new Program.Waits(4, ""));
    stand.up(attempt);
    stand.site().stop();
    stand.site().goOn(attempt);
    Instant latest = stand.site().now().plusSeconds(3);
    Await.until("time to pass", () -> stand.site().now().isAfter(latest));
    stand.site().start();

    Observation end = stand.ended(attempt);

    assertThat(end.exitCode()).isEqualTo(4);
    assertThat(end.endedAt()).isBetween(end.startedAt(), latest);
  }

  private static void startsHeld(Stand stand) {
    stand.site().hold();
    UUID attempt = stand.submit(new Program.Exits(0, "ran"));
    assertThat(stand.observe(attempt).phase()).isEqualTo(Phase.ACCEPTED);

    stand.site().release();
    stand.site().restart();

    assertThat(stand.ended(attempt).cause()).isEqualTo(Cause.COMPLETED);
    assertThat(stand.log(attempt)).isEqualTo("ran");
  }

  private static void throwsWhileAway(Stand stand) {
    UUID attempt = stand.submit(new Program.Waits());
    Observation running = stand.up(attempt);
    StartOrder next = stand.site().order(new Program.Exits(0, ""));
    stand.site().takeAway();
    stand.site().pass(MINUTES);

    Stand.refused(Blame.PLATFORM, () -> stand.engine().submit(next));
    Stand.refused(Blame.PLATFORM, () -> stand.engine().observe(attempt));
    Stand.refused(Blame.PLATFORM, () -> stand.engine().observe(UUID.randomUUID()));
    Stand.refused(Blame.PLATFORM, () -> stand.engine().list());
    Stand.refused(
        Blame.PLATFORM, () -> stand.engine().stop(attempt, Cause.CANCELLED, Duration.ZERO));
    Stand.refused(Blame.PLATFORM, () -> stand.engine().readLog(attempt, 0, 9));
    Stand.refused(Blame.PLATFORM, () -> stand.engine().forget(attempt));
    Stand.refused(Blame.PLATFORM, () -> stand.engine().nodes());

    stand.site().bringBack();
    Await.until("an answer", () -> stand.listed().contains(attempt));
    assertThat(stand.observe(attempt)).as("no wish that failed was done").isEqualTo(running);
  }

  private static void tellsNothing(Stand stand) {
    UUID attempt = stand.submit(new Program.Waits());
    stand.up(attempt);
    Stand.Ear ear = stand.listen();
    ear.hears(attempt, Phase.RUNNING);

    stand.site().takeAway();
    stand.site().pass(MINUTES);
    stand.site().bringBack();

    stand.site().goOn(attempt);
    ear.hears(attempt, Phase.ENDED);
    assertThat(ear.phases(attempt)).containsExactly(Phase.RUNNING, Phase.ENDED);
    assertThat(ear.of(attempt).getLast().cause()).isEqualTo(Cause.COMPLETED);
  }

  private static void recovers(Stand stand) {
    UUID runs = stand.submit(new Program.Waits());
    UUID ends = stand.submit(new Program.Waits(11, "alone"));
    Observation running = stand.up(runs);
    stand.up(ends);
    stand.site().takeAway();
    stand.site().goOn(ends);
    Instant latest = stand.site().now().plusSeconds(3);
    stand.site().pass(MINUTES);

    stand.site().bringBack();

    Observation end = stand.ended(ends);
    assertThat(end.exitCode()).isEqualTo(11);
    assertThat(end.endedAt()).isBetween(end.startedAt(), latest);
    assertThat(stand.log(ends)).isEqualTo("up\nalone");
    assertThat(stand.observe(runs)).isEqualTo(running);
  }

  private static void sentAgain(Stand stand) {
    StartOrder order = stand.site().order(new Program.Exits(0, "once"));
    stand.site().takeAway();
    Stand.refused(Blame.PLATFORM, () -> stand.engine().submit(order));
    Stand.refused(Blame.PLATFORM, () -> stand.engine().submit(order));
    stand.site().bringBack();

    stand.submit(order);
    stand.submit(order);

    assertThat(stand.ended(order.attempt()).cause()).isEqualTo(Cause.COMPLETED);
    assertThat(stand.listed()).containsExactly(order.attempt());
    assertThat(stand.log(order.attempt())).isEqualTo("once");
  }

  private static void startsAway(Stand stand) {
    UUID attempt = stand.submit(new Program.Waits());
    Observation running = stand.up(attempt);
    stand.site().stop();
    stand.site().takeAway();
    stand.site().start();
    Stand.Ear ear = stand.listen();
    Stand.refused(Blame.PLATFORM, () -> stand.engine().observe(attempt));

    stand.site().bringBack();

    ear.hears(attempt, Phase.RUNNING);
    assertThat(stand.observe(attempt)).isEqualTo(running);
  }
}
