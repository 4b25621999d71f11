package dev.penstock.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.CardInfo;
import dev.penstock.engines.NodeInfo;
import dev.penstock.fleet.IncidentJudge.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SightingsTest {
  private static final FaultSubject NODE = FaultSubject.node("lab", "n1");

  @Test
  void a_node_that_its_engine_has_drained_is_well() {
    assertThat(seen(NodeInfo.State.DRAINED, null)).containsEntry(NODE, Sighting.ofWell());
  }

  @Test
  void a_node_that_its_engine_has_down_is_a_fault_with_the_engines_reason() {
    assertThat(seen(NodeInfo.State.DOWN, null))
        .containsEntry(
            NODE, Sighting.fault(Severity.CRITICAL, "its engine has it down: Not responding"));
  }

  @Test
  void nothing_is_said_of_the_cards_of_a_node_that_is_down() {
    assertThat(seen(NodeInfo.State.DOWN, null))
        .doesNotContainKey(FaultSubject.card("lab", "n1", 0));
  }

  @Test
  void a_node_that_the_operator_drained_may_be_down() {
    assertThat(seen(NodeInfo.State.DOWN, "Li Wei")).doesNotContainKey(NODE);
  }

  private static Map<FaultSubject, Sighting> seen(NodeInfo.State state, @Nullable String by) {
    NodeInfo now =
        new NodeInfo(
            "n1",
            "n1",
            1000,
            1 << 30,
            List.of(new CardInfo(0, "ascend910b", true, 0, "")),
            "Not responding",
            Map.of(),
            state);
    FleetNode before =
        new FleetNode(
            "n1",
            "lab",
            "n1",
            NodeState.READY,
            null,
            null,
            by,
            null,
            null,
            List.of(),
            1000,
            1024,
            "",
            Instant.EPOCH,
            null,
            null,
            0,
            Map.of(),
            true,
            true);
    return new Sightings(Map.of())
        .of(List.of(EngineLook.answered("lab", List.of(now))), List.of(before));
  }
}
