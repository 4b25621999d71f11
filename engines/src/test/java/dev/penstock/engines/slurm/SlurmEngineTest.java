package dev.penstock.engines.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Mount;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine against a Slurm that really runs. */
@Tag("slow")
final class SlurmEngineTest {
  private Cluster cluster;

  @BeforeEach
  void open() {
    cluster = Cluster.open(UnaryOperator.identity());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void a_job_runs_and_its_log_exit_code_and_times_come_back() {
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    StartOrder order = Orders.shell("echo out; echo err >&2; exit 3").order();
    Observation end = cluster.run(order);
    assertThat(end.cause()).isEqualTo(Cause.FAILED);
    assertThat(end.exitCode()).isEqualTo(3);
    assertThat(end.startedAt()).isBetween(before, Instant.now());
    assertThat(end.endedAt()).isBetween(end.startedAt(), Instant.now());
    assertThat(cluster.log(order.attempt())).isEqualTo("out\nerr\n");
    assertThat(cluster.engine().readLog(order.attempt(), 4, 100).ended()).isTrue();
  }

  @Test
  void a_program_finds_its_folders_under_job() throws IOException {
    Path code = Files.createDirectory(cluster.lab().shared().resolve("code-" + UUID.randomUUID()));
    Files.writeString(code.resolve("main.sh"), "pwd; cat /job/code/main.sh | wc -l\n");
    StartOrder order =
        Orders.shell(
                "sh ./main.sh; echo model >$PENSTOCK_OUTPUT_MODEL/weights; echo '{}' >$PENSTOCK_METRICS;"
                    + " ls -d $HOME $TMPDIR; touch /job/code/x 2>/dev/null || echo read-only; echo $EXTRA")
            .mounts(new Mount(code, "/job/code", false))
            .outputs("model")
            .environment(Map.of("EXTRA", "it's \"here\""))
            .order();
    assertThat(cluster.output(order))
        .isEqualTo("/job/code\n1\n/job/work\n/job/work/tmp\nread-only\nit's \"here\"\n");
    assertThat(cluster.engine().folder(order.attempt()).resolve("outputs/model/weights"))
        .hasContent("model");
    assertThat(cluster.engine().folder(order.attempt()).resolve("metrics.jsonl")).exists();
  }

  @Test
  void what_is_not_in_the_shared_folder_is_copied_there_and_back(@TempDir Path elsewhere)
      throws IOException {
    Path input = Files.createDirectory(elsewhere.resolve("input"));
    Files.writeString(input.resolve("data"), "42");
    Path checkpoint = Files.createDirectory(elsewhere.resolve("checkpoint"));
    Files.writeString(checkpoint.resolve("step"), "1");
    StartOrder order =
        Orders.shell(
                "cat /job/inputs/numbers/data /job/checkpoint/step; mkdir /job/checkpoint/2;"
                    + " echo 2 >/job/checkpoint/2/COMPLETED; touch /job/inputs/numbers/x || echo no")
            .mounts(
                new Mount(input, "/job/inputs/numbers", false),
                new Mount(checkpoint, "/job/checkpoint", true))
            .order();
    assertThat(cluster.output(order)).startsWith("421").endsWith("no\n");
    assertThat(checkpoint.resolve("2/COMPLETED")).hasContent("2");
  }

  @Test
  void a_gang_of_4_nodes_with_8_cards_each_runs_with_its_ranks() throws IOException {
    StartOrder order =
        Orders.shell(
                "echo rank $RANK of $WORLD_SIZE at $MASTER_ADDR devices $ASCEND_RT_VISIBLE_DEVICES")
            .on(8, "npu3", "npu1", "npu2", "npu4")
            .order();
    List<String> lines = Arrays.asList(cluster.output(order).strip().split("\n"));
    List<String> expected = new ArrayList<>();
    for (int rank = 0; rank < 4; rank++) {
      expected.add("rank %d of 4 at 127.0.0.1 devices 0,1,2,3,4,5,6,7".formatted(rank));
    }
    assertThat(lines).containsExactlyInAnyOrderElementsOf(expected);
    Path gang = cluster.engine().folder(order.attempt()).resolve(".penstock");
    assertThat(gang.resolve("hostfile")).hasContent("127.0.0.1 slots=8\n".repeat(4));
    assertThat(Files.readString(gang.resolve("hccl.json")))
        .contains(
            "\"server_count\":\"4\"",
            "{\"device_id\":\"7\",\"device_ip\":\"127.0.0.1\",\"rank_id\":\"31\"}");
  }

  @Test
  void two_jobs_on_a_node_are_told_the_cards_that_slurm_really_gave() {
    StartOrder first =
        Orders.shell("echo $ASCEND_RT_VISIBLE_DEVICES; sleep 60").on(4, "npu5").order();
    StartOrder second =
        Orders.shell("echo $ASCEND_RT_VISIBLE_DEVICES; cat $RANK_TABLE_FILE").on(4, "npu5").order();
    cluster.says(cluster.submit(first), "0,1,2,3");
    assertThat(cluster.output(second))
        .startsWith("4,5,6,7\n")
        .contains("{\"device_id\":\"4\",\"device_ip\":\"127.0.0.1\",\"rank_id\":\"0\"}");
  }

  @Test
  void an_order_that_is_submitted_twice_runs_once() {
    StartOrder order = Orders.shell("echo ran").order();
    cluster.engine().submit(order);
    cluster.engine().submit(order);
    cluster.ended(order.attempt());
    cluster.reopened().submit(order);
    assertThat(cluster.log(order.attempt())).isEqualTo("ran\n");
    assertThat(cluster.jobsOf(order.attempt())).isEqualTo(1);
  }

  @Test
  void a_job_that_slurm_was_given_twice_runs_once() {
    StartOrder order = Orders.shell("echo ran; sleep 2").order();
    UUID attempt = cluster.submit(order);
    cluster.says(attempt, "ran");
    // as if the answer to the first submission had been lost
    Attempt known = java.util.Objects.requireNonNull(cluster.engine().attempts().get(attempt));
    known.lost();
    cluster.engine().handover().begin(known);
    Await.until("a second job", () -> cluster.jobsOf(attempt) == 2);
    assertThat(cluster.ended(attempt).cause()).isEqualTo(Cause.COMPLETED);
    Await.until(
        () -> "the end of both: " + cluster.states(attempt),
        () ->
            cluster.states(attempt).stream()
                .noneMatch(it -> it.matches("RUNNING|PENDING|COMPL.*NG")));
    assertThat(cluster.log(attempt)).isEqualTo("ran\n");
  }

  @Test
  void a_command_that_does_not_exist_is_the_users_fault() {
    Observation end = cluster.run(Orders.command("no-such-program").order());
    assertThat(end.cause()).isEqualTo(Cause.FAILED);
    assertThat(end.detail()).contains("no-such-program");
  }

  @Test
  void nodes_are_told_with_cards_and_switch() {
    List<NodeInfo> nodes = cluster.engine().nodes();
    assertThat(nodes).extracting(NodeInfo::name).contains("npu1", "npu8");
    NodeInfo fifth =
        nodes.stream().filter(it -> it.name().equals("npu5")).findFirst().orElseThrow();
    assertThat(fifth.cards()).hasSize(8).allMatch(card -> card.model().equals("ascend910"));
    assertThat(fifth.labels())
        .containsEntry(NodeInfo.SWITCH, "leaf2")
        .containsEntry(NodeInfo.RING_CARDS, "4");
    assertThat(fifth.milliCores()).isEqualTo(64_000);
    assertThat(fifth.memoryBytes()).isEqualTo(16_000L << 20);
  }

  @Test
  void listeners_hear_the_start_and_the_end() {
    List<Phase> heard = new CopyOnWriteArrayList<>();
    cluster.engine().subscribe(observation -> heard.add(observation.phase()));
    cluster.run(Orders.shell("sleep 1").order());
    Await.until("both", () -> heard.size() == 2);
    assertThat(heard).containsExactly(Phase.RUNNING, Phase.ENDED);
  }

  @Test
  void slurms_accounting_says_the_same_as_the_engine() {
    Instant before = Instant.now().minusSeconds(60);
    StartOrder order = Orders.shell("sleep 2").on(4, "npu7", "npu8").order();
    Observation end = cluster.run(order);
    Await.until(
        "the end's record", () -> accounting(before).stream().anyMatch(it -> it.endedAt() != null));
    assertThat(accounting(before))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.attempt()).isEqualTo(order.attempt());
              assertThat(record.startedAt()).isEqualTo(end.startedAt());
              assertThat(record.endedAt()).isEqualTo(end.endedAt());
              assertThat(record.nodes()).containsExactly("npu7", "npu8");
              assertThat(record.cards()).isEqualTo(8);
              assertThat(record.cardModel()).isEqualTo("ascend910");
            });
  }

  private List<SlurmRecord> accounting(Instant from) {
    return cluster.engine().accounting(from, Instant.now().plusSeconds(60));
  }

  @Test
  void what_is_forgotten_is_unknown_and_leaves_nothing() {
    StartOrder order = Orders.shell("true").order();
    cluster.run(order);
    cluster.engine().forget(order.attempt());
    assertThat(cluster.engine().observe(order.attempt()).phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(cluster.engine().folder(order.attempt())).doesNotExist();
    assertThat(cluster.reopened().list()).isEmpty();
  }

  @Test
  void a_part_of_a_card_is_refused() {
    StartOrder order = Orders.shell("true").sharing(500, "npu1").order();
    assertThat(cluster.engine().sharesCards()).isFalse();
    assertThatThrownBy(() -> cluster.engine().submit(order))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.blame()).isEqualTo(Blame.USER))
        .hasMessageContaining("cards");
  }

  @Test
  void a_service_is_refused() {
    StartOrder order = Orders.shell("true").service().order();
    assertThat(cluster.engine().runsServices()).isFalse();
    assertThatThrownBy(() -> cluster.engine().submit(order))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.blame()).isEqualTo(Blame.USER))
        .hasMessageContaining("service");
  }

  @Test
  void two_accounts_cannot_read_each_others_folders() {
    UUID first =
        cluster.submit(
            Orders.shell("id -un; echo secret >$HOME/secret; sleep 60").account("p-one").order());
    cluster.says(first, "ps-p-one");
    Path secret = cluster.engine().folder(first).resolve("secret");
    Await.until("the secret", () -> Files.exists(secret));
    // as the other user, outside of any sandbox
    UUID second = cluster.submit(Orders.shell("id -un").account("p-two").order());
    cluster.ended(second);
    assertThat(cluster.log(second)).isEqualTo("ps-p-two\n");
    Commands.Result read =
        Commands.run(
            List.of(
                "setpriv",
                "--reuid=ps-p-two",
                "--regid=ps-p-two",
                "--clear-groups",
                "cat",
                secret.toString()),
            Map.of(),
            "",
            10);
    assertThat(read.code()).isNotZero();
    assertThat(read.error()).contains("Permission denied");
    assertThat(
            cluster
                .lab()
                .slurm("sacctmgr", "-nP", "show", "assoc", "format=account,user,parentname"))
        .contains("p-one||o-test", "p-one|ps-p-one|");
  }
}
