package dev.penstock.dispatch.centre;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Holds every decision against the account. */
final class Checks {
  private final Account account;
  private final Policy policy;
  private final long mostWall;
  private Map<String, Account.Room> rooms = Map.of();
  private Account.Use use = new Account.Use(Map.of());
  private Account.Use fixed = use;
  private final Deque<Long> stops = new ArrayDeque<>();

  /**
   * Checks of decisions.
   *
   * @param mostWall the longest wall time, where nothing but others holds anybody up
   */
  Checks(Account account, Policy policy, long mostWall) {
    this.mostWall = mostWall;
    this.account = account;
    this.policy = policy;
  }

  /** Before the account takes the decision in. */
  void before(Cycle cycle, long now) {
    assertThat(cycle.askAgainAt()).isGreaterThan(now);
    cycle.preemptions().forEach(it -> stop(it, now));
    for (Cycle.Start it : cycle.starts()) {
      Account.Item item = account.items.get(it.task().workload());
      assertThat(item).as("started, but unknown: %s", it).isNotNull();
      mayStart(Objects.requireNonNull(item), it, now);
    }
  }

  private void stop(Cycle.Preemption stop, long now) {
    Account.Live victim = account.lives.get(stop.task());
    assertThat(victim).as("stopped, but not running: %s", stop).isNotNull();
    Account.Item winner = account.items.get(stop.winner());
    assertThat(winner).as("stopped for nobody: %s", stop).isNotNull();
    assertThat(Objects.requireNonNull(winner).hasTask()).isTrue();
    assertThat(Objects.requireNonNull(victim).stopping).isFalse();
    assertThat(victim.item.work.preemptible()).isTrue();
    boolean reclaim = stop.why() == Cycle.Preemption.Why.RECLAIM;
    assertThat(now - winner.work.submitted())
        .isGreaterThanOrEqualTo(
            reclaim ? policy.reclaimAfter() : Math.min(policy.reclaimAfter(), policy.movesAfter()));
    stops.addLast(now);
    while (stops.getFirst() <= now - Ask.HOUR) {
      stops.removeFirst();
    }
    assertThat(stops.size()).isLessThanOrEqualTo(policy.stopsPerHour());
    if (reclaim) {
      assertThat(entitled(winner)).as("no right to it: %s", stop).isTrue();
    } else {
      assertThat(victim.slots).hasSize(1);
      assertThat(victim.slots.getFirst().cards())
          .matches(it -> Integer.bitCount(it) < winner.work.roles().getFirst().demand().cards());
    }
  }

  private boolean entitled(Account.Item winner) {
    Account.Use use = account.use(true, false);
    Map<String, Long> need = Account.least(winner.work);
    return account.above(winner.work.queue()).stream()
        .anyMatch(
            queue ->
                need.entrySet().stream()
                    .allMatch(
                        it -> {
                          long right =
                              Account.of(account.queue(queue).guaranteed(), it.getKey(), 0);
                          boolean card = !Set.of("cores", "memory").contains(it.getKey());
                          return right == 0
                              ? !card
                              : use.of(queue, null, it.getKey()) + it.getValue() <= right;
                        }));
  }

  /**
   * Once all that was stopped is marked: no stop took from a queue of its victim what is guaranteed
   * to it. The stops are gone through in their order: what a queue below takes from its sibling
   * later is no loss to the queue above both, and may leave less of it than others have left it.
   */
  void leavesGuarantees(List<Cycle.Preemption> preemptions) {
    Account.Use left = account.use(false, false);
    preemptions.forEach(it -> addAbove(left, live(it.task()), 1));
    for (Cycle.Preemption stop : preemptions) {
      // what is moved goes on elsewhere
      if (stop.why() == Cycle.Preemption.Why.RECLAIM) {
        addAbove(left, live(stop.task()), -1);
        leavesGuarantees(stop, left);
      }
    }
  }

  private void addAbove(Account.Use use, Account.Live live, long times) {
    Map<String, Long> holds = Account.holds(live);
    holds.replaceAll((resource, amount) -> times * amount);
    account.above(live.item.work.queue()).forEach(it -> use.add(it, holds));
  }

  private void leavesGuarantees(Cycle.Preemption stop, Account.Use left) {
    Workload victim = live(stop.task()).item.work;
    Workload winner = Objects.requireNonNull(account.items.get(stop.winner())).work;
    List<String> common = account.above(winner.queue());
    Map<String, Long> need = Account.least(winner);
    Map<String, Long> given = Account.holds(live(stop.task()));
    for (String queue : account.above(victim.queue())) {
      if (common.contains(queue)) {
        break;
      }
      for (String resource : need.keySet()) {
        if (given.getOrDefault(resource, 0L) > 0) {
          assertThat(left.of(queue, null, resource))
              .as("%s loses what is its own: %s", queue, stop)
              .isGreaterThanOrEqualTo(Account.of(account.queue(queue).guaranteed(), resource, 0));
        }
      }
    }
  }

  private Account.Live live(TaskId task) {
    return Objects.requireNonNull(account.lives.get(task));
  }

  private void mayStart(Account.Item item, Cycle.Start start, long now) {
    Workload work = item.work;
    int index = start.task().index();
    assertThat(item.hasTask()).as("no task of it may start: %s", start).isTrue();
    assertThat(index).isBetween(0, work.tasks() - 1);
    assertThat(item.ended).doesNotContain(index);
    assertThat(item.running).doesNotContain(index);
    assertThat(item.missing).isEmpty();
    assertThat(item.refusedUntil).isLessThanOrEqualTo(now);
    assertThat(work.wishes().earliest()).isLessThanOrEqualTo(now);
    assertThat(account.costs.at(now)).isLessThanOrEqualTo(work.wishes().priceCeiling());
    for (int role = 0; role < work.roles().size(); role++) {
      int at = role;
      List<String> nodes =
          start.slots().stream().filter(it -> it.role() == at).map(Slot::node).toList();
      assertThat(nodes.size())
          .as("ranks of %s", work.roles().get(role))
          .isBetween(work.roles().get(role).least(), work.roles().get(role).wish());
      assertThat(new HashSet<>(nodes)).as("two ranks of a role on a node").hasSameSizeAs(nodes);
    }
    Topology topology = work.wishes().topology();
    if (topology == Topology.SAME_SWITCH || topology == Topology.SAME_SUPER_NODE) {
      assertThat(
              start.slots().stream()
                  .map(it -> Objects.requireNonNull(account.nodes.get(it.node())))
                  .map(it -> topology == Topology.SAME_SWITCH ? it.network() : it.superNode())
                  .distinct())
          .hasSize(1);
    }
    start.slots().forEach(slot -> mayLie(work, slot));
  }

  private void mayLie(Workload work, Slot slot) {
    Node node = Objects.requireNonNull(account.nodes.get(slot.node()), slot.node());
    Demand demand = work.roles().get(slot.role()).demand();
    assertThat(node.ready()).as("a node that is not ready: %s", slot).isTrue();
    assertThat(node.labels()).containsAllEntriesOf(work.wishes().selectors());
    assertThat(Integer.bitCount(slot.cards())).isEqualTo(demand.cards());
    assertThat(slot.cards() & node.faulty()).as("a faulty card: %s", slot).isZero();
    if (demand.cards() > 0) {
      assertThat(node.model()).isEqualTo(demand.model());
      assertThat(slot.cards() >>> 1 >>> (node.cards() - 1)).isZero();
    }
    if (node.ringCards() > 0 && demand.wholeCards() && demand.cards() != node.cards()) {
      assertThat(Integer.bitCount(demand.cards())).isEqualTo(1);
      int first = Integer.numberOfTrailingZeros(slot.cards()) / node.ringCards();
      assertThat(slot.cards() >>> (first * node.ringCards()) >>> node.ringCards())
          .as("cards of two rings: %s", slot)
          .isZero();
    }
    String group = work.wishes().apart();
    if (group != null) {
      assertThat(account.lives.values())
          .noneMatch(
              it ->
                  group.equals(it.item.work.wishes().apart())
                      && it.slots.stream()
                          .anyMatch(
                              other ->
                                  other.node().equals(slot.node()) && !it.lost.contains(other)));
    }
  }

  /** Once the account has taken the decision in. */
  void after(Cycle cycle, Account.Use fixedBefore, Kernel kernel, long now) {
    rooms = account.rooms();
    use = account.use(true, false);
    fixed = account.use(true, true);
    for (Cycle.Start start : cycle.starts()) {
      for (Slot slot : start.slots()) {
        Account.Room room = Objects.requireNonNull(rooms.get(slot.node()));
        assertThat(room.cores).as("cores of %s", room.node).isNotNegative();
        assertThat(room.memory).as("memory of %s", room.node).isNotNegative();
        for (int card = 0; card < room.milli.length; card++) {
          if ((slot.cards() >>> card & 1) == 1) {
            assertThat(room.milli[card]).as("card %d of %s", card, room.node).isNotNegative();
          }
        }
      }
      Workload work = live(start.task()).item.work;
      Account.holds(live(start.task()))
          .forEach((resource, held) -> keepsLimits(work, resource, held));
      if (!work.preemptible()) {
        for (String resource : Account.holds(live(start.task())).keySet()) {
          assertThat(account.kept(fixed, resource))
              .as("%s eats into what is guaranteed: %s", start, resource)
              .isLessThanOrEqualTo(
                  Math.max(account.kept(fixedBefore, resource), account.total(resource)));
        }
      }
      keepsReservations(live(start.task()), kernel, now);
    }
  }

  private void keepsLimits(Workload work, String resource, long held) {
    if (held == 0) {
      return;
    }
    for (String queue : account.above(work.queue())) {
      assertThat(use.of(queue, null, resource))
          .as("limit of %s on %s", queue, resource)
          .isLessThanOrEqualTo(Account.limit(account.queue(queue).limit(), resource));
      assertThat(use.of(queue, work.user(), resource))
          .as("limit of %s in %s on %s", work.user(), queue, resource)
          .isLessThanOrEqualTo(Account.limit(account.queue(queue).userLimit(), resource));
    }
  }

  private void keepsReservations(Account.Live started, Kernel kernel, long now) {
    Workload work = started.item.work;
    for (Reservation it : account.reservations.values()) {
      boolean foreign = it.queue() == null || !account.above(work.queue()).contains(it.queue());
      if (foreign && it.from() < work.endsBy(now) && it.to() > now) {
        List<String> kept = new ArrayList<>(kernel.reserved(it.id()));
        kept.retainAll(started.slots.stream().map(Slot::node).toList());
        for (String name : kept) {
          assertThat(it.demand()).as("a whole node that is kept: %s", it).isNotNull();
          keepsRest(it, Objects.requireNonNull(it.demand()), name, Math.max(now, it.from()));
        }
      }
    }
  }

  private void keepsRest(Reservation it, Demand demand, String name, long at) {
    Account.Room room = account.room(Objects.requireNonNull(account.nodes.get(name)), at, false);
    int cards = demand.cards();
    for (Account.Live live : account.lives.values()) {
      if (!live.stopping
          && live.item.work.endsBy(live.start) > at
          && account.above(live.item.work.queue()).contains(it.queue())) {
        for (Slot slot : live.slots) {
          cards -= slot.node().equals(name) ? Integer.bitCount(slot.cards()) : 0;
        }
      }
    }
    int free = 0;
    for (int milli : room.milli) {
      free += milli >= demand.cardMilli() ? 1 : 0;
    }
    assertThat(free).as("what %s keeps on %s", it, name).isGreaterThanOrEqualTo(cards);
    assertThat(room.cores).isNotNegative();
  }

  /** To be asked after {@link #after}. */
  void nobodyWaitsWithoutNeed(Kernel kernel, long now) {
    new Idle(account, rooms, use, fixed).nobodyWaitsWithoutNeed(kernel, now);
  }

  /** Counts who was there before. */
  void arrives(Account.Item item) {
    item.older = account.items.size();
  }

  /** Nobody waits for longer than can be proved. */
  void started(Account.Item item, long now) {
    if (mostWall < Long.MAX_VALUE) {
      assertThat(now - item.waitsSince)
          .as("%s with %d before it", item.work, item.older)
          .isLessThanOrEqualTo(policy.longestWait() + (item.older + 1L) * mostWall);
    }
  }
}
