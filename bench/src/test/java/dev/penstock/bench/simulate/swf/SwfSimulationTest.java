package dev.penstock.bench.simulate.swf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwfSimulationTest {
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
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return SwfSimulation.run(print(out), print(err), args);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private Path trace() throws IOException {
    return Files.writeString(folder.resolve("small.swf"), TRACE);
  }

  @Test
  void backfillsOnlyWhatDoesNotDelayTheFirstWaitingJob() throws IOException {
    SwfTrace trace = SwfReader.read(trace());
    Metrics easy = SwfSimulation.replay(trace, 10, "easy", null).metrics();
    // Job 3 ends by the first waiting job's start at 100 and goes first; job 4 would delay it.
    assertThat(easy.meanWaitSeconds()).isEqualTo((0 + 99 + 0 + 197) / 4.0);
    assertThat(easy.maxSlowdown()).isEqualTo(19.8);
    assertThat(easy.meanSlowdown()).isCloseTo((1 + 1.99 + 1 + 19.8) / 4, within(1e-9));
    assertThat(easy.utilisation()).isEqualTo((600 + 800 + 200 + 4) / (10 * 201.0));
    Metrics fcfs = SwfSimulation.replay(trace, 10, "fcfs", null).metrics();
    assertThat(fcfs.meanWaitSeconds()).isEqualTo((0 + 99 + 198 + 197) / 4.0);
  }

  @Test
  void showsPoliciesSideBySideAndWritesThemAsJson() throws IOException {
    Path json = folder.resolve("out.json");
    int code = run(trace().toString(), "--policy", "fcfs", "--policy", "easy", "--json", "" + json);
    assertThat(code).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("fcfs").contains("easy");
    assertThat(Files.readString(json)).contains("\"meanSlowdown\"").contains("\"easy\"");
  }

  @Test
  void shakesTheSameWayForTheSameSeed() throws IOException {
    List<SwfJob> jobs = SwfReader.read(trace()).jobs();
    assertThat(Jitter.of(jobs, 1)).isEqualTo(Jitter.of(jobs, 1)).isNotEqualTo(Jitter.of(jobs, 2));
    assertThat(run(trace().toString(), "--policy", "best", "--jitter", "--seeds", "3-4")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(it -> it.startsWith("best")))
        .hasSize(2);
  }

  @Test
  void saysWhatIsWrongWithTheArguments() throws IOException {
    assertThat(run()).isEqualTo(2);
    assertThat(run(trace().toString(), "--policy", "magic")).isEqualTo(2);
    assertThat(run(trace().toString(), "--seeds", "1-5")).isEqualTo(2);
    assertThat(run(trace().toString(), "--jitter", "--seeds", "5-1")).isEqualTo(2);
    assertThat(run(trace().toString(), "--processors", "7")).isEqualTo(2);
    assertThat(run(folder.resolve("none.swf").toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("FILE is \"\"")
        .contains("--policy is \"magic\"; choose one of [fcfs, easy")
        .contains("--seeds is \"given\"; it needs --jitter")
        .contains("--seeds is \"5-1\"")
        .contains("the widest job of the trace needs 8")
        .contains("there is no file");
  }
}
