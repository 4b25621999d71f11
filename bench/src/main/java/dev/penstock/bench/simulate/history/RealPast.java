package dev.penstock.bench.simulate.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The past as it was. */
final class RealPast {
  private enum What {
    END,
    COME,
    START
  }

  private record Event(long time, What what, Past.Item item, int task, int attempt) {}

  private final Past past;
  private final Course course;
  private final List<Event> events = new ArrayList<>();

  private RealPast(Past past) {
    this.past = past;
    this.course =
        new Course(
            past,
            new Standing(
                Unit.of(past.nodes()), past.nodes(), past.queues(), past.from(), past.to()));
  }

  static Outcome of(Past past) {
    return new RealPast(past).run();
  }

  private Outcome run() {
    for (Past.Item item : past.jobs()) {
      events.add(new Event(item.work().submitted(), What.COME, item, 0, 0));
      for (int task = 0; task < item.tasks().size(); task++) {
        List<Past.Attempt> attempts = item.tasks().get(task).attempts();
        for (int i = 0; i < attempts.size(); i++) {
          events.add(new Event(attempts.get(i).placed(), What.START, item, task, i));
          events.add(new Event(attempts.get(i).ended(), What.END, item, task, i));
        }
        if (attempts.isEmpty()) {
          events.add(new Event(item.tasks().get(task).ended(), What.END, item, task, -1));
        }
      }
    }
    events.sort(Comparator.comparingLong(Event::time).thenComparingInt(RealPast::turn));
    for (Event it : events) {
      long now = Math.max(past.from(), it.time);
      course.passTo(now);
      apply(it);
      course.standing().settle(now);
    }
    course.passTo(past.to());
    return new Outcome(course, 0, 0, 0);
  }

  /** Places are given back before they are taken; what begins and ends at one time begins first. */
  private static int turn(Event it) {
    return switch (it.what) {
      case END -> instant(it) ? 3 : 0;
      case COME -> 1;
      case START -> 2;
    };
  }

  private static boolean instant(Event it) {
    return it.attempt < 0 ? it.time <= it.item.work().submitted() : attempt(it).placed() == it.time;
  }

  private static Past.Attempt attempt(Event it) {
    return it.item.tasks().get(it.task).attempts().get(it.attempt);
  }

  private void apply(Event it) {
    if (it.what == What.COME) {
      course.submit(it.item, it.item.tasks().size(), it.item.tasks().size());
    } else if (it.attempt < 0) {
      course.withdraw(it.item, it.time);
    } else if (it.what == What.START) {
      course.start(it.item, attempt(it).slots());
    } else {
      end(it);
    }
  }

  private void end(Event it) {
    Past.Task task = it.item.tasks().get(it.task);
    if (it.attempt + 1 < task.attempts().size()) {
      course.stop(it.item, attempt(it).slots());
      return;
    }
    course.end(it.item, attempt(it).slots(), it.time);
    int interrupted = (int) task.attempts().stream().filter(Past.Attempt::interrupted).count();
    course.fate(it.item, it.task, it.time, task.work(Long.MIN_VALUE / 2), 0, interrupted);
  }
}
