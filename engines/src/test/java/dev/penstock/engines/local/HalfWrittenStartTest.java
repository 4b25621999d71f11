package dev.penstock.engines.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The moment between the making of an attempt's {@code started} and its writing. */
final class HalfWrittenStartTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  @TempDir private Path folder;
  private final List<Observation> told = new ArrayList<>();
  private Supervisor supervisor;
  private Attempt attempt;

  @BeforeEach
  void anAcceptedAttempt() throws IOException {
    Path jobs = Files.createDirectory(folder.resolve("attempt"));
    attempt =
        new Attempt(
            UUID.randomUUID(),
            new AttemptFolder(jobs),
            OrderFacts.of(Orders.shell("true").order(), null));
    supervisor =
        new Supervisor(
            new Places(folder, folder, folder, folder, folder),
            "this-boot",
            new Cgroups.None(""),
            1 << 20,
            () -> NOW,
            told::add,
            _ -> {});
  }

  @Test
  void aStartIsToldWithTheTimeOfItsWriting() throws IOException {
    started("", NOW.minusMillis(8));
    assertThat(supervisor.refresh(attempt).phase()).isEqualTo(Phase.ACCEPTED);
    started("this-boot 42 (sh) S 1", NOW.minusMillis(5));
    assertThat(supervisor.refresh(attempt).phase()).isEqualTo(Phase.ACCEPTED);

    String line = Files.readString(Path.of("/proc/self/stat"));
    started("this-boot " + line, NOW.minusMillis(4));

    assertThat(supervisor.refresh(attempt).startedAt()).isEqualTo(NOW.minusMillis(4));
    assertThat(told).hasSize(1);
  }

  @Test
  void aStartThatNobodyEndsWritingIsToldAllTheSame() throws IOException {
    started("", NOW.minusSeconds(5));

    assertThat(supervisor.refresh(attempt).phase()).isEqualTo(Phase.RUNNING);
  }

  private void started(String text, Instant at) throws IOException {
    Path file = attempt.folder().path().resolve("started");
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(at));
  }
}
