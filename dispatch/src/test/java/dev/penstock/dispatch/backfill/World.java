package dev.penstock.dispatch.backfill;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random work for a small machine; every job ends within its requested time. */
final class World {
  /** A job, when it arrives and how long it runs. */
  record Arrival(long at, Job job, long runsFor) {}

  /** A job that was started. */
  record Start(long at, long id) {}

  /** Looks on after each moment's decision. */
  interface Watcher {
    void after(long now, List<Job> queue, List<Start> starts);
  }

  private record Running(Job job, long ends) {}

  private World() {}

  static List<Arrival> arrivals(long seed, int jobs, int processors, int longest) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Arrival> arrivals = new ArrayList<>();
    long now = 0;
    for (int id = 0; id < jobs; id++) {
      now += random.nextInt(3) == 0 ? 0 : random.nextInt(longest);
      long requested = random.nextLong(1, random.nextBoolean() ? longest + 1L : longest / 4 + 2L);
      long runsFor = random.nextBoolean() ? requested : random.nextLong(requested + 1);
      int wide = 1 + random.nextInt(random.nextInt(4) == 0 ? processors : 1 + processors / 3);
      String user = "user" + random.nextInt(4);
      arrivals.add(new Arrival(now, new Job(id, wide, requested, user), runsFor));
    }
    return arrivals;
  }

  /** Plays all arrivals until all have ended; ends come before arrivals of the same moment. */
  static List<Start> play(BackfillKernel kernel, List<Arrival> arrivals, Watcher watcher) {
    List<Arrival> coming = new ArrayList<>(arrivals);
    List<Running> running = new ArrayList<>();
    List<Job> queue = new ArrayList<>();
    List<Start> starts = new ArrayList<>();
    while (starts.size() < arrivals.size() || !running.isEmpty()) {
      long now = next(kernel, coming, running);
      running.removeIf(
          it -> {
            if (it.ends() <= now) {
              kernel.ended(now, it.job().id());
            }
            return it.ends() <= now;
          });
      while (!coming.isEmpty() && coming.getFirst().at() <= now) {
        Job job = coming.removeFirst().job();
        kernel.submit(now, job);
        queue.add(job);
      }
      for (Job job : kernel.decide(now)) {
        queue.remove(job);
        starts.add(new Start(now, job.id()));
        running.add(new Running(job, now + arrivals.get((int) job.id()).runsFor()));
      }
      watcher.after(now, List.copyOf(queue), List.copyOf(starts));
    }
    return starts;
  }

  private static long next(BackfillKernel kernel, List<Arrival> coming, List<Running> running) {
    long next = kernel.nextDecision().orElse(Long.MAX_VALUE);
    if (!coming.isEmpty()) {
      next = Math.min(next, coming.getFirst().at());
    }
    for (Running it : running) {
      next = Math.min(next, it.ends());
    }
    return next;
  }
}
