package dev.penstock.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When a workload may start: the dispatcher's own decisions, played forward as if everything ran to
 * its wall time. Work most often ends before, so that it is rather late than early; but what comes
 * in later with a higher priority is not in it.
 */
public final class Forecast {
  /** So many ends are looked at; what lies beyond them can't be foreseen in earnest. */
  static final int MOST_ENDS = 2000;

  private final Dispatcher dispatcher;

  /**
   * A forecast of what this dispatcher will do.
   *
   * @param dispatcher decides as it will then
   */
  public Forecast(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /**
   * What runs, or has a place.
   *
   * @param slots where
   * @param demand what it has in each of them
   * @param endsBy when its wall time is over; null when it has none
   */
  public record Running(List<Placement.Slot> slots, Demand demand, @Nullable Instant endsBy) {
    public Running {
      slots = List.copyOf(slots);
    }
  }

  /**
   * What waits.
   *
   * @param workload what it needs
   * @param wallTime how long it will run at most; null when it has no end
   */
  public record Queued(Workload workload, @Nullable Duration wallTime) {}

  /** What is foreseen. */
  public sealed interface Start {
    /** It may start then. */
    record At(Instant time) implements Start {}

    /** What holds the room that it needs has no end, or no node has it. */
    record Never() implements Start {}

    /** More must end before than is looked at. */
    record TooFar() implements Start {}
  }

  /**
   * When one of those that wait may start.
   *
   * @param nodes the nodes as they are now, less what runs
   * @param running what runs on them
   * @param queue all that waits, the wanted one among it
   * @param wanted its id
   * @param now the time of {@code nodes}
   */
  public Start of(
      List<Node> nodes, List<Running> running, List<Queued> queue, UUID wanted, Instant now) {
    Map<UUID, Queued> waiting = new HashMap<>();
    queue.forEach(it -> waiting.put(it.workload().id(), it));
    List<Running> busy = new ArrayList<>(running);
    List<Node> free = nodes;
    Instant at = now;
    for (int ends = 0; ends < MOST_ENDS; ends++) {
      Decisions decisions =
          dispatcher.decide(free, waiting.values().stream().map(Queued::workload).toList());
      for (Placement placement : decisions.placements()) {
        if (placement.workload().equals(wanted)) {
          return new Start.At(at);
        }
        Queued placed = Objects.requireNonNull(waiting.remove(placement.workload()));
        Running run = run(placed, placement, at);
        free = taken(free, run);
        busy.add(run);
      }
      Running next = first(busy);
      if (next == null) {
        return new Start.Never();
      }
      at = later(at, Objects.requireNonNull(next.endsBy()));
      free = given(free, next);
      busy.remove(next);
    }
    return new Start.TooFar();
  }

  private static Running run(Queued placed, Placement placement, Instant at) {
    Duration wall = placed.wallTime();
    return new Running(
        placement.slots(), placed.workload().demand(), wall == null ? null : at.plus(wall));
  }

  private static @Nullable Running first(List<Running> busy) {
    return busy.stream()
        .filter(it -> it.endsBy() != null)
        .min(Comparator.comparing(it -> Objects.requireNonNull(it.endsBy())))
        .orElse(null);
  }

  /** What should have ended already ends now. */
  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static List<Node> taken(List<Node> nodes, Running run) {
    return changed(nodes, run, -1);
  }

  private static List<Node> given(List<Node> nodes, Running run) {
    return changed(nodes, run, 1);
  }

  private static List<Node> changed(List<Node> nodes, Running run, int sign) {
    Map<String, Placement.Slot> slots = new HashMap<>();
    run.slots().forEach(slot -> slots.put(slot.node(), slot));
    return nodes.stream()
        .map(
            node -> {
              Placement.Slot slot = slots.get(node.name());
              return slot == null ? node : changed(node, slot, run.demand(), sign);
            })
        .toList();
  }

  private static Node changed(Node node, Placement.Slot slot, Demand demand, int sign) {
    Set<Integer> cards = new TreeSet<>(node.freeCards());
    Set<Integer> own = new HashSet<>(slot.cards());
    if (sign > 0) {
      cards.addAll(own);
    } else {
      cards.removeAll(own);
    }
    return new Node(
        node.name(),
        node.ready(),
        node.cardModel(),
        node.cards(),
        node.milliCores(),
        node.memoryMiB(),
        List.copyOf(cards),
        node.freeMilliCores() + sign * demand.milliCores(),
        node.freeMemoryMiB() + sign * demand.memoryMiB());
  }
}
