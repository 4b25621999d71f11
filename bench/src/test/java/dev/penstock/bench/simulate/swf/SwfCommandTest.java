package dev.penstock.bench.simulate.swf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.variant.Faults;
import dev.penstock.dispatch.backfill.Policy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwfCommandTest {
  private static final String TRACE =
      """
      ; MaxProcs: 10
      1   0 -1 100 6 -1 -1  6 100 -1 1 1 1 -1 -1 -1 -1 -1
      2   1 -1 100 8 -1 -1  8 100 -1 1 1 1 -1 -1 -1 -1 -1
      3   2 -1  50 4 -1 -1  4  98 -1 1 2 1 -1 -1 -1 -1 -1
      4   3 -1   1 4 -1 -1  4 200 -1 1 2 1 -1 -1 -1 -1 -1
      """;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String run(String... args) throws Misused, IOException {
    SwfCommand command = new SwfCommand();
    out.reset();
    command.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        Arguments.of(List.of(args), command.switches()));
    return out.toString(StandardCharsets.UTF_8);
  }

  private Path trace() throws IOException {
    return Files.writeString(folder.resolve("small.swf"), TRACE);
  }

  @Test
  void backfillsOnlyWhatDoesNotDelayTheFirstWaitingJob() throws IOException {
    SwfTrace trace = SwfReader.read(trace());
    Metrics easy = SwfCommand.replay(trace, 10, "easy", null);
    // Job 3 ends by the first waiting job's start at 100 and goes first; job 4 would delay it.
    assertThat(easy.meanWaitSeconds()).isEqualTo((0 + 99 + 0 + 197) / 4.0);
    assertThat(easy.maxSlowdown()).isEqualTo(19.8);
    assertThat(easy.meanSlowdown()).isCloseTo((1 + 1.99 + 1 + 19.8) / 4, within(1e-9));
    assertThat(easy.utilisation()).isEqualTo((600 + 800 + 200 + 4) / (10 * 201.0));
    // free while jobs wait: 4 from 1 to 2, none to 52, 4 to 100, 2 to 200
    assertThat(easy.idleWhileWaiting()).isEqualTo((4 + 4 * 48 + 2 * 100) / (10 * 201.0));
    Metrics fcfs = SwfCommand.replay(trace, 10, "fcfs", null);
    assertThat(fcfs.meanWaitSeconds()).isEqualTo((0 + 99 + 198 + 197) / 4.0);
  }

  @Test
  void measuresFairnessByTheUsersSlowdowns() throws IOException {
    Metrics easy = SwfCommand.replay(SwfReader.read(trace()), 10, "easy", null);
    double first = (1 + 1.99) / 2;
    double second = (1 + 19.8) / 2;
    assertThat(easy.jain())
        .isCloseTo(
            Math.pow(first + second, 2) / (2 * (first * first + second * second)), within(1e-9));
  }

  @Test
  void showsPoliciesSideBySideAndWritesThemAsJson() throws Exception {
    Path json = folder.resolve("out.json");
    String text = run("" + trace(), "--policy", "fcfs", "--policy", "easy", "--json", "" + json);
    assertThat(text.lines().skip(1).findFirst().orElseThrow()).matches("\\s+fcfs\\s+easy");
    assertThat(Files.readString(json)).contains("\"meanSlowdown\"").contains("\"easy\"");
  }

  @Test
  void shakesTheSameWayForTheSameSeed() throws Exception {
    List<SwfJob> jobs = SwfReader.read(trace()).jobs();
    assertThat(Jitter.of(jobs, 1)).isEqualTo(Jitter.of(jobs, 1)).isNotEqualTo(Jitter.of(jobs, 2));
    String text = run("" + trace(), "--policy", "best", "--jitter", "--seeds", "3-4");
    assertThat(text.lines().filter(it -> it.startsWith("best"))).hasSize(2);
  }

  @Test
  void underFaultsJobsGoBackToTheirCheckpointsAndEndAllTheSame() throws IOException {
    Machine machine = new Machine(10, 4, new Faults(0.05, 0.005, 30), 7);
    Policy easy = Objects.requireNonNull(Policy.named().get("easy"));
    List<SwfJob> jobs = SwfReader.read(trace()).jobs();
    Replay.Outcome outcome = Replay.of(machine, jobs, easy);
    assertThat(outcome.ran()).hasSize(4);
    assertThat(outcome.nodesLost()).isPositive();
    Metrics metrics = Metrics.of(outcome);
    assertThat(metrics.interruptions()).isPositive();
    assertThat(outcome.lostSeconds()).isLessThan(metrics.interruptions() * 30 * 8.0);
    assertThat(Replay.of(machine, jobs, easy).ran()).isEqualTo(outcome.ran());
  }

  @Test
  void saysWhatIsWrongWithTheArguments() throws IOException {
    String file = trace().toString();
    wrong("a file is missing");
    wrong("--policy: \"magic\" is unknown; known are [fcfs, easy", file, "--policy", "magic");
    wrong("--seeds: it needs --jitter", file, "--seeds", "1-5");
    wrong("--seeds: \"5-1\" must be a seed", file, "--jitter", "--seeds", "5-1");
    wrong("at least 8, which the widest job", file, "--processors", "7");
    wrong("at least 8, which the widest job", file, "--more-nodes", "-3");
    wrong("has no queues", file, "--quota", "a=1");
    wrong("there is no file", folder.resolve("none.swf").toString());
    wrong("\"b\" is not an option", file, "b");
  }

  private void wrong(String message, String... args) {
    assertThatThrownBy(() -> run(args)).isInstanceOf(Misused.class).hasMessageContaining(message);
  }
}
