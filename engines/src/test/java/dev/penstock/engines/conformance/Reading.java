package dev.penstock.engines.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.LogSlice;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Logs, and the forgetting of what was read. */
final class Reading {
  private Reading() {}

  static List<Behaviour> all() {
    return List.of(
        Behaviour.of("The log of a running attempt can be read", Reading::running, Ability.RUN),
        Behaviour.of(
            "The log of an ended attempt says when nothing follows", Reading::ended, Ability.RUN),
        Behaviour.of("A log is read from any offset in bytes", Reading::offsets, Ability.RUN),
        Behaviour.of(
            "A log holds standard output and error, as written", Reading::both, Ability.SCRIPT),
        Behaviour.of(
            "A log is the same after a restart", Reading::restart, Ability.RUN, Ability.RESTART),
        Behaviour.of("The log of an unknown attempt is refused", Reading::unknown, Ability.ANSWER),
        Behaviour.of(
            "Forgetting removes all of an ended attempt, and may be repeated",
            Reading::forgets,
            Ability.RUN),
        Behaviour.of("What runs is not forgotten", Reading::refusesToForget, Ability.RUN),
        Behaviour.of(
            "What is forgotten stays so after a restart",
            Reading::staysForgotten,
            Ability.RUN,
            Ability.RESTART));
  }

  private static void running(Stand stand) {
    UUID attempt = stand.submit(new Program.Waits(0, "more"));
    stand.up(attempt);

    LogSlice slice = stand.engine().readLog(attempt, 0, 100);

    assertThat(text(slice)).isEqualTo("up\n");
    assertThat(slice.nextOffset()).isEqualTo(3);
    assertThat(slice.ended()).isFalse();
    stand.site().goOn(attempt);
    stand.ended(attempt);
    LogSlice rest = stand.engine().readLog(attempt, slice.nextOffset(), 100);
    assertThat(text(rest)).isEqualTo("more");
    assertThat(rest.ended()).isTrue();
  }

  private static void ended(Stand stand) {
    UUID attempt = stand.submit(new Program.Exits(3, "abcdef"));
    stand.ended(attempt);

    LogSlice part = stand.engine().readLog(attempt, 0, 4);
    LogSlice rest = stand.engine().readLog(attempt, part.nextOffset(), 4);

    assertThat(text(part)).isEqualTo("abcd");
    assertThat(part.ended()).as("something follows").isFalse();
    assertThat(text(rest)).isEqualTo("ef");
    assertThat(rest.ended()).isTrue();
    LogSlice beyond = stand.engine().readLog(attempt, rest.nextOffset(), 4);
    assertThat(beyond.bytes()).isEmpty();
    assertThat(beyond.ended()).isTrue();
  }

  private static void offsets(Stand stand) {
    UUID attempt = stand.submit(new Program.Exits(0, "算力abc"));
    stand.ended(attempt);

    LogSlice within = stand.engine().readLog(attempt, 1, 2);
    LogSlice letters = stand.engine().readLog(attempt, 6, 100);
    LogSlice beyond = stand.engine().readLog(attempt, 1000, 3);

    assertThat(within.bytes())
        .containsExactly(
            "算".getBytes(StandardCharsets.UTF_8)[1], "算".getBytes(StandardCharsets.UTF_8)[2]);
    assertThat(within.nextOffset()).isEqualTo(3);
    assertThat(text(letters)).isEqualTo("abc");
    assertThat(beyond.bytes()).isEmpty();
  }

  private static void both(Stand stand) {
    assertThat(stand.output("echo a; echo b >&2; echo c")).isEqualTo("a\nb\nc\n");
  }

  private static void restart(Stand stand) {
    UUID ended = stand.submit(new Program.Exits(0, "said"));
    UUID runs = stand.submit(new Program.Waits(0, "later"));
    stand.ended(ended);
    stand.up(runs);

    stand.site().restart();

    assertThat(stand.log(ended)).isEqualTo("said");
    assertThat(stand.log(runs)).isEqualTo("up\n");
    stand.site().goOn(runs);
    stand.ended(runs);
    assertThat(stand.log(runs)).isEqualTo("up\nlater");
  }

  private static void unknown(Stand stand) {
    UUID attempt = UUID.randomUUID();

    Stand.refused(Blame.PLATFORM, () -> stand.engine().readLog(attempt, 0, 1), attempt.toString());
  }

  private static void forgets(Stand stand) {
    UUID attempt = stand.submit(new Program.Exits(0, "secret"));
    UUID other = stand.submit(new Program.Exits(0, "kept"));
    stand.ended(attempt);
    stand.ended(other);

    stand.engine().forget(attempt);
    stand.engine().forget(attempt);
    stand.engine().forget(UUID.randomUUID());

    assertThat(stand.observe(attempt)).isEqualTo(Observation.unknown(attempt));
    assertThat(stand.listed()).containsExactly(other);
    assertThat(stand.engine().folder(attempt)).doesNotExist();
    Stand.refused(Blame.PLATFORM, () -> stand.engine().readLog(attempt, 0, 9));
    assertThat(stand.log(other)).isEqualTo("kept");
  }

  private static void refusesToForget(Stand stand) {
    UUID attempt = stand.submit(new Program.Waits());
    Observation running = stand.up(attempt);

    Stand.refused(Blame.PLATFORM, () -> stand.engine().forget(attempt), attempt.toString());

    assertThat(stand.observe(attempt)).isEqualTo(running);
    stand.engine().stop(attempt, Cause.CANCELLED, Duration.ZERO);
    assertThat(stand.ended(attempt).cause()).isEqualTo(Cause.CANCELLED);
  }

  private static void staysForgotten(Stand stand) {
    UUID attempt = stand.submit(new Program.Exits(0, ""));
    stand.ended(attempt);
    stand.engine().forget(attempt);

    stand.site().restart();

    assertThat(stand.observe(attempt).phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(stand.engine().list()).isEmpty();
  }

  private static String text(LogSlice slice) {
    return new String(slice.bytes(), StandardCharsets.UTF_8);
  }
}
