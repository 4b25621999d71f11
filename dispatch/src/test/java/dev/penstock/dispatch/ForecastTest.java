package dev.penstock.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
  private static final Demand CORE = new Demand(null, 0, 1000, 1);
  private static final Demand CARD = new Demand("a", 1, 0, 0);

  private final Forecast forecast = new Forecast(new FirstFit());
  private final UUID wanted = UUID.randomUUID();

  private static Instant in(int minutes) {
    return NOW.plus(Duration.ofMinutes(minutes));
  }

  private static Node node(String name, int freeCores) {
    return new Node(name, true, null, 0, 4000, 100, List.of(), freeCores * 1000L, 100);
  }

  private static Forecast.Running running(String node, @Nullable Integer minutes) {
    return new Forecast.Running(
        List.of(new Placement.Slot(node, List.of())), CORE, minutes == null ? null : in(minutes));
  }

  private Forecast.Queued want(int nodes, int cores) {
    return queued(wanted, nodes, cores, 10, 60);
  }

  private static Forecast.Queued queued(UUID id, int nodes, int cores, int order, int minutes) {
    return new Forecast.Queued(
        new Workload(id, nodes, new Demand(null, 0, cores * 1000L, 1), 0, order),
        Duration.ofMinutes(minutes));
  }

  private Forecast.Start start(
      List<Node> nodes, List<Forecast.Running> running, Forecast.Queued... queue) {
    return forecast.of(nodes, running, List.of(queue), wanted, NOW);
  }

  @Test
  void startsNowWhereThereIsRoom() {
    assertThat(start(List.of(node("n", 1)), List.of(), want(1, 1)))
        .isEqualTo(new Forecast.Start.At(NOW));
  }

  @Test
  void startsWhenEnoughHasEnded() {
    assertThat(
            start(
                List.of(node("n", 1)),
                List.of(running("n", 30), running("n", 10), running("n", 20)),
                want(1, 3)))
        .isEqualTo(new Forecast.Start.At(in(20)));
  }

  @Test
  void waitsForWhatComesBeforeIt() {
    UUID before = UUID.randomUUID();
    assertThat(
            start(
                List.of(node("n", 0)),
                List.of(running("n", 10)),
                want(1, 1),
                queued(before, 1, 1, 1, 45)))
        .isEqualTo(new Forecast.Start.At(in(55)));
  }

  @Test
  void waitsForAllNodesOfAGang() {
    assertThat(
            start(
                List.of(node("a", 0), node("b", 1)),
                List.of(running("a", 15), running("b", 5)),
                want(2, 1)))
        .isEqualTo(new Forecast.Start.At(in(15)));
  }

  @Test
  void givesCardsBackAsTheyWere() {
    Node node = new Node("n", true, "a", 2, 4000, 100, List.of(1), 4000, 100);
    Forecast.Running first =
        new Forecast.Running(List.of(new Placement.Slot("n", List.of(0))), CARD, in(7));
    Forecast.Queued both =
        new Forecast.Queued(new Workload(wanted, 1, new Demand("a", 2, 0, 0), 0, 1), null);
    assertThat(start(List.of(node), List.of(first), both)).isEqualTo(new Forecast.Start.At(in(7)));
  }

  @Test
  void knowsNoTimeWhereTheRoomIsHeldByWhatHasNoEnd() {
    assertThat(start(List.of(node("n", 0)), List.of(running("n", null)), want(1, 1)))
        .isEqualTo(new Forecast.Start.Never());
  }

  @Test
  void takesWhatIsOverdueToEndNow() {
    assertThat(start(List.of(node("n", 0)), List.of(running("n", -5)), want(1, 1)))
        .isEqualTo(new Forecast.Start.At(NOW));
  }

  @Test
  void givesUpWhereTooMuchComesBefore() {
    List<Forecast.Queued> queue = new ArrayList<>(List.of(queued(wanted, 1, 4, 100_000, 1)));
    for (int i = 0; i <= Forecast.MOST_ENDS; i++) {
      queue.add(queued(UUID.randomUUID(), 1, 4, i, 1));
    }
    assertThat(forecast.of(List.of(node("n", 4)), List.of(), queue, wanted, NOW))
        .isEqualTo(new Forecast.Start.TooFar());
  }
}
