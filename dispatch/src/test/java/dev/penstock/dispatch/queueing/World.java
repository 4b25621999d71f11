package dev.penstock.dispatch.queueing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;

/**
 * A cluster in which jobs come and end at random times; it keeps its own account of the cards and
 * holds every decision against it.
 */
final class World {
  private static final long CHECKPOINT = 600;

  private record Event(long time, long id, int turn) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(id, other.id);
    }
  }

  private final Scheduler scheduler;
  private final List<Partition> partitions;
  private final int perNode;
  private final Lost lost;
  private final Map<Long, Job> waiting = new TreeMap<>();
  private final Map<Long, Job> running = new TreeMap<>();
  private final Map<Long, Start> places = new HashMap<>();
  private final Map<Long, Long> left = new HashMap<>();
  private final Map<Long, Long> startedAt = new HashMap<>();
  private final Map<Long, Integer> turns = new HashMap<>();
  private final PriorityQueue<Event> ends = new PriorityQueue<>();
  private final long[] held;
  private final Map<String, Long> askingSince = new HashMap<>();
  private final List<Decision> decisions = new ArrayList<>();
  private long longestAsked;
  private long askAt = Decision.NEVER;
  private final BitSet lostNodes = new BitSet();
  private long faultAt = Decision.NEVER;
  private int faults;
  private int meanFaultGap;

  World(Policy policy, List<Partition> partitions, int perNode) {
    scheduler = policy.over(partitions, perNode);
    this.partitions = partitions;
    this.perNode = perNode;
    lost = policy.lost();
    held = new long[partitions.stream().mapToInt(Partition::nodes).sum()];
  }

  /** The same with nodes that go and come back, one or the other every so many seconds. */
  World playWithFaults(long seed, int jobs, int meanGap, int meanFaultGap) {
    this.meanFaultGap = meanFaultGap;
    faultAt = meanFaultGap;
    return play(seed, jobs, meanGap);
  }

  /** Jobs of all sizes up to the smallest queue's share come at random, until all have ended. */
  World play(long seed, int jobs, int meanGap) {
    Random random = new Random(seed);
    long next = 0;
    int submitted = 0;
    while (submitted < jobs || !running.isEmpty() || !waiting.isEmpty()) {
      long event = submitted < jobs ? next : Decision.NEVER;
      long end = ends.isEmpty() ? Decision.NEVER : ends.element().time();
      long now = Math.min(Math.min(event, faultAt), Math.min(end, askAt));
      assertThat(now).as("somebody waits for ever: %s", waiting).isLessThan(Decision.NEVER);
      end(now);
      if (faultAt == now) {
        fault(now, random);
        faultAt = now + 1 + random.nextInt(2 * meanFaultGap);
      }
      if (event == now) {
        submit(now, random, submitted++);
        next = now + random.nextInt(2 * meanGap);
      }
      decide(now);
    }
    return this;
  }

  /** How often a node was lost. */
  int faults() {
    return faults;
  }

  private void fault(long now, Random random) {
    int node = random.nextInt(held.length);
    if (lostNodes.get(node)) {
      lostNodes.clear(node);
      scheduler.back(now, node);
      return;
    }
    List<Long> there =
        places.values().stream()
            .filter(it -> it.slots().stream().anyMatch(slot -> slot.node() == node))
            .map(Start::job)
            .toList();
    assertThat(scheduler.lost(now, node, CHECKPOINT)).containsExactlyInAnyOrderElementsOf(there);
    lostNodes.set(node);
    faults++;
    for (long id : there) {
      Job job = Objects.requireNonNull(running.remove(id));
      long ran = now - Objects.requireNonNull(startedAt.get(id));
      left.merge(id, -(ran - ran % CHECKPOINT), Long::sum);
      turns.merge(id, 1, Integer::sum);
      free(id);
      waiting.put(id, job);
    }
  }

  List<Decision> decisions() {
    return decisions;
  }

  /** The longest time, in seconds, that a queue asked for its share without getting it. */
  long longestAsked() {
    return longestAsked;
  }

  private void submit(long now, Random random, long id) {
    Partition partition = partitions.get(random.nextInt(partitions.size()));
    int nodes = Math.min(4, partition.nodes());
    int cards =
        random.nextInt(10) == 0
            ? perNode * (1 + random.nextInt(nodes))
            : 1 + random.nextInt(random.nextBoolean() ? 1 : perNode);
    long seconds = (long) Math.exp(random.nextDouble() * 10);
    Job job = new Job(id, partition.queue(), cards, seconds);
    waiting.put(id, job);
    left.put(id, seconds);
    turns.put(id, 0);
    scheduler.submit(now, job);
  }

  private void end(long now) {
    while (!ends.isEmpty() && ends.element().time() == now) {
      Event event = ends.remove();
      if (running.containsKey(event.id()) && event.turn() == turn(event.id())) {
        running.remove(event.id());
        free(event.id());
        scheduler.ended(now, event.id());
      }
    }
  }

  private void decide(long now) {
    Decision decision = scheduler.decide(now);
    decisions.add(decision);
    askAt = decision.askAgainAt();
    assertThat(askAt).isGreaterThan(now);
    for (long id : decision.evictions()) {
      Job job = running.remove(id);
      assertThat(job).as("evicted, but not running: %d", id).isNotNull();
      long ran = now - Objects.requireNonNull(startedAt.get(id));
      left.merge(id, lost.seconds(Objects.requireNonNull(job).cards()) - ran, Long::sum);
      turns.merge(id, 1, Integer::sum);
      free(id);
      waiting.put(id, job);
    }
    decision.starts().forEach(start -> start(now, start));
    settle(now);
  }

  private void start(long now, Start start) {
    Job job = waiting.remove(start.job());
    assertThat(job).as("started, but not waiting: %d", start.job()).isNotNull();
    int cards = Objects.requireNonNull(job).cards();
    assertThat(start.slots().stream().mapToInt(Slot::count).sum()).isEqualTo(cards);
    assertThat(start.slots()).hasSize((cards + perNode - 1) / perNode);
    for (Slot slot : start.slots()) {
      assertThat(lostNodes.get(slot.node())).as("started on a lost node").isFalse();
      assertThat(held[slot.node()] & slot.cards()).as("a card held twice").isZero();
      held[slot.node()] |= slot.cards();
    }
    running.put(job.id(), job);
    places.put(job.id(), start);
    startedAt.put(job.id(), now);
    long end = now + Objects.requireNonNull(left.get(job.id()));
    ends.add(new Event(end, job.id(), turn(job.id())));
  }

  private int turn(long id) {
    return Objects.requireNonNull(turns.get(id));
  }

  private void free(long id) {
    for (Slot slot : Objects.requireNonNull(places.remove(id)).slots()) {
      held[slot.node()] &= ~slot.cards();
    }
  }

  private void settle(long now) {
    for (Partition it : partitions) {
      long since = askingSince.getOrDefault(it.queue(), Decision.NEVER);
      if (since != Decision.NEVER) {
        longestAsked = Math.max(longestAsked, now - since);
      }
      askingSince.put(it.queue(), asks(it) ? Math.min(since, now) : Decision.NEVER);
    }
  }

  private boolean asks(Partition partition) {
    int used =
        running.values().stream()
            .filter(it -> it.queue().equals(partition.queue()))
            .mapToInt(Job::cards)
            .sum();
    return waiting.values().stream()
        .anyMatch(
            it ->
                it.queue().equals(partition.queue())
                    && used + it.cards() <= partition.nodes() * perNode);
  }
}
