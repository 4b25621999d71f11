package dev.penstock.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tools that will read these files say of them. Skipped where a tool is missing. */
final class ToolsTest {
  @TempDir private Path folder;

  @Test
  void prometheusTakesTheRules() throws Exception {
    String promtool = tool("promtool");
    assertThat(run(promtool, "check", "rules", Deploy.RULES.toString())).contains("SUCCESS");
    Path tests = Deploy.RULES.resolveSibling("penstock.rules.test.yaml");
    assertThat(run(promtool, "test", "rules", tests.toString())).contains("SUCCESS");
  }

  @Test
  void prometheusTakesEveryQueryOfTheDashboards() throws Exception {
    String promtool = tool("promtool");
    String rules =
        Deploy.queries().stream()
            .map(Deploy.Query::expression)
            .distinct()
            .map(it -> "      - {record: a:query, expr: '%s'}".formatted(it.replace("'", "''")))
            .collect(Collectors.joining("\n", "groups:\n  - name: queries\n    rules:\n", "\n"));
    Path file = Files.writeString(folder.resolve("queries.yaml"), rules);
    assertThat(run(promtool, "check", "rules", "--lint=none", file.toString())).contains("SUCCESS");
  }

  @Test
  void systemdTakesTheUnits() throws Exception {
    String analyze = tool("systemd-analyze");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> units = List.of("penstock.service", "penstock-local.service");
    for (String unit : units) {
      String text =
          Deploy.text(Deploy.FOLDER.resolve("systemd").resolve(unit))
              .replace("/opt/penstock/jdk/bin/java", java.toString());
      Files.writeString(folder.resolve(unit), text);
    }
    for (String unit : units) {
      assertThat(run(analyze, "verify", folder.resolve(unit).toString()).lines())
          .as("complaints about our units")
          .noneMatch(it -> it.contains("penstock"));
    }
  }

  @Test
  void helmRendersTheChart() throws Exception {
    String helm = tool("helm");
    String chart = Deploy.FOLDER.resolve("helm/penstock").toString();
    assertThat(run(helm, "lint", "--strict", chart)).contains("0 chart(s) failed");
    assertThat(
            run(helm, "template", "centre", chart, "--set", "metrics.serviceMonitor.enabled=true"))
        .contains("kind: Deployment", "kind: PodDisruptionBudget", "kind: ServiceMonitor");
  }

  private static String tool(String name) {
    Optional<String> found =
        Stream.concat(
                Arrays.stream(System.getenv("PATH").split(":", -1)), Stream.of("/usr/local/bin"))
            .map(it -> Path.of(it, name))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst();
    return found.orElseGet(() -> abort(name + " is not on this machine"));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
