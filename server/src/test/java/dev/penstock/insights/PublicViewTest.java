package dev.penstock.insights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.FleetNode;
import dev.penstock.queues.Occupancy.Held;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicViewTest {
  private static final List<FleetNode> NODES = List.of(World.node("a"), World.node("b"));

  private static Held held(String node, List<Integer> cards, long milliCores) {
    return held(node, cards, 1_000, milliCores);
  }

  private static Held held(String node, List<Integer> cards, int cardMilli, long milliCores) {
    return new Held(
        AttemptId.next(), JobId.next(), OrgId.next(), node, cards, cardMilli, milliCores, 1_024);
  }

  @Test
  void countsThePartsThatAreFreeOfEachCard() {
    List<Held> held = List.of(held("a", List.of(0), 500, 1_000), held("a", List.of(0), 250, 1_000));
    Shape quarter = new Shape(World.CARD.cardModel(), 250, 1, 1);
    assertThat(PublicView.room(NODES, held, quarter)).isEqualTo(15 * 4 + 1);
    assertThat(PublicView.room(NODES, held, World.CARD)).isEqualTo(15);
  }

  @Test
  void countsHowManyWouldFitOnEmptyNodes() {
    assertThat(PublicView.room(NODES, List.of(), World.CARD)).isEqualTo(16);
    assertThat(PublicView.room(NODES, List.of(), World.SMALL)).isEqualTo(384);
    assertThat(PublicView.room(NODES, List.of(), new Shape("other", 1_000, 1, 1))).isZero();
  }

  @Test
  void countsOnlyFreeCardsAndCores() {
    assertThat(PublicView.room(NODES, List.of(held("a", List.of(0, 1), 1_000)), World.CARD))
        .isEqualTo(14);
    // the cores run out before the cards do
    assertThat(PublicView.room(NODES, List.of(held("a", List.of(0), 150_000)), World.CARD))
        .isEqualTo(9);
  }

  @Test
  void countsACardThatSeveralShareOnce() {
    LoadSample load =
        LoadSample.of(
            World.NOW,
            NODES,
            List.of(held("a", List.of(3), 500), held("a", List.of(3), 500)),
            2,
            1);
    assertThat(load.cards()).containsExactly(new LoadSample.CardLoad("ascend910b", 1, 16));
    assertThat(load.milliCoresUsed()).isEqualTo(1_000);
    assertThat(load.milliCoresTotal()).isEqualTo(384_000);
  }
}
