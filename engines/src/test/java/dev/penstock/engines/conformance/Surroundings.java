package dev.penstock.engines.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Cause;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Nodes, and others at the same place. */
final class Surroundings {
  private Surroundings() {}

  static List<Behaviour> all() {
    return List.of(
        Behaviour.of(
            "Its nodes are listed with what jobs may use there",
            Surroundings::nodes,
            Ability.ANSWER),
        Behaviour.of(
            "A node that is down is not listed as ready, and is again when it is back",
            Surroundings::down,
            Ability.LOSE_NODE,
            Ability.MORE_NODES),
        Behaviour.of(
            "What ran on a lost node is lost: no exit code, and a sentence that says so",
            Surroundings::lost,
            Ability.RUN,
            Ability.LOSE_NODE),
        Behaviour.of(
            "What runs on other nodes goes on when a node is lost",
            Surroundings::othersGoOn,
            Ability.RUN,
            Ability.LOSE_NODE,
            Ability.MORE_NODES),
        Behaviour.of(
            "Another installation's attempts are neither listed nor known",
            Surroundings::foreignIsUnknown,
            Ability.RUN,
            Ability.FOREIGN),
        Behaviour.of(
            "Another installation's attempts are never touched, by a restart neither",
            Surroundings::foreignIsUntouched,
            Ability.RUN,
            Ability.FOREIGN,
            Ability.RESTART));
  }

  private static void nodes(Stand stand) {
    List<NodeInfo> nodes = stand.engine().nodes();
    String used = stand.site().order(new Program.Waits()).ranks().getFirst().node();

    assertThat(nodes).extracting(NodeInfo::name).doesNotHaveDuplicates().contains(used);
    assertThat(nodes)
        .allSatisfy(
            node -> {
              assertThat(node.address()).isNotEmpty();
              assertThat(node.milliCores()).isPositive();
              assertThat(node.memoryBytes()).isPositive();
            });
  }

  private static List<String> ready(Stand stand) {
    return stand.engine().nodes().stream()
        .filter(node -> node.state() == NodeInfo.State.READY)
        .map(NodeInfo::name)
        .toList();
  }

  private static void down(Stand stand) {
    List<String> before = ready(stand);
    String node = before.getFirst();

    stand.site().lose(node);
    Await.until("the node to be missed", () -> !ready(stand).contains(node));
    assertThat(ready(stand)).hasSize(before.size() - 1);

    stand.site().repair(node);
    Await.until("the node to be back", () -> ready(stand).contains(node));
    assertThat(ready(stand)).containsExactlyInAnyOrderElementsOf(before);
  }

  private static void lost(Stand stand) {
    StartOrder order = stand.site().order(new Program.Waits());
    UUID attempt = stand.submit(order);
    Observation running = stand.up(attempt);

    stand.site().lose(order.ranks().getFirst().node());
    Observation end = stand.ended(attempt);

    assertThat(end.cause()).isEqualTo(Cause.LOST);
    assertThat(end.exitCode()).isNull();
    assertThat(end.startedAt()).isEqualTo(running.startedAt());
    assertThat(end.endedAt()).isAfterOrEqualTo(end.startedAt());
    assertThat(end.detail()).contains("node");
  }

  private static void othersGoOn(Stand stand) {
    StartOrder here = stand.site().order(new Program.Waits());
    String elsewhere =
        ready(stand).stream()
            .filter(name -> !name.equals(here.ranks().getFirst().node()))
            .findFirst()
            .orElseThrow();
    stand.submit(here);
    Observation running = stand.up(here.attempt());
    Stand.Ear ear = stand.listen();

    stand.site().lose(elsewhere);
    Await.until("the node to be missed", () -> !ready(stand).contains(elsewhere));

    assertThat(stand.observe(here.attempt())).isEqualTo(running);
    stand.site().goOn(here.attempt());
    ear.hears(here.attempt(), Phase.ENDED);
    assertThat(stand.observe(here.attempt()).cause()).isEqualTo(Cause.COMPLETED);
  }

  private static void foreignIsUnknown(Stand stand) throws IOException {
    UUID own = stand.submit(new Program.Waits());
    stand.up(own);
    Stand.Ear ear = stand.listen();
    try (Site site = stand.site().foreign()) {
      var other = new Stand(site);
      UUID attempt = other.submit(new Program.Waits());
      other.up(attempt);

      assertThat(stand.listed()).containsExactly(own);
      assertThat(other.listed()).containsExactly(attempt);
      assertThat(stand.observe(attempt).phase()).isEqualTo(Phase.UNKNOWN);
      site.goOn(attempt);
      other.ended(attempt);
    }
    stand.site().goOn(own);
    ear.hears(own, Phase.ENDED);
    assertThat(ear.told()).extracting(Observation::attempt).containsOnly(own);
  }

  private static void foreignIsUntouched(Stand stand) throws IOException {
    try (Site site = stand.site().foreign()) {
      var other = new Stand(site);
      UUID attempt = other.submit(new Program.Waits());
      Observation running = other.up(attempt);

      stand.engine().stop(attempt, Cause.CANCELLED, Duration.ZERO);
      stand.engine().forget(attempt);
      stand.site().restart();
      assertThat(stand.run(new Program.Exits(0, "")).cause()).isEqualTo(Cause.COMPLETED);

      assertThat(other.observe(attempt)).isEqualTo(running);
      site.goOn(attempt);
      assertThat(other.ended(attempt).cause()).isEqualTo(Cause.COMPLETED);
    }
  }
}
