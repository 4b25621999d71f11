package dev.penstock.bench.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SimulateTest {
  private static final String FAULTS = "30,2";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void generateTheSamples() {
    for (String form : List.of("queueing", "packing", "swf")) {
      assertThat(run("generate", form, "--jobs", "200", "--nodes", "8", "--out", path("in")))
          .as(err.toString(StandardCharsets.UTF_8))
          .isZero();
    }
  }

  private int run(String... args) {
    return Simulate.run(print(out), print(err), args);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String[] command(String form, String... more) {
    List<String> words =
        new ArrayList<>(
            switch (form) {
              case "queueing" ->
                  List.of(
                      form,
                      "--jobs",
                      path("in/jobs.csv"),
                      "--partitions",
                      path("in/partitions.csv"));
              case "packing" ->
                  List.of(
                      form,
                      "--nodes",
                      path("in/nodes.csv"),
                      "--tasks",
                      path("in/tasks.csv"),
                      "--seeds",
                      "1-2",
                      "--tasks-per-hour",
                      "5");
              default -> List.of(form, path("in/trace.swf"), "--processors-per-node", "4");
            });
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private JsonNode figures(int variant, String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("--json", path("out.json")));
    assertThat(run(words.toArray(String[]::new))).as(err.toString(StandardCharsets.UTF_8)).isZero();
    JsonNode all = JsonMapper.shared().readTree(Files.readString(folder.resolve("out.json")));
    return all.get("variants").get(variant).get("figures");
  }

  private static String policy(String form) {
    return form.equals("packing") ? "fgd" : form.equals("swf") ? "easy" : "reclaim";
  }

  @Test
  void aVariantBesideOthersHasTheFiguresThatItHasAlone() throws IOException {
    for (String form : List.of("queueing", "packing", "swf")) {
      String[] together =
          command(
              form,
              "--policy",
              policy(form),
              "--what-if",
              "more: --more-nodes 2",
              "--what-if",
              "fragile: --faults " + FAULTS);
      JsonNode alone = figures(0, command(form, "--policy", policy(form)));
      JsonNode more = figures(0, command(form, "--policy", policy(form), "--more-nodes", "2"));
      JsonNode fragile = figures(0, command(form, "--policy", policy(form), "--faults", FAULTS));
      assertThat(alone).isNotEqualTo(more).isNotEqualTo(fragile);
      JsonNode beside = figures(0, together);
      alone.propertyNames().forEach(it -> assertThat(beside.get(it)).isEqualTo(alone.get(it)));
      JsonNode moreBeside = figures(1, together);
      more.propertyNames().forEach(it -> assertThat(moreBeside.get(it)).isEqualTo(more.get(it)));
      assertThat(figures(2, together)).isEqualTo(fragile);
      assertThat(fragile.get("nodesLost").asDouble()).isPositive();
    }
  }

  @Test
  void forecastsAreMadeForEachVariantAndChangeNoOtherFigure() throws IOException {
    String[] options = {"--policy", "best,sjf", "--what-if", "fragile: --faults " + FAULTS};
    for (int i = 0; i < 4; i++) {
      JsonNode without = figures(i, command("queueing", options));
      List<String> words = new ArrayList<>(List.of(command("queueing", "--forecast")));
      words.addAll(List.of(options));
      JsonNode with = figures(i, words.toArray(String[]::new));
      without.propertyNames().forEach(it -> assertThat(with.get(it)).isEqualTo(without.get(it)));
      assertThat(without.has("forecastJobs")).isFalse();
      JsonNode all = JsonMapper.shared().readTree(Files.readString(folder.resolve("out.json")));
      JsonNode forecast = all.get("variants").get(i).get("forecast");
      assertThat(forecast.get("jobs").asInt()).isPositive();
      assertThat(with.get("forecastJobs").asInt()).isEqualTo(forecast.get("jobs").asInt());
      assertThat(all.get("seeds").asString()).isEqualTo("1");
    }
  }

  @Test
  void theSameSeedGivesTheSameFaultsAndAnotherOneOthers() throws IOException {
    for (String form : List.of("queueing", "swf")) {
      JsonNode once = figures(0, command(form, "--faults", FAULTS, "--seed", "7"));
      assertThat(figures(0, command(form, "--faults", FAULTS, "--seed", "7"))).isEqualTo(once);
      assertThat(figures(0, command(form, "--faults", FAULTS, "--seed", "8"))).isNotEqualTo(once);
    }
  }

  @Test
  void writesChartsAndAPageThatAnyReaderCanOpenAndThatNeedNothingElse() throws Exception {
    for (String form : List.of("queueing", "packing", "swf")) {
      Path charts = folder.resolve(form);
      Path page = folder.resolve(form + ".html");
      String[] command =
          command(
              form,
              "--faults",
              FAULTS,
              "--what-if",
              "<b> & \"co\": --faults none",
              "--charts",
              charts.toString(),
              "--report",
              page.toString());
      assertThat(run(command)).as(err.toString(StandardCharsets.UTF_8)).isZero();
      try (Stream<Path> files = Files.list(charts)) {
        List<Path> all = files.toList();
        assertThat(all).hasSizeGreaterThanOrEqualTo(3);
        for (Path file : all) {
          Element root = parsed(file).getDocumentElement();
          assertThat(root.getTagName()).isEqualTo("svg");
          assertThat(root.getTextContent()).contains("<b> & \"co\"");
          assertThat(Files.readString(file)).doesNotContain("NaN").doesNotContain("Infinity");
        }
      }
      Document html = parsed(page);
      assertThat(html.getElementsByTagName("script").getLength()).isZero();
      assertThat(html.getElementsByTagName("svg").getLength()).isGreaterThanOrEqualTo(3);
      String text = Files.readString(page);
      assertThat(text).doesNotContain("src=").doesNotContain("href=").doesNotContain("url(");
      assertThat(text)
          .contains("prefers-color-scheme: dark")
          .contains("./penstock simulate " + form);
      assertThat(html.getElementsByTagName("td").getLength()).isGreaterThan(10);
    }
  }

  private static Document parsed(Path file) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return builder.parse(file.toFile());
  }

  @Test
  void generatesTheSameLoadForTheSameSeed() throws IOException {
    assertThat(run("generate", "queueing", "--jobs", "200", "--nodes", "8", "--out", path("b")))
        .isZero();
    String jobs = Files.readString(folder.resolve("in/jobs.csv"));
    assertThat(folder.resolve("b/jobs.csv")).hasContent(jobs);
    assertThat(jobs.lines()).hasSize(201);
    String[] other = {"generate", "queueing", "--jobs", "200", "--out", path("c"), "--seed", "2"};
    assertThat(run(other)).isZero();
    assertThat(Files.readString(folder.resolve("c/jobs.csv"))).isNotEqualTo(jobs);
  }

  @Test
  void namesTheOptionItsValueAndWhatToDo() {
    wrong("--faults, hours between failures: \"-3\" must be a number", "--faults", "-3,2");
    wrong("--faults: \"3\" must be two numbers of hours", "--faults", "3");
    wrong("--checkpoint: it needs --faults", "--checkpoint", "5");
    wrong("--quota: \"z=3\": there is no queue \"z\"; there are [", "--quota", "z=3");
    wrong("--quota: \"z\" must be a queue, = and its number", "--quota", "z");
    wrong("--nodes-scale: \"-1\" must be a number", "--nodes-scale", "-1");
    wrong("--more-nodes: \"x\" must be a whole number", "--more-nodes", "x");
    wrong("--what-if: \"none\" must be a label, a colon and options", "--what-if", "none");
    wrong("--what-if \"a: --moar 1\": --moar is unknown", "--what-if", "a: --moar 1");
    wrong("\"best\" is there twice", "--policy", "best,best");
    wrong("--policy: \"magic\" is unknown; known are [fifo", "--policy", "magic");
    wrong("--json is given 2 times", "--json", path("a"), "--json", path("b"));
    wrong("such as --json", "stray");
  }

  @Test
  void saysSoWhenNodesFailTooOftenForWorkToEnd() {
    wrong("best: --faults: after 100,000 failures", "--faults", "0.001,0.001");
  }

  @Test
  void refusesPlacesThatCantBeWrittenToBeforeItPlaysAndLeavesNothingHalfWritten()
      throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    wrong("--charts: \"" + file + "/x\" can't be made", "--charts", file + "/x");
    wrong("--json: \"" + path("no/x.json") + "\": there is no folder", "--json", path("no/x.json"));
    wrong("--charts: \"\" names nothing", "--charts", "");
    wrong("--report: \"" + folder + "\" is a folder; name a file", "--report", folder.toString());
    // a folder where a chart should go can't be replaced: neither the JSON nor the page appears
    Files.createDirectories(folder.resolve("charts/wait.svg/full"));
    String[] command =
        command(
            "queueing",
            "--charts",
            path("charts"),
            "--json",
            path("a.json"),
            "--report",
            path("a.html"));
    assertThat(run(command)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("can't all be written");
    assertThat(folder.resolve("a.json")).doesNotExist();
    assertThat(folder.resolve("a.html")).doesNotExist();
    assertThat(folder.resolve("charts")).isDirectoryContaining(it -> it.endsWith("wait.svg"));
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.map(it -> it.getFileName().toString())).noneMatch(it -> it.endsWith(".part"));
    }
  }

  @Test
  void exitsWith2WhenMisusedAndNamesWhatIsThere() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("magic")).isEqualTo(2);
    assertThat(run("generate", "magic")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("[generate, history, packing, queueing, swf]")
        .contains("\"magic\" is unknown");
  }

  private void wrong(String message, String... more) {
    err.reset();
    assertThat(run(command("queueing", more))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(message);
  }
}
