package dev.penstock.jobs;

import dev.penstock.datasets.Datasets;
import dev.penstock.models.Models;
import dev.penstock.queues.Queues;
import dev.penstock.queues.Waiting;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Jobs that start after others. A job is locked while one that starts after it is submitted, so
 * that its end is seen either by the submission or by the end. All methods work in the open
 * transaction; older jobs are locked before younger ones, and one that starts after another is
 * younger than that.
 */
final class Dependencies {
  private final JobTable jobs;
  private final Queues queues;
  private final Datasets datasets;
  private final Models models;
  private final Changes changes;
  private final Clock clock;

  Dependencies(
      JobTable jobs,
      Queues queues,
      Datasets datasets,
      Models models,
      Changes changes,
      Clock clock) {
    this.jobs = jobs;
    this.queues = queues;
    this.datasets = datasets;
    this.models = models;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * What a specification's names mean.
   *
   * @param pinned the same with ids for names
   * @param open those that have not ended yet
   */
  record Found(List<JobSpec.After> pinned, List<Waiting.After> open) {}

  /**
   * Finds the jobs that one is to start after, and has their ends told from here on.
   *
   * @throws ProblemException not found, also when it is another tenant's; a conflict when it has
   *     ended, and not well
   */
  Found find(OrgId org, List<JobSpec.After> after) {
    List<JobId> ids = new ArrayList<>();
    Set<JobId> seen = new HashSet<>();
    for (JobSpec.After one : after) {
      String name = one.job();
      JobId id = id(org, name).orElseThrow(() -> missing(ids.size(), name));
      if (!seen.add(id)) {
        throw Problems.invalid(field(ids.size()), name, "it is named twice; name each job once");
      }
      ids.add(id);
    }
    Map<JobId, Job> found =
        jobs.lockAll(ids).stream()
            .filter(it -> it.org().equals(org))
            .collect(Collectors.toMap(Job::id, Function.identity()));
    List<JobSpec.After> pinned = new ArrayList<>();
    List<Waiting.After> open = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      JobSpec.After one = after.get(i);
      Job job = found.get(ids.get(i));
      if (job == null) {
        throw missing(i, one.job());
      }
      boolean ok = one.condition() != JobSpec.Condition.ANY;
      if (!job.state().isTerminal()) {
        open.add(new Waiting.After(job.id(), job.spec().name(), ok));
      } else if (ok && job.state() != JobState.SUCCEEDED) {
        throw Problems.conflict(
            field(i),
            one.job(),
            "the job \"%s\" has ended as %s".formatted(job.spec().name(), job.state()),
            "run it again and name the new one, or give the condition any");
      }
      pinned.add(new JobSpec.After(job.id().toString(), one.condition()));
    }
    if (!open.isEmpty()) {
      jobs.await(open.stream().map(Waiting.After::job).toList());
    }
    return new Found(pinned, open);
  }

  private Optional<JobId> id(OrgId org, String name) {
    try {
      return Optional.of(new JobId(UUID.fromString(name)));
    } catch (IllegalArgumentException notAnId) {
      return name.indexOf('\0') >= 0 ? Optional.empty() : jobs.latest(org, name);
    }
  }

  private static ProblemException missing(int index, String name) {
    return new ProblemException(
        Problems.notFound("job", name, "give the id or the name of a job that was submitted before")
            .problem()
            .at(field(index)));
  }

  private static String field(int index) {
    return "after[" + index + "].job";
  }

  /**
   * Lets those go that waited for these ends, and ends those that can't start any more; and those
   * after them.
   *
   * @param changed jobs that may have ended; they are locked
   */
  void settle(Collection<Job> changed) {
    Deque<Job> ended = new ArrayDeque<>();
    changed.stream().filter(Dependencies::concerns).forEach(ended::add);
    List<Job> stranded = new ArrayList<>();
    while (!ended.isEmpty()) {
      Job job = ended.remove();
      List<JobId> lost = queues.ended(job.id(), job.state() == JobState.SUCCEEDED);
      for (Job one : lost.isEmpty() ? List.<Job>of() : jobs.lockAll(lost)) {
        queues.remove(one.org(), one.id());
        if (one.state() == JobState.QUEUED) {
          Job cancelled = cancelled(one, job);
          stranded.add(cancelled);
          ended.addAll(cancelled.awaited() ? List.of(cancelled) : List.of());
        }
      }
    }
    if (!stranded.isEmpty()) {
      jobs.update(stranded);
      changes.afterCommit(stranded);
    }
  }

  private static boolean concerns(Job job) {
    return job.awaited() && job.state().isTerminal();
  }

  private Job cancelled(Job one, Job because) {
    datasets.unuse(one.id());
    models.unuse(one.id());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String reason =
        "the job \"%s\" (%s) ended as %s, and this one was to start only after it had ended well"
            .formatted(because.spec().name(), because.id(), because.state());
    return one.cancelled(reason, now);
  }
}
