package dev.penstock.cli.demo;

import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.demo.JobRun.Ran;
import dev.penstock.cli.demo.Settlement.Settled;
import dev.penstock.cli.demo.SlurmCluster.Accounted;
import dev.penstock.cli.demo.Training.Trained;
import dev.penstock.cli.job.JobFile;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Units;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Three jobs on a Slurm cluster, and their bill beside Slurm's own accounting. */
final class SlurmStory {
  private static final String ONE_CARD = "lab.1";
  private static final String EIGHT_CARDS = "lab.8";
  private static final int GANG = 4;
  private static final Duration WITHIN = Duration.ofMinutes(1);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final Shell shell;
  private final Narrator narrator;
  private final SlurmCluster cluster;
  private final Ending ending = new Ending();

  SlurmStory(Shell shell, SlurmCluster cluster) {
    this.shell = shell;
    this.narrator = new Narrator(shell);
    this.cluster = cluster;
  }

  /**
   * Tells the story and prints its tables.
   *
   * @param yuan what the customer pays in
   * @param digits the sample on one node
   * @param distributed the sample on two nodes
   * @return whether every check holds
   */
  boolean run(Api anonymous, Centre centre, BigDecimal yuan, Path digits, Path distributed) {
    narrator.chapter("cluster");
    awaitNodes(centre);
    Api api = new Customer(shell, narrator, new SecureRandom()).open(anonymous, centre, yuan);
    BigDecimal before = new Account(api).balance();

    Trained trained = new Training(shell, narrator, api, digits, ONE_CARD).run();
    work(trained, Heldout.read(digits.resolve("data").resolve("heldout.csv")));
    Ran gang = gang(api);
    Ran twoNodes = twoNodes(api, distributed);

    narrator.chapter("bill");
    Settled settled = new Settlement(shell, api).await(0);
    narrator.tell("settled", Units.yuan(settled.billed().toPlainString()));
    Accounting accounting = settled.accounting();
    for (Ran ran : List.of(trained.ran(), gang, twoNodes)) {
      for (JsonNode attempt : ran.job().path("attempts")) {
        String id = Json.text(attempt, "id");
        accounting.add(Json.text(ran.job(), "name"), id, accounted(id));
      }
    }
    ending.table(accounting.times(shell));
    ending.table(accounting.money(shell));
    ending.attach("attempts", accounting.json());
    money(settled, before, accounting, centre.ledger());
    ending.print(shell);
    return ending.allHold();
  }

  private void awaitNodes(Centre centre) {
    List<String> nodes = cluster.nodes();
    await(
        () -> Optional.of(centre.readyNodes()).filter(ready -> ready.containsAll(nodes)), "nodes");
    narrator.tell("nodes", nodes.size(), String.join(" ", nodes));
  }

  private void work(Trained trained, Heldout heldout) {
    List<Integer> predictions =
        trained.predictions().path("predictions").valueStream().map(JsonNode::asInt).toList();
    ending.fact("digits", trained.ran().id());
    ending.fact("reported", Comparison.rounded(trained.accuracy()).toPlainString());
    ending.same(
        "predicted",
        Comparison.rounded(trained.accuracy()),
        Comparison.of(heldout.labels(), predictions, trained.predictions()).accuracy());
  }

  private Ran gang(Api api) {
    narrator.chapter("gang");
    ObjectNode spec =
        Json.object()
            .put("name", "gang")
            .put("runtime", "shell")
            .put("flavour", EIGHT_CARDS)
            .put("nodes", GANG)
            .put("topology", "same-switch")
            .put("wallTime", "5m");
    spec.putArray("command")
        .add("sh")
        .add("-c")
        .add("echo \"rank $RANK of $WORLD_SIZE: $ASCEND_RT_VISIBLE_DEVICES\"; sleep 5");
    Ran ran = new JobRun(shell, narrator, api).run(spec);
    Accounted slurm = accounted(Json.text(ran.attempt(), "id"));
    List<String> leaves = slurm.nodes().stream().map(cluster::leafOf).distinct().toList();
    narrator.tell("leaf", String.join(" ", slurm.nodes()), String.join(" ", leaves));
    ending.fact("gang", ran.id());
    ending.fact("gang-nodes", String.join(" ", slurm.nodes()) + "  " + String.join(" ", leaves));
    ending.same("gang-nodes", String.valueOf(GANG), String.valueOf(slurm.nodes().size()));
    ending.same("leaves", "1", String.valueOf(leaves.size()));
    return ran;
  }

  private Ran twoNodes(Api api, Path sample) {
    narrator.chapter("distributed");
    ObjectNode spec = JobFile.read(sample.resolve("job.yaml")).upload(shell, api, null);
    JobRun jobs = new JobRun(shell, narrator, api);
    Ran ran = jobs.run(spec.put("flavour", ONE_CARD));
    JsonNode first = jobs.report(ran, "rank-0.json");
    JsonNode second = jobs.report(ran, "rank-1.json");
    List<String> nodes = accounted(Json.text(ran.attempt(), "id")).nodes();
    JsonNode losses = first.path("losses");
    BigDecimal began = Comparison.rounded(losses.path(0).asDecimal());
    BigDecimal ended = Comparison.rounded(losses.path(losses.size() - 1).asDecimal());
    ending.fact("distributed", ran.id());
    ending.fact("two-nodes", String.join(" ", nodes));
    ending.fact("loss", began + " -> " + ended);
    ending.fact("rank-0", Json.text(first, "parameters"));
    ending.fact("rank-1", Json.text(second, "parameters"));
    ending.same("two-nodes", "2", String.valueOf(nodes.stream().distinct().count()));
    ending.below("loss", began.divide(BigDecimal.TWO), ended);
    ending.unlike("own-start", Json.text(first, "began"), Json.text(second, "began"));
    ending.same("parameters", Json.text(first, "parameters"), Json.text(second, "parameters"));
    return ran;
  }

  private void money(
      Settled settled, BigDecimal before, Accounting accounting, Centre.Ledger ledger) {
    ending.fact("price", "¥" + Units.yuan(settled.billed().toPlainString()));
    ending.fact("after", "¥" + Units.yuan(settled.balance().toPlainString()));
    ending.same("accounted", "0", String.valueOf(accounting.accountedOtherwise()));
    ending.same("billed", "0", String.valueOf(accounting.billedOtherwise()));
    ending.same("tariff", settled.reckoned(), settled.billed());
    ending.same("balance", before.subtract(settled.billed()), settled.balance());
    ending.same("held", BigDecimal.ZERO, settled.held());
    ending.same("ledger", BigDecimal.ZERO, ledger.sum());
    ending.same("differences", "0", String.valueOf(ledger.differences()));
  }

  private Accounted accounted(String attempt) {
    return await(() -> cluster.accounted(attempt), attempt);
  }

  private <T> T await(Supplier<Optional<T>> what, String name) {
    Instant giveUp = shell.world().clock().instant().plus(WITHIN);
    while (true) {
      Optional<T> found = what.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (shell.world().clock().instant().isAfter(giveUp)) {
        throw new Failure(ExitCode.FAILED, "demo.slurm-silent", name, WITHIN.toSeconds());
      }
      shell.world().pause().pause(BETWEEN);
    }
  }
}
