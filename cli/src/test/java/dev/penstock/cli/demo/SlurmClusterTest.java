package dev.penstock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlurmClusterTest {
  private static final String RESOURCES =
      "billing=32,cpu=32,gres/gpu:ascend910=16,gres/gpu=16,mem=8G,node=2";

  private final StringBuilder sacct = new StringBuilder();
  private final SlurmCluster cluster = new SlurmCluster(this::answer);

  @Test
  void accounts_seconds_for_each_accelerator_and_each_core() {
    record("penstock:i:a1", "COMPLETED|1000|1010|npu[1-2]", RESOURCES);
    record("penstock:i:b1", "COMPLETED|1000|2000|npu3", RESOURCES);

    assertThat(cluster.accounted("a1"))
        .hasValueSatisfying(
            it -> {
              assertThat(it.start()).isEqualTo(Instant.ofEpochSecond(1000));
              assertThat(it.end()).isEqualTo(Instant.ofEpochSecond(1010));
              assertThat(it.nodes()).containsExactly("npu1", "npu2");
              assertThat(it.cardSeconds()).isEqualByComparingTo("160");
              assertThat(it.coreSeconds()).isEqualByComparingTo("320");
            });
  }

  @Test
  void counts_the_runs_before_a_requeue_too() {
    record("penstock:i:a1", "COMPLETED|1060|1070|npu[1-2]", RESOURCES);
    record("penstock:i:a1", "REQUEUED|1000|1003|npu[1-2]", RESOURCES);

    assertThat(cluster.accounted("a1"))
        .hasValueSatisfying(
            it -> {
              assertThat(it.state()).isEqualTo("COMPLETED");
              assertThat(it.start()).isEqualTo(Instant.ofEpochSecond(1000));
              assertThat(it.cardSeconds()).isEqualByComparingTo("208");
            });
  }

  @Test
  void knows_nothing_of_a_job_that_has_not_ended_or_never_ran() {
    record("penstock:i:a1", "RUNNING|1000|Unknown|npu[1-2]", RESOURCES);
    record("penstock:i:a2", "CANCELLED|None|1000|None assigned", "");

    assertThat(cluster.accounted("a1")).isEmpty();
    assertThat(cluster.accounted("a2")).isEmpty();
  }

  @Test
  void finds_the_switch_at_which_a_node_hangs() {
    assertThat(cluster.leafOf("npu2")).isEqualTo("leaf1");
  }

  private void record(String name, String rest, String resources) {
    sacct.append(name).append('|').append(rest).append('|').append(resources).append('\n');
  }

  private String answer(List<String> words) {
    return switch (String.join(" ", words.subList(0, Math.min(3, words.size())))) {
      case "scontrol show hostnames" -> "npu1\nnpu2\n";
      case "scontrol show topology" ->
          """
          SwitchName=leaf1 Level=0 LinkSpeed=1 Nodes=npu[1-4]
          SwitchName=spine Level=1 LinkSpeed=1 Nodes=npu[1-8] Switches=leaf[1-2]
          """;
      default -> words.contains("--duplicates") ? sacct.toString() : "";
    };
  }
}
