package dev.penstock.engines.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.NodeInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents recorded from Slurm 22.05, and ones of the later versions' schemas. */
final class AnswersTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static JsonNode recorded(String name) throws IOException {
    try (InputStream in = AnswersTest.class.getResourceAsStream(name)) {
      return JSON.readTree(Objects.requireNonNull(in, name));
    }
  }

  @Test
  void a_running_job_of_22_05_is_read_without_the_guess_of_its_end() throws IOException {
    assertThat(Answers.jobs(recorded("jobs-v0.0.38.json"), "penstock:i1:"))
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.id()).isEqualTo(1);
              assertThat(job.runs()).isTrue();
              assertThat(job.startedAt()).isEqualTo(Instant.ofEpochSecond(1795622434));
              assertThat(job.endedAt()).isNull();
              assertThat(job.nodes()).isEqualTo("npu3");
              assertThat(job.gres()).isEqualTo(new Gres("gpu", "ascend910", 4));
            });
  }

  @Test
  void the_jobs_of_others_are_passed_over() throws IOException {
    assertThat(Answers.jobs(recorded("jobs-v0.0.38.json"), "penstock:i2:")).isEmpty();
  }

  @Test
  void a_record_of_22_05_has_its_times_code_and_cards() throws IOException {
    assertThat(Answers.records(recorded("records-v0.0.38.json"), "penstock:i1:"))
        .last()
        .satisfies(
            job -> {
              assertThat(job.id()).isEqualTo(5);
              assertThat(job.ended()).isTrue();
              // its exit code is 0 there, although the job failed: the attempt's folder knows
              // better
              assertThat(job.is("FAILED")).isTrue();
              assertThat(job.startedAt()).isBefore(job.endedAt());
              assertThat(job.gres()).isEqualTo(new Gres("gpu", "ascend910", 16));
            });
  }

  @Test
  void a_node_of_22_05_has_its_cards() throws IOException {
    assertThat(Answers.nodes(recorded("nodes-v0.0.38.json")))
        .first()
        .satisfies(
            node -> {
              assertThat(node.name()).isEqualTo("npu1");
              assertThat(node.usable()).isTrue();
              assertThat(node.partitions()).containsExactly("train");
              assertThat(node.gres()).isEqualTo(new Gres("gpu", "ascend910", 8));
            });
  }

  @Test
  void numbers_and_states_of_later_versions_are_objects_and_arrays() {
    JsonNode answer =
        JSON.readTree(
            """
            {"jobs":[{"job_id":7,"name":"penstock:i1:x","job_state":["COMPLETED","COMPLETING"],
             "submit_time":{"set":true,"infinite":false,"number":10},
             "start_time":{"set":true,"infinite":false,"number":20},
             "end_time":{"set":true,"infinite":false,"number":30},"nodes":"n[1-2]",
             "exit_code":{"status":["SIGNALED"],"return_code":{"set":false,"infinite":false,"number":0},
              "signal":{"id":{"set":true,"infinite":false,"number":9},"name":"KILL"}}}]}
            """);
    assertThat(Answers.jobs(answer, "penstock:i1:"))
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.runs()).as("it completes").isTrue();
              assertThat(job.startedAt()).isEqualTo(Instant.ofEpochSecond(20));
              assertThat(job.endedAt()).isNull();
              assertThat(job.exitCode()).isEqualTo(137);
            });
  }

  @Test
  void a_drained_node_of_a_later_version_is_not_usable() {
    JsonNode answer =
        JSON.readTree(
            "{\"nodes\":[{\"name\":\"n1\",\"state\":[\"IDLE\",\"DRAIN\"],\"reason\":\"fan\"}]}");
    assertThat(Answers.nodes(answer).getFirst().usable()).isFalse();
  }

  @Test
  void a_node_that_does_not_answer_yet_is_down_only_once_slurm_says_so() {
    assertThat(state("\"IDLE\",\"NOT_RESPONDING\"")).isEqualTo(NodeInfo.State.DRAINED);
    assertThat(state("\"UNKNOWN\""))
        .as("slurmctld has just started")
        .isEqualTo(NodeInfo.State.DRAINED);
    assertThat(state("\"DOWN\",\"NOT_RESPONDING\"")).isEqualTo(NodeInfo.State.DOWN);
    assertThat(state("\"DOWN\",\"DRAIN\"")).isEqualTo(NodeInfo.State.DRAINED);
    assertThat(state("\"IDLE\"")).isEqualTo(NodeInfo.State.READY);
  }

  private static NodeInfo.State state(String words) {
    return Answers.nodes(JSON.readTree("{\"nodes\":[{\"name\":\"n1\",\"state\":[" + words + "]}]}"))
        .getFirst()
        .service();
  }

  @Test
  void both_spellings_of_an_error_number_are_read() {
    assertThat(
            Answers.complaints(
                JSON.readTree(
                    "{\"errors\":[{\"error_code\":2045,\"error\":\"a\"},{\"error_number\":2017,\"error\":\"b\"}]}")))
        .containsExactly(new Answers.Complaint(2045, "a"), new Answers.Complaint(2017, "b"));
  }
}
