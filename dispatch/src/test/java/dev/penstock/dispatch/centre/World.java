package dev.penstock.dispatch.centre;

import static dev.penstock.dispatch.centre.Ask.HOUR;
import static dev.penstock.dispatch.centre.Ask.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A centre in which everything happens at random; it keeps its own account, and holds every
 * decision against it.
 */
final class World {
  static final int MOST_WAITING = 40;

  /** What may happen. */
  enum Weather {
    /** All of it. */
    STORM,
    /** Nodes fail, come and go, but nothing has a date, a price or a forerunner. */
    CALM,
    /** Workloads come and end. */
    STILL
  }

  private record End(long at, long turn, Account.Live live) {}

  final Account account = new Account();
  private final Policy policy;
  private final Checks checks;
  private final Draw draw;
  private final Happenings happenings;
  private final List<Cycle> cycles = new ArrayList<>();
  private final PriorityQueue<End> ends =
      new PriorityQueue<>(Comparator.comparingLong(End::at).thenComparingLong(End::turn));
  final Map<UUID, List<UUID>> dependents = new HashMap<>();
  private Kernel kernel;
  private long now = 1_000_000;
  private long next = now;
  private long askAt = Cycle.NEVER;
  private long ids;
  private long turns;
  private int events;
  private int starts;
  private int stops;
  private long longestWait;
  private boolean recording;

  World(long seed, Policy policy, Weather weather) {
    this.policy = policy;
    this.checks = new Checks(account, policy, weather == Weather.STILL ? 8 * HOUR : Long.MAX_VALUE);
    Random random = new Random(seed);
    this.draw = new Draw(random, weather != Weather.STORM);
    this.happenings = new Happenings(this, weather, random, draw);
    for (int i = 0; i < 12; i++) {
      Node node = draw.node(name(), i);
      account.nodes.put(node.name(), node);
    }
    draw.queues().forEach(queue -> account.queues.put(queue.name(), queue));
    kernel = new Kernel(policy);
    feed();
  }

  Kernel kernel() {
    return kernel;
  }

  long now() {
    return now;
  }

  String name() {
    return "n" + ids++;
  }

  UUID id(int kind) {
    return new UUID(kind, ids++);
  }

  void arrives(Account.Item item) {
    checks.arrives(item);
  }

  World recording() {
    recording = true;
    return this;
  }

  List<Cycle> cycles() {
    return cycles;
  }

  int starts() {
    return starts;
  }

  long longestWait() {
    return longestWait;
  }

  int stops() {
    return stops;
  }

  /** Plays until so many events have happened. */
  World play(int most) {
    while (events < most) {
      long end = ends.isEmpty() ? Long.MAX_VALUE : ends.element().at;
      now = Math.max(now, Math.min(next, Math.min(end, askAt)));
      while (!ends.isEmpty() && ends.element().at <= now) {
        End it = ends.remove();
        if (account.lives.get(it.live.task) == it.live && it.live.end == it.at) {
          events++;
          end(it.live);
        }
      }
      if (next <= now) {
        events++;
        happenings.happen();
        next = now + draw.time(waiting() > MOST_WAITING ? 20 * MINUTE : 4 * MINUTE);
      }
      decide();
    }
    return this;
  }

  long waiting() {
    return account.items.values().stream().filter(Account.Item::hasTask).count();
  }

  /** A new kernel learns all from the account. */
  void restart() {
    kernel = new Kernel(policy);
    account.lives.values().forEach(it -> it.stopping = false);
    account.items.values().forEach(it -> it.refusedUntil = 0);
    feed();
  }

  private void feed() {
    kernel.nodes(account.nodes.values());
    account.queues.values().forEach(kernel::queue);
    kernel.costs(now, account.costs);
    account.reservations.values().forEach(kernel::reserve);
    for (Account.Item item : account.items.values()) {
      List<Kernel.Running> running = new ArrayList<>();
      for (int index : new TreeSet<>(item.running)) {
        Account.Live live =
            Objects.requireNonNull(account.lives.get(new TaskId(item.work.id(), index)));
        running.add(new Kernel.Running(index, live.start, live.slots));
      }
      Set<Integer> begun = new TreeSet<>(item.ended);
      begun.addAll(item.running);
      int next = begun.isEmpty() ? 0 : Collections.max(begun) + 1;
      List<Integer> again =
          IntStream.range(0, next).filter(it -> !begun.contains(it)).boxed().toList();
      kernel.adopt(now, item.work, next, again, item.failed, running);
      if (item.withdrawn) {
        kernel.withdraw(now, item.work.id());
      }
    }
    account.lives.values().forEach(it -> kernel.checkpoint(it.checkpoint, it.task));
  }

  private void decide() {
    Cycle cycle = kernel.decide(now);
    checks.before(cycle, now);
    Account.Use fixed = account.use(true, true);
    for (Cycle.Preemption stop : cycle.preemptions()) {
      Account.Live live = Objects.requireNonNull(account.lives.get(stop.task()));
      live.stopping = true;
      endBy(live, now + draw.time(MINUTE));
      stops++;
    }
    cycle.starts().forEach(this::start);
    checks.leavesGuarantees(cycle.preemptions());
    checks.after(cycle, fixed, kernel, now);
    askAt = cycle.askAgainAt();
    if (recording) {
      cycles.add(cycle);
    }
    boolean doomed = !cycle.doomed().isEmpty();
    for (UUID it : cycle.doomed()) {
      assertThat(account.items).containsKey(it);
      withdraw(Objects.requireNonNull(account.items.get(it)));
    }
    if (doomed) {
      decide();
    } else {
      checks.nobodyWaitsWithoutNeed(kernel, now);
      assertThat(kernel.size()).isEqualTo(account.items.size());
      assertThat(kernel.running()).isEqualTo(account.lives.size());
    }
  }

  private void start(Cycle.Start start) {
    Account.Item item = Objects.requireNonNull(account.items.get(start.task().workload()));
    Account.Live live = new Account.Live(item, start.task(), now, start.slots());
    account.lives.put(start.task(), live);
    item.running.add(start.task().index());
    checks.started(item, now);
    longestWait = Math.max(longestWait, now - item.waitsSince);
    starts++;
    Long wall = item.work.wallTime();
    long longest = wall == null ? 8 * HOUR : wall;
    live.end = Long.MAX_VALUE;
    endBy(live, now + (draw.chance(0.3) ? longest : draw.time(longest)));
  }

  void endBy(Account.Live live, long at) {
    if (at < live.end) {
      live.end = at;
      ends.add(new End(at, turns++, live));
    }
  }

  private void end(Account.Live live) {
    boolean again = live.stopping || !live.lost.isEmpty() || draw.chance(0.05);
    Kernel.End how =
        again ? Kernel.End.AGAIN : draw.chance(0.05) ? Kernel.End.FAILED : Kernel.End.OK;
    kernel.ended(now, live.task, how);
    account.lives.remove(live.task);
    Account.Item item = live.item;
    item.running.remove(live.task.index());
    item.waitsSince = now;
    if (how != Kernel.End.AGAIN) {
      item.ended.add(live.task.index());
      item.failed |= how == Kernel.End.FAILED;
    }
    settle(item);
  }

  void settle(Account.Item item) {
    if (item.finished()) {
      account.items.remove(item.work.id());
      boolean ok = !item.failed && !item.withdrawn;
      for (UUID id : dependents.getOrDefault(item.work.id(), List.of())) {
        Account.Item it = account.items.get(id);
        boolean needsOk =
            it != null
                && it.work.wishes().after().stream()
                    .anyMatch(on -> on.ok() && on.workload().equals(item.work.id()));
        if (it != null && (ok || !needsOk)) {
          it.missing.remove(item.work.id());
        }
      }
      dependents.remove(item.work.id());
    }
  }

  void withdraw(Account.Item item) {
    kernel.withdraw(now, item.work.id());
    item.withdrawn = true;
    settle(item);
  }
}
