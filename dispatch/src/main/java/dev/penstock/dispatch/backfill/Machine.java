package dev.penstock.dispatch.backfill;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The processors, and who holds them. */
final class Machine {
  /**
   * A job that runs.
   *
   * @param job the job
   * @param started when it started
   */
  record Running(Job job, long started) {
    /** When it ends at the latest. */
    long requestedEnd() {
      return started + job.requested();
    }
  }

  private final int processors;
  private final Map<Long, Running> running = new HashMap<>();
  private final TreeMap<Long, Integer> ends = new TreeMap<>();
  private int free;
  private int lost;

  Machine(int processors) {
    this.processors = processors;
    free = processors;
  }

  int processors() {
    return processors;
  }

  int free() {
    return free;
  }

  /** So many free ones go away. */
  void lose(int count) {
    if (count < 1 || count > free) {
      throw new IllegalArgumentException(
          "%d processors can't be lost; %d are free, end or interrupt what runs on the others"
              .formatted(count, free));
    }
    free -= count;
    lost += count;
  }

  /** So many come back. */
  void restore(int count) {
    if (count < 1 || count > lost) {
      throw new IllegalArgumentException(
          "%d processors can't come back; %d are lost".formatted(count, lost));
    }
    free += count;
    lost -= count;
  }

  boolean runs(long id) {
    return running.containsKey(id);
  }

  void start(long now, Job job) {
    if (job.processors() > free) {
      throw new IllegalStateException("job " + job.id() + " was started without room");
    }
    Running it = new Running(job, now);
    running.put(job.id(), it);
    ends.merge(it.requestedEnd(), job.processors(), Integer::sum);
    free -= job.processors();
  }

  /** Takes the job off; null where none of this id runs. */
  @Nullable Running end(long id) {
    Running it = running.remove(id);
    if (it != null) {
      ends.computeIfPresent(
          it.requestedEnd(),
          (end, held) -> held == it.job().processors() ? null : held - it.job().processors());
      free += it.job().processors();
    }
    return it;
  }

  /** Whether some job runs on although its requested time is over. */
  boolean overrun(long now) {
    return !ends.isEmpty() && ends.firstKey() <= now;
  }

  /** What becomes free when, by the requested ends. */
  Profile profile(long now) {
    return Profile.of(now, free, ends);
  }
}
