package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.queues.Terms;
import dev.penstock.queues.Topology;
import dev.penstock.shared.Problem;
import dev.penstock.shared.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

class JobSpecsTest {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final String LEAST =
      """
      name: digits
      runtime: pytorch-cpu
      flavour: cpu.small
      command: [python3, train.py]
      """;

  @Test
  void fillsInWhatIsLeftOut() {
    JobSpec spec = check(LEAST);
    assertThat(spec.kind()).isEqualTo(JobKind.BATCH);
    assertThat(spec.project()).isEqualTo("default");
    assertThat(spec.nodes()).isEqualTo(1);
    assertThat(spec.wallTime()).isEqualTo(new WallTime(Duration.ofHours(1)));
    assertThat(spec.retries()).isZero();
    assertThat(spec.priority()).isEqualTo(Priority.NORMAL);
    assertThat(spec.inputs()).isEmpty();
  }

  @Test
  void runsALineByTheShell() {
    assertThat(check(LEAST.replace("[python3, train.py]", "echo hello")).command().words())
        .isEqualTo(List.of("/bin/sh", "-c", "echo hello"));
  }

  @Test
  void givesAServiceNoWallTime() {
    assertThat(check(LEAST + "kind: service").wallTime()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"90s,PT1M30S", "30m,PT30M", "2h,PT2H", "1d,PT24H", "PT5M,PT5M"})
  void readsWallTimesAsPeopleWriteThem(String written, Duration meant) {
    assertThat(check(LEAST + "wallTime: " + written).wallTime()).isEqualTo(new WallTime(meant));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: Digits                     | name",
        "name: my_digits                  | name",
        "nodes: 0                         | nodes",
        "nodes: 10001                     | nodes",
        "retries: 11                      | retries",
        "inputs: [{name: data}]           | inputs[0]",
        "inputs: [{name: a, dataset: x, model: y}] | inputs[0]",
        "inputs: [{name: A, dataset: x}]  | inputs[0].name",
        "outputs: [{name: a}, {name: a}]  | outputs[1].name",
        "outputs: [{name: a, model: X}]   | outputs[0].model",
        "environment: {1A: x}             | environment",
        "environment: {PENSTOCK_JOB: x}   | environment",
        "leastNodes: 2                    | leastNodes",
        "array: {tasks: 0}                | array.tasks",
        "array: {tasks: 3, atOnce: 4}     | array.atOnce",
        "after: [{job: ''}]               | after[0].job",
        "cheapest: true                   | cheapest",
        "priceCeiling: -1                 | priceCeiling",
        "nodeSelector: {a b: c}           | nodeSelector",
        "nodeSelector: {a: b c}           | nodeSelector.a",
        "apart: A                         | apart",
      })
  void namesTheFieldThatIsWrong(String line, String field) {
    String name = line.substring(0, line.indexOf(':'));
    String others =
        LEAST.lines().filter(it -> !it.startsWith(name + ":")).reduce("", (a, b) -> a + b + "\n");
    assertThatThrownBy(() -> check(others + line))
        .isInstanceOf(ProblemException.class)
        .extracting(
            e -> ((ProblemException) e).problem(), InstanceOfAssertFactories.type(Problem.class))
        .satisfies(
            problem -> {
              assertThat(problem.field()).isEqualTo(field);
              assertThat(problem.hint()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource({"runtime", "flavour", "command", "name"})
  void needsWhatHasNoDefault(String field) {
    String without =
        LEAST.lines().filter(it -> !it.startsWith(field + ":")).reduce("", (a, b) -> a + b + "\n");
    assertThatThrownBy(() -> check(without))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(field);
  }

  @ParameterizedTest
  @CsvSource({"0s", "31d", "soon", "-PT5M"})
  void refusesWallTimesThatCanNotBe(String written) {
    assertThatThrownBy(() -> WallTime.read(written))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(written);
  }

  @Test
  void saysNothingOfTimeAndPlaceUnlessAsked() {
    assertThat(JobTerms.of(check(LEAST))).isEqualTo(Terms.NONE);
  }

  @Test
  void tellsTheQueueWhatWasSaidOfTimeAndPlace() {
    JobSpec spec =
        check(
            LEAST
                + """
                nodes: 4
                leastNodes: 2
                array: {tasks: 9}
                earliestStart: 2026-12-01T22:00:00+08:00
                deadline: 2026-12-02T08:00:00+08:00
                cheapest: true
                priceCeiling: 12.50
                preemptible: true
                topology: same-super-node
                nodeSelector: {zone: a}
                apart: us
                """);
    assertThat(JobTerms.of(spec))
        .isEqualTo(
            new Terms(
                Instant.parse("2026-12-01T14:00:00Z"),
                Instant.parse("2026-12-02T00:00:00Z"),
                true,
                12_500_000L,
                true,
                Topology.SAME_SUPER_NODE,
                Map.of("zone", "a"),
                "us"));
    assertThat(spec.array()).isEqualTo(new JobSpec.Array(9, 9));
  }

  @ParameterizedTest
  @CsvSource({
    // now is 10:00, and it may run for an hour
    ",2026-12-01T11:00:00Z,",
    ",2026-12-01T10:59:59Z,deadline",
    "2026-12-01T09:00:00Z,2026-12-01T11:00:00Z,",
    "2026-12-01T10:00:01Z,2026-12-01T11:00:00Z,deadline",
    "2027-12-02T10:00:00Z,,",
    "2027-12-02T10:00:01Z,,earliestStart",
    ",2027-12-02T10:00:01Z,deadline",
  })
  void leavesRoomForTheWallTime(
      @Nullable String start, @Nullable String end, @Nullable String bad) {
    JobSpec spec =
        check(
            LEAST
                + (start == null ? "" : "earliestStart: " + start + "\n")
                + (end == null ? "" : "deadline: " + end + "\n"));
    ThrowingCallable times = () -> JobTerms.times(spec, Instant.parse("2026-12-01T10:00:00Z"));
    if (bad == null) {
      assertThatCode(times).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(times)
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().field()).isEqualTo(bad));
    }
  }

  private static JobSpec check(String yaml) {
    return JobSpecs.check(YAML.readValue(yaml, JobSpec.class));
  }
}
