package dev.penstock.engines.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import dev.penstock.engines.kubernetes.KubernetesSettings.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wrapper of a rank's program, run by this machine's own shell. */
final class RunScriptTest {
  @TempDir private Path folder;
  private Path script;
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void write() throws IOException {
    Map<String, String> files =
        GangFiles.of(Orders.of(2, 0, "").order(), Form.VOLCANO, Placement.PLACED);
    script =
        Files.writeString(folder.resolve("run.sh"), Objects.requireNonNull(files.get("run.sh")));
    Files.writeString(folder.resolve("ranks"), Objects.requireNonNull(files.get("ranks")));
    environment.putAll(
        Map.of(
            "PENSTOCK_GANG", folder.toString(),
            "PENSTOCK_WORK", folder.toString(),
            "PENSTOCK_LOG", folder.toString(),
            "PENSTOCK_LOG_LIMIT", "1000000",
            "PENSTOCK_END", folder.resolve("end").toString(),
            "PENSTOCK_OUTPUTS", "model",
            "PENSTOCK_GRACE", "1",
            "PENSTOCK_WALL_TIME", "0",
            "PENSTOCK_NODE", "node-1",
            "RANK", "0"));
  }

  private int run(String program) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("/bin/sh", script.toString(), "/bin/sh", "-c", program))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("container").toFile());
    builder.environment().putAll(environment);
    return builder.start().waitFor();
  }

  private String log(int rank) throws IOException {
    return Files.readString(folder.resolve("rank-" + rank + ".log"));
  }

  @RepeatedTest(20)
  void losesNothingOfAShortProgram() throws Exception {
    assertThat(run("echo all")).isZero();

    assertThat(log(0)).isEqualTo("all\n");
  }

  @Test
  void keepsWhatIsWrittenAndGivesTheExitCodeOn() throws Exception {
    int code = run("echo to-out; echo to-err >&2; ls -d $PENSTOCK_WORK/outputs/model; exit 7");

    assertThat(code).isEqualTo(7);
    assertThat(log(0)).contains("to-out\n", "to-err\n", "outputs/model");
    assertThat(folder.resolve("container")).hasContent(log(0));
    assertThat(folder.resolve("end")).doesNotExist();
  }

  @Test
  void findsItsRankByTheNode() throws Exception {
    environment.remove("RANK");
    environment.put("PENSTOCK_RANK_BY", "node");

    assertThat(run("echo rank $RANK")).isZero();
    assertThat(log(1)).isEqualTo("rank 1\n");
  }

  @Test
  void saysWhenItsNodeHasNoRank() throws Exception {
    environment.remove("RANK");
    environment.put("PENSTOCK_RANK_BY", "node");
    environment.put("PENSTOCK_NODE", "elsewhere");

    assertThat(run("echo ran")).isEqualTo(125);
    assertThat(folder.resolve("end")).content().startsWith("START_FAILED").contains("elsewhere");
  }

  @Test
  void findsItsRankByTheNumberOfTheCluster() throws Exception {
    environment.remove("RANK");
    environment.put("PENSTOCK_RANK_BY", "index");
    environment.put("JOB_COMPLETION_INDEX", "5");

    assertThat(run("echo rank $RANK")).isZero();
    assertThat(log(5)).isEqualTo("rank 5\n");
  }

  @Test
  void endsTheProgramWhenItsWallTimeIsOver() throws Exception {
    environment.put("PENSTOCK_WALL_TIME", "1");

    int code = run("trap 'echo saved; exit 9' TERM; while :; do sleep 0.1; done");

    assertThat(code).isEqualTo(9);
    assertThat(log(0)).isEqualTo("saved\n");
    assertThat(folder.resolve("end")).hasContent("WALL_TIME");
  }

  @Test
  void killsWhatDoesNotHeedTheSignal() throws Exception {
    environment.put("PENSTOCK_WALL_TIME", "1");

    assertThat(run("trap '' TERM; while :; do sleep 0.1; done")).isEqualTo(137);
  }

  @Test
  void endsWhatFloodsItsLog() throws Exception {
    environment.put("PENSTOCK_LOG_LIMIT", "10000");

    assertThat(run("exec yes")).isEqualTo(143);
    assertThat(folder.resolve("end")).hasContent("LOG_LIMIT");
  }
}
