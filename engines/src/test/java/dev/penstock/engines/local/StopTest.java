package dev.penstock.engines.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Limits;
import dev.penstock.engines.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How jobs are ended: by wish and by limit. */
final class StopTest {
  @TempDir private Path folder;
  private Machine machine;

  @BeforeEach
  void open() {
    machine = Machine.on(folder);
  }

  @AfterEach
  void close() throws IOException {
    machine.close();
  }

  @Test
  void cancelsTheWholeTree() throws IOException {
    UUID attempt =
        machine.submit(
            Orders.shell(
                "(setsid sleep 1000 &) ; (trap '' TERM; sleep 1001) & echo up; sleep 1002"));
    machine.says(attempt, "up");

    machine.engine().stop(attempt, Cause.CANCELLED, Duration.ofMillis(300));
    Observation end = machine.ended(attempt);

    assertThat(end.cause()).isEqualTo(Cause.CANCELLED);
    assertThat(machine.cgroups().processes(attempt.toString())).isEmpty();
    assertThat(
            ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.matches(".*sleep 100[012]")))
        .isEmpty();
  }

  @Test
  void givesAJobThatTrapsTheSignalItsGrace() {
    UUID attempt =
        machine.submit(
            Orders.shell(
                "trap 'echo saving; sleep 0.3; echo saved; exit 3' TERM; echo up; while :; do sleep 0.05; done"));
    machine.says(attempt, "up");

    machine.engine().stop(attempt, Cause.DRAIN, Duration.ofSeconds(20));
    machine.engine().stop(attempt, Cause.CANCELLED, Duration.ZERO);
    Observation end = machine.ended(attempt);

    assertThat(end.cause()).as("the first stop counts").isEqualTo(Cause.DRAIN);
    assertThat(end.exitCode()).isEqualTo(3);
    assertThat(machine.log(attempt)).endsWith("saving\nsaved\n");
  }

  @Test
  void neverStartsWhatWasStoppedBefore() {
    machine.engine().close();
    UUID attempt = machine.submit(Orders.shell("echo ran"));
    machine.engine().stop(attempt, Cause.FUNDS, Duration.ofSeconds(5));
    machine.reopened();

    Observation end = machine.ended(attempt);

    assertThat(end.cause()).isEqualTo(Cause.FUNDS);
    assertThat(end.startedAt()).isNull();
    assertThat(end.endedAt()).isNotNull();
    assertThat(machine.log(attempt)).isEmpty();
  }

  @Test
  void endsAJobWhenItsWallTimeIsOver() {
    Observation end = machine.run(Orders.command("sleep", "1000").wallTime(Duration.ofMillis(400)));

    assertThat(end.cause()).isEqualTo(Cause.WALL_TIME);
    assertThat(end.exitCode()).isEqualTo(143);
    assertThat(Duration.between(end.startedAt(), end.endedAt()))
        .isBetween(Duration.ofMillis(400), Duration.ofSeconds(10));
  }

  @Test
  void endsAJobThatTakesTooMuchMemory() {
    Limits small = new Limits(1000, 64L << 20, 64);
    Observation end =
        machine.run(
            Orders.python("import time; x = b'x' * (200 << 20); time.sleep(1000)").limits(small));

    assertThat(end.cause()).isEqualTo(Cause.MEMORY_LIMIT);
    assertThat(end.detail()).contains("64 MiB");
  }

  @Test
  void endsAJobWhoseChildTookTooMuchMemoryThoughItGoesOn() {
    Limits small = new Limits(1000, 64L << 20, 64);
    Observation end =
        machine.run(
            Orders.shell("python3 -c \"x = b'x' * (200 << 20)\"; sleep 1000").limits(small));

    assertThat(end.cause()).isEqualTo(Cause.MEMORY_LIMIT);
  }

  @Test
  void endsAForkBomb() throws IOException {
    Orders bomb = Orders.shell("f() { f & f & wait; }; f");
    Observation end = machine.run(bomb);

    assertThat(end.cause()).isEqualTo(Cause.PROCESS_LIMIT);
    assertThat(end.detail()).contains("64 processes");
    assertThat(machine.cgroups().processes(bomb.order().attempt().toString())).isEmpty();
  }

  @Test
  void endsAJobThatFloodsItsLog() throws IOException {
    machine.close();
    machine = Machine.with(Machine.settings(folder).withLogLimit(1 << 20));

    Observation end = machine.run(Orders.command("yes"));

    assertThat(end.cause()).isEqualTo(Cause.LOG_LIMIT);
    assertThat(end.detail()).contains("1 MiB");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void endsAJobWhenStoppedAtAnyMomentOfItsStart(long seed) throws IOException {
    var random = new Random(seed);
    List<UUID> attempts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      UUID attempt = machine.submit(Orders.command("sleep", "1000"));
      attempts.add(attempt);
      LockSupport.parkNanos(random.nextLong(12_000_000));
      machine.engine().stop(attempt, Cause.CANCELLED, Duration.ofSeconds(20));
    }

    for (UUID attempt : attempts) {
      Observation end = machine.ended(attempt);
      assertThat(end.cause()).as(end.toString()).isEqualTo(Cause.CANCELLED);
      assertThat(end.endedAt()).isBefore(Instant.now());
      assertThat(machine.cgroups().processes(attempt.toString())).isEmpty();
    }
  }
}
