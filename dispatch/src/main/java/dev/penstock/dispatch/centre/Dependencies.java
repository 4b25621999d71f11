package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Who waits for the end of whom. */
final class Dependencies {
  private final Map<UUID, List<Job>> dependents = new HashMap<>();
  private final List<UUID> doomed = new ArrayList<>();

  /**
   * Takes in what a job comes after.
   *
   * @param known those that have not ended
   */
  void add(Job job, Map<UUID, Job> known) {
    for (Wishes.Dependency it : job.work().wishes().after()) {
      boolean waits = known.containsKey(it.workload()) && !it.workload().equals(job.id());
      if (waits && job.missing().add(it.workload())) {
        dependents.computeIfAbsent(it.workload(), key -> new ArrayList<>()).add(job);
      }
    }
  }

  /**
   * A job is over.
   *
   * @param known those that have not ended
   * @return those that wait for nobody any more
   */
  List<Job> ended(Job job, boolean ok, Map<UUID, Job> known) {
    doomed.remove(job.id());
    List<Job> free = new ArrayList<>();
    List<Job> next = dependents.remove(job.id());
    for (Job it : next == null ? List.<Job>of() : next) {
      if (known.get(it.id()) == it) {
        if (!ok && needsWell(it, job)) {
          doomed.add(it.id());
        } else if (it.missing().remove(job.id()) && it.missing().isEmpty()) {
          free.add(it);
        }
      }
    }
    return free;
  }

  private static boolean needsWell(Job next, Job job) {
    return next.work().wishes().after().stream()
        .anyMatch(it -> it.workload().equals(job.id()) && it.ok());
  }

  /**
   * Makes an empty one the same as this.
   *
   * @param same those of the other that have not ended
   */
  void copyTo(Dependencies other, Map<UUID, Job> same) {
    other.dependents.clear();
    dependents.forEach(
        (id, own) ->
            other.dependents.put(
                id,
                new ArrayList<>(
                    own.stream().map(it -> same.get(it.id())).filter(Objects::nonNull).toList())));
    other.doomed.addAll(doomed);
  }

  /** Those that can never run any more, since what they follow did not end well; told once. */
  List<UUID> takeDoomed() {
    List<UUID> taken = doomed.stream().distinct().toList();
    doomed.clear();
    return taken;
  }
}
