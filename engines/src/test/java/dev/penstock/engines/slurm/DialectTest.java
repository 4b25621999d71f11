package dev.penstock.engines.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DialectTest {
  private static final Submission JOB =
      new Submission(
          new UUID(0, 1),
          "penstock:i:1",
          "#!/bin/bash\n",
          Path.of("/shared/a/ctl/slurm"),
          "ps-p",
          "p",
          "high",
          "train",
          2,
          List.of("npu2", "npu1"),
          4,
          512,
          "gpu:ascend910:8",
          90L,
          true);

  @Test
  void the_newest_version_that_both_know_is_spoken() {
    JsonNode document =
        new JsonMapper()
            .readTree(
                "{\"paths\":{\"/slurm/v0.0.37/jobs\":{},\"/slurm/v0.0.40/jobs\":{},\"/slurm/v0.0.99/jobs\":{}}}");
    assertThat(Dialect.of(document)).hasValue(new Dialect(40));
    assertThat(Dialect.of(new JsonMapper().readTree("{\"paths\":{\"/slurm/v0.0.37/jobs\":{}}}")))
        .isEmpty();
  }

  @Test
  void version_38_is_told_plain_numbers_and_lists() {
    JsonNode job = new Dialect(38).body(JOB).path("job");
    assertThat(job.path("nodelist").asString()).isEqualTo("npu1,npu2");
    assertThat(job.path("gres").asString()).isEqualTo("gpu:ascend910:8");
    assertThat(job.path("time_limit").asInt()).isEqualTo(90);
    assertThat(job.path("no_requeue").asBoolean()).isTrue();
    assertThat(job.path("environment").path("PATH").asString()).contains("/usr/bin");
  }

  @Test
  void later_versions_are_told_number_objects_and_arrays() {
    JsonNode job = new Dialect(41).body(JOB).path("job");
    assertThat(job.path("required_nodes").toString()).isEqualTo("[\"npu1\",\"npu2\"]");
    assertThat(job.path("tres_per_node").asString()).isEqualTo("gres/gpu:ascend910:8");
    assertThat(job.path("time_limit").toString())
        .isEqualTo("{\"set\":true,\"infinite\":false,\"number\":90}");
    assertThat(job.path("requeue").asBoolean(true)).isFalse();
    assertThat(job.path("environment").isArray()).isTrue();
    assertThat(job.path("shared").toString()).isEqualTo("[\"none\"]");
  }

  @Test
  void node_lists_are_expanded_with_their_leading_zeros() {
    assertThat(HostList.expand("npu[1-3,07-09],login"))
        .containsExactly("npu1", "npu2", "npu3", "npu07", "npu08", "npu09", "login");
    assertThatThrownBy(() -> HostList.expand("npu[1-")).hasMessageContaining("']'");
  }

  @Test
  void the_leaves_of_a_topology_are_the_switches() {
    assertThat(
            Topology.parse(
                """
                SwitchName=leaf1 Level=0 LinkSpeed=1 Nodes=npu[1-2]
                SwitchName=spine Level=1 LinkSpeed=1 Nodes=npu[1-2] Switches=leaf1
                """))
        .containsOnlyKeys("npu1", "npu2")
        .containsEntry("npu1", "leaf1");
  }

  @Test
  void what_squeue_prints_is_read_like_what_slurmrestd_answers() {
    assertThat(
            CommandLines.jobs(
                """
                5|penstock:i:gang|FAILED|None|npu[3,5]|2026-11-25T16:02:29|2026-11-25T16:02:29|2026-11-25T16:02:31|9:0|cpu=4,gres/gpu:ascend910=16,gres/gpu=16,mem=1G,node=2
                6|other|RUNNING|||||||
                """,
                "penstock:i:"))
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.exitCode()).isEqualTo(9);
              assertThat(job.gres()).isEqualTo(new Gres("gpu", "ascend910", 16));
              assertThat(job.endedAt()).isEqualTo("2026-11-25T16:02:31Z");
            });
  }
}
