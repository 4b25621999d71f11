package dev.penstock.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * First in first out by priority, first fit, gangs all or nothing.
 *
 * <p>Nobody overtakes among those that want the same card model: once one of them waits, the ones
 * behind it wait too, so that a large gang is never starved by small jobs. Workloads of different
 * models don't hold each other back.
 */
public final class FirstFit implements Dispatcher {
  private static final Comparator<Workload> ORDER =
      Comparator.comparingInt(Workload::priority)
          .reversed()
          .thenComparingLong(Workload::order)
          .thenComparing(Workload::id);

  @Override
  public Decisions decide(List<Node> nodes, List<Workload> queue) {
    List<Node> free = new ArrayList<>(nodes);
    List<Placement> placements = new ArrayList<>();
    List<Wait> waits = new ArrayList<>();
    Map<@Nullable String, UUID> firstWaiting = new HashMap<>();
    for (Workload workload : queue.stream().sorted(ORDER).toList()) {
      String model = workload.demand().cardModel();
      UUID before = firstWaiting.get(model);
      if (before != null) {
        waits.add(new Wait.Behind(workload.id(), before));
        continue;
      }
      List<Integer> chosen = choose(free, workload);
      if (chosen.size() < workload.nodes()) {
        firstWaiting.put(model, workload.id());
        waits.add(noRoom(free, workload, chosen.size()));
      } else {
        placements.add(place(free, workload, chosen));
      }
    }
    return new Decisions(placements, waits);
  }

  /** The first nodes with room, at most as many as are needed. */
  private static List<Integer> choose(List<Node> free, Workload workload) {
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < free.size() && chosen.size() < workload.nodes(); i++) {
      if (free.get(i).canHoldNow(workload.demand())) {
        chosen.add(i);
      }
    }
    return chosen;
  }

  private static Placement place(List<Node> free, Workload workload, List<Integer> chosen) {
    List<Placement.Slot> slots = new ArrayList<>();
    for (int index : chosen) {
      Node node = free.get(index);
      slots.add(new Placement.Slot(node.name(), node.cardsFor(workload.demand())));
      free.set(index, node.without(workload.demand()));
    }
    return new Placement(workload.id(), slots);
  }

  private static Wait noRoom(List<Node> nodes, Workload workload, int fitting) {
    int possible = (int) nodes.stream().filter(node -> node.couldHold(workload.demand())).count();
    return new Wait.NoRoom(workload.id(), fitting, workload.nodes(), possible);
  }
}
