package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether somebody waits without need: looks at everyone, slowly. */
final class Idle {
  private final Account account;
  private final Map<String, Account.Room> rooms;
  private final Account.Use use;
  private final Account.Use fixed;

  Idle(Account account, Map<String, Account.Room> rooms, Account.Use use, Account.Use fixed) {
    this.account = account;
    this.rooms = rooms;
    this.use = use;
    this.fixed = fixed;
  }

  /** Nobody waits who could start, but those far behind one for whom room is kept. */
  void nobodyWaitsWithoutNeed(Kernel kernel, long now) {
    Map<String, Integer> alike = new TreeMap<>();
    for (Account.Item item : account.items.values()) {
      if (item.hasTask()
          && item.missing.isEmpty()
          && item.refusedUntil <= now
          && Timing.of(item.work, account.costs, now).at() <= now
          && withinLimits(item.work)) {
        int before = alike.merge(item.work.queue() + item.work.roles(), 1, Integer::sum);
        if (before <= 50 && hasRoom(item.work, kernel, now)) {
          throw new AssertionError(
              "%s could start at %d: %s"
                  .formatted(item.work, now, kernel.explain(now, item.work.id())));
        }
      }
    }
  }

  private boolean withinLimits(Workload work) {
    for (Map.Entry<String, Long> it : Account.least(work).entrySet()) {
      for (String queue : account.above(work.queue())) {
        Queue own = account.queue(queue);
        String resource = it.getKey();
        if (it.getValue() > Account.limit(own.limit(), resource) - use.of(queue, null, resource)
            || it.getValue()
                > Account.limit(own.userLimit(), resource) - use.of(queue, work.user(), resource)) {
          return false;
        }
      }
      // too strict where its own queue's guarantee covers it; then nothing is said
      if (!work.preemptible()
          && account.kept(fixed, it.getKey()) + it.getValue() > account.total(it.getKey())) {
        return false;
      }
    }
    return true;
  }

  private boolean hasRoom(Workload work, Kernel kernel, long now) {
    Topology topology = work.wishes().topology();
    Map<String, List<Account.Room>> regions = new TreeMap<>();
    for (Account.Room room : rooms.values()) {
      String region =
          switch (topology) {
            case SAME_SWITCH -> room.node.superNode() + '/' + room.node.network();
            case SAME_SUPER_NODE -> room.node.superNode();
            default -> "";
          };
      if (room.node.labels().entrySet().containsAll(work.wishes().selectors().entrySet())
          && !isKept(room.node.name(), work, kernel, now)
          && isFreeOf(work.wishes().apart(), room.node.name())) {
        regions.computeIfAbsent(region, it -> new ArrayList<>()).add(room);
      }
    }
    return regions.values().stream()
        .anyMatch(
            region ->
                work.roles().stream()
                    .allMatch(
                        role ->
                            region.stream().filter(it -> takesAll(it, work, role)).count()
                                >= role.least()));
  }

  /** Whether a rank of this role fits, whatever others of the task come to lie there. */
  private static boolean takesAll(Account.Room room, Workload work, Role own) {
    if (work.roles().size() == 1) {
      return room.fits(own.demand());
    }
    int cards = 0;
    long cores = 0;
    long memory = 0;
    for (Role role : work.roles()) {
      cards += role.demand().cards();
      cores += role.demand().milliCores();
      memory += role.demand().memoryMiB();
    }
    int whole = 0;
    for (int milli : room.milli) {
      whole += milli == 1000 ? 1 : 0;
    }
    return room.fits(own.demand())
        && room.node.ringCards() == 0
        && whole >= cards
        && room.cores >= cores
        && room.memory >= memory;
  }

  private static boolean isKept(String node, Workload work, Kernel kernel, long now) {
    State state = kernel.state();
    Job job = Objects.requireNonNull(state.jobs.get(work.id()));
    return Objects.requireNonNull(state.space().place(node)).holds.stream()
        .anyMatch(it -> it.from() < work.endsBy(now) && it.to() > now && !it.isFor(job));
  }

  private boolean isFreeOf(@Nullable String group, String node) {
    return group == null
        || account.lives.values().stream()
            .noneMatch(
                it ->
                    group.equals(it.item.work.wishes().apart())
                        && it.slots.stream()
                            .anyMatch(slot -> slot.node().equals(node) && !it.lost.contains(slot)));
  }
}
