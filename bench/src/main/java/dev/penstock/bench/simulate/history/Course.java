package dev.penstock.bench.simulate.history;

import dev.penstock.dispatch.centre.Wishes;
import dev.penstock.dispatch.centre.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;

/** Keeps account of what happens to the jobs of a history, as it happened or as it would have. */
final class Course {
  private final Past past;
  private final Standing standing;
  private final List<Fate> fates = new ArrayList<>();
  private final Map<UUID, Line> lines = new HashMap<>();
  private final Map<UUID, Long> ends = new HashMap<>();
  private final Map<UUID, List<Line>> behind = new HashMap<>();
  private final PriorityQueue<Line> opening =
      new PriorityQueue<>(
          Comparator.comparingLong((Line it) -> it.ready).thenComparing(it -> it.item.id()));
  private final Set<UUID> all = new HashSet<>();

  /** What waits of a job or of an array. */
  private static final class Line {
    final Past.Item item;
    long ready;
    int missing;
    int waiting;
    int running;
    int left;
    boolean open;
    int shown;

    Line(Past.Item item) {
      this.item = item;
      this.ready = Math.max(item.work().submitted(), item.work().wishes().earliest());
    }

    /** How many of its tasks would start at once if there were room. */
    int asks() {
      return open ? Math.max(0, Math.min(waiting, item.work().atOnce() - running)) : 0;
    }
  }

  Course(Past past, Standing standing) {
    this.past = past;
    this.standing = standing;
    past.jobs().forEach(it -> all.add(it.id()));
  }

  Standing standing() {
    return standing;
  }

  List<Fate> fates() {
    return fates;
  }

  /** Nothing has happened from the last time to this one. */
  void passTo(long now) {
    while (!opening.isEmpty() && opening.peek().ready <= now) {
      Line line = opening.remove();
      standing.passTo(line.ready);
      line.open = true;
      show(line);
      standing.settle(Math.max(past.from(), line.ready));
    }
    standing.passTo(now);
  }

  /** Something has come of which so many tasks are to have a place, and so many may wait now. */
  void submit(Past.Item item, int tasks, int waiting) {
    Line line = new Line(item);
    line.waiting = waiting;
    line.left = tasks;
    lines.put(item.id(), line);
    if (tasks == 0) {
      ends.put(item.id(), line.ready);
    }
    for (Wishes.Dependency it : item.work().wishes().after()) {
      Long ended = ends.get(it.workload());
      if (ended != null) {
        line.ready = Math.max(line.ready, ended);
      } else if (all.contains(it.workload())) {
        line.missing++;
        behind.computeIfAbsent(it.workload(), key -> new ArrayList<>()).add(line);
      }
    }
    if (line.missing == 0) {
      opening.add(line);
    }
  }

  private void show(Line line) {
    Workload work = line.item.work();
    int asks = line.asks();
    if (asks != line.shown) {
      int more = asks - line.shown;
      standing.asks(line.item, (long) more * work.roles().getFirst().wish(), more);
      line.shown = asks;
    }
  }

  private Line line(Past.Item item) {
    Line line = lines.get(item.id());
    if (line == null) {
      throw new IllegalStateException("job %s has not come".formatted(item.id()));
    }
    return line;
  }

  void start(Past.Item item, List<Past.Slot> slots) {
    Line line = line(item);
    line.waiting--;
    line.running++;
    show(line);
    standing.take(item, slots);
  }

  /** Its place is free; it waits again. */
  void stop(Past.Item item, List<Past.Slot> slots) {
    Line line = line(item);
    line.waiting++;
    line.running--;
    show(line);
    standing.give(item, slots);
  }

  /** Its place is free, and it is done. */
  void end(Past.Item item, List<Past.Slot> slots, long now) {
    Line line = line(item);
    line.running--;
    show(line);
    standing.give(item, slots);
    done(line, now);
  }

  /** It waits no longer, and never runs. */
  void withdraw(Past.Item item, long now) {
    Line line = line(item);
    line.waiting--;
    show(line);
    done(line, now);
  }

  private void done(Line line, long now) {
    if (--line.left == 0) {
      ends.put(line.item.id(), now);
      for (Line next : behind.getOrDefault(line.item.id(), List.of())) {
        next.ready = Math.max(next.ready, now);
        if (--next.missing == 0) {
          opening.add(next);
        }
      }
    }
  }

  /** Notes what became of a task, where it counts: it came in time, ran, and ended. */
  void fate(Past.Item item, int index, long ended, long work, int stops, int interruptions) {
    boolean counts =
        item.work().submitted() >= past.from() && work > 0 && !item.tasks().get(index).open();
    if (counts) {
      fates.add(new Fate(item, index, line(item).ready, ended, work, stops, interruptions));
    }
  }
}
