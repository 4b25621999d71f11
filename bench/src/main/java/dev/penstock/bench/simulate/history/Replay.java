package dev.penstock.bench.simulate.history;

import dev.penstock.bench.simulate.variant.FaultPlan;
import dev.penstock.bench.simulate.variant.Faults;
import dev.penstock.dispatch.centre.Cycle;
import dev.penstock.dispatch.centre.Kernel;
import dev.penstock.dispatch.centre.Node;
import dev.penstock.dispatch.centre.Slot;
import dev.penstock.dispatch.centre.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The past as it would have been: the same jobs come, and the kernel decides, event by event. */
final class Replay {
  private static final long SECOND = 1000;
  private static final long USUAL_CHECKPOINT = 3_600_000;

  private final Past past;
  private final Changed centre;
  private final Kernel kernel;
  private final Course course;
  private final FaultPlan faults;
  private final long checkpoint;
  private final Map<String, Integer> nodes = new HashMap<>();
  private final CardBook book;
  private final Map<UUID, Past.Item> items = new HashMap<>();
  private final Map<TaskId, Play> plays = new HashMap<>();
  private final PriorityQueue<Play.End> ends = new PriorityQueue<>(Play.End.ORDER);
  private final Set<Integer> gone = new HashSet<>();
  private int next;
  private int nodesLost;
  private double lost;

  private Replay(Past past, Changed centre, @Nullable Faults faults, long seed) {
    this.past = past;
    this.centre = centre;
    this.kernel = new Kernel(centre.policy());
    for (Node it : centre.nodes()) {
      nodes.put(it.name(), nodes.size());
    }
    book = new CardBook(centre.nodes());
    course =
        new Course(
            past,
            new Standing(
                Unit.of(past.nodes()), centre.nodes(), centre.queues(), past.from(), past.to()));
    this.faults =
        new FaultPlan(faults, centre.nodes().size(), seed, Math.floorDiv(past.from(), SECOND));
    long minutes = faults == null ? USUAL_CHECKPOINT : faults.checkpointSeconds();
    checkpoint =
        faults == null
            ? minutes
            : minutes > Long.MAX_VALUE / SECOND ? Long.MAX_VALUE : minutes * SECOND;
  }

  /**
   * Plays it until all that came in the past has ended.
   *
   * @throws FaultPlan.Endless when nodes fail too often for that
   */
  static Outcome of(Past past, Changed centre, @Nullable Faults faults, long seed) {
    return new Replay(past, centre, faults, seed).run();
  }

  private Outcome run() {
    kernel.nodes(centre.nodes());
    centre.queues().forEach(kernel::queue);
    long askAt = past.from();
    while (!plays.isEmpty() || next < past.jobs().size()) {
      long now = Math.min(nextEvent(), askAt);
      if (now == Cycle.NEVER || (gone.isEmpty() && stands(askAt))) {
        break;
      }
      course.passTo(now);
      end(now);
      fail(now);
      submit(now);
      Cycle cycle = kernel.decide(now);
      boolean again = apply(now, cycle);
      askAt = again ? now : Math.max(now + 1, cycle.askAgainAt());
      course.standing().settle(now);
    }
    course.passTo(past.to());
    return new Outcome(course, nodesLost, lost, plays.size());
  }

  /** Whether nothing is to come but faults. */
  private boolean stands(long askAt) {
    return askAt == Cycle.NEVER && ends.isEmpty() && next == past.jobs().size();
  }

  private long nextEvent() {
    long come =
        next < past.jobs().size()
            ? Math.max(past.from(), past.jobs().get(next).work().submitted())
            : Cycle.NEVER;
    long fault = faults.next() == FaultPlan.NEVER ? Cycle.NEVER : faults.next() * SECOND;
    long end = ends.isEmpty() ? Cycle.NEVER : ends.peek().time();
    return Math.min(come, Math.min(Math.max(past.from(), fault), end));
  }

  private void end(long now) {
    while (!ends.isEmpty() && ends.peek().time() <= now) {
      Play.End end = ends.remove();
      Play play = plays.get(end.task());
      if (play == null || play.turn != end.turn()) {
        continue;
      }
      if (play.running) {
        plays.remove(end.task());
        book.give(play.slots, play.cardMilli());
        course.end(play.item, play.slots, now);
        course.fate(play.item, play.index, now, play.all, play.stops, play.interruptions);
        kernel.ended(now, end.task(), play.task().ok() ? Kernel.End.OK : Kernel.End.FAILED);
      } else {
        withdraw(now, play.item);
      }
    }
  }

  /** All that waits of it waits no longer. */
  private void withdraw(long now, Past.Item item) {
    for (int index = 0; index < item.tasks().size(); index++) {
      TaskId task = new TaskId(item.id(), index);
      Play play = plays.get(task);
      if (play != null && !play.running) {
        plays.remove(task);
        course.withdraw(item, now);
      }
    }
    kernel.withdraw(now, item.id());
  }

  private void fail(long now) {
    while (faults.next() != FaultPlan.NEVER && faults.next() * SECOND <= now) {
      FaultPlan.Change change = faults.take();
      Node node = centre.nodes().get(change.node());
      kernel.node(ready(node, !change.lost()));
      if (!change.lost()) {
        gone.remove(change.node());
        course.standing().restore(change.node());
        continue;
      }
      nodesLost++;
      gone.add(change.node());
      for (Play play : List.copyOf(plays.values())) {
        if (play.running && play.slots.stream().anyMatch(it -> it.node() == change.node())) {
          play.interruptions++;
          lost += (double) stop(now, play) * play.slots.size() * play.amount();
        }
      }
      course.standing().lose(change.node());
    }
  }

  private static Node ready(Node it, boolean ready) {
    return new Node(
        it.name(),
        ready,
        it.model(),
        it.cards(),
        it.faulty(),
        it.ringCards(),
        it.milliCores(),
        it.memoryMiB(),
        it.network(),
        it.superNode(),
        it.labels());
  }

  /** Lets it wait again; how much of its work was in vain. */
  private long stop(long now, Play play) {
    long again = play.stop(now, checkpoint);
    book.give(play.slots, play.cardMilli());
    course.stop(play.item, play.slots);
    play.slots = List.of();
    kernel.ended(now, play.id(), Kernel.End.AGAIN);
    if (play.all == 0) {
      ends.add(play.end(Math.max(now, play.task().ended())));
    }
    return again;
  }

  private void submit(long now) {
    for (; next < past.jobs().size(); next++) {
      Past.Item item = past.jobs().get(next);
      if (item.work().submitted() > now) {
        return;
      }
      items.put(item.id(), item);
      enter(now, Entry.of(past, item, centre.nodes().size()));
    }
  }

  private void enter(long now, Entry entry) {
    Past.Item item = entry.item();
    course.submit(item, entry.left().size(), entry.left().size());
    List<Kernel.Running> running = new ArrayList<>();
    for (int index : entry.left()) {
      Play play = new Play(item, index, entry.work(index));
      plays.put(play.id(), play);
      Past.Attempt goesOn = entry.running().get(index);
      if (goesOn != null) {
        running.add(
            new Kernel.Running(
                index,
                goesOn.placed(),
                goesOn.slots().stream()
                    .map(it -> new Slot(centre.nodes().get(it.node()).name(), it.cards(), 0))
                    .toList()));
        begin(now, play, goesOn.slots());
      } else if (play.left == 0) {
        ends.add(play.end(Math.max(now, play.task().ended())));
      }
    }
    if (entry.left().isEmpty()) {
      return;
    }
    kernel.adopt(now, item.work(), entry.next(), entry.again(), entry.failed(), running);
  }

  private void begin(long now, Play play, List<Past.Slot> slots) {
    book.take(slots, play.cardMilli());
    play.start(now, slots);
    course.start(play.item, slots);
    ends.add(play.end(play.left == 0 ? Math.max(now, play.task().ended()) : now + play.left));
  }

  /** Whether the kernel is to be asked again at once. */
  private boolean apply(long now, Cycle cycle) {
    for (Cycle.Preemption it : cycle.preemptions()) {
      Play play = plays.get(it.task());
      if (play != null) {
        play.stops++;
        stop(now, play);
      }
    }
    for (Cycle.Start it : cycle.starts()) {
      Play play = plays.get(it.task());
      if (play == null) {
        throw new IllegalStateException("task %s was started, but is not there".formatted(it));
      }
      begin(
          now,
          play,
          it.slots().stream()
              .map(slot -> new Past.Slot(nodes.getOrDefault(slot.node(), -1), slot.cards()))
              .toList());
    }
    for (UUID doomed : cycle.doomed()) {
      Past.Item item = items.get(doomed);
      if (item != null) {
        withdraw(now, item);
      }
    }
    return !cycle.preemptions().isEmpty() || !cycle.doomed().isEmpty();
  }
}
