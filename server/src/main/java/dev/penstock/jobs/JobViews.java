package dev.penstock.jobs;

import dev.penstock.billing.Charges;
import dev.penstock.queues.Queues;
import dev.penstock.queues.WaitReason;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.tenancy.Directory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows jobs with all that is told beside them, by a few queries whatever their number. */
final class JobViews {
  private final AttemptTable attempts;
  private final Directory names;
  private final Charges charges;
  private final Queues queues;
  private final WaitTexts texts;
  private final FaultTexts faults;

  JobViews(
      AttemptTable attempts,
      Directory names,
      Charges charges,
      Queues queues,
      WaitTexts texts,
      FaultTexts faults) {
    this.attempts = attempts;
    this.names = names;
    this.charges = charges;
    this.queues = queues;
    this.texts = texts;
    this.faults = faults;
  }

  /** One tenant's jobs; in the open transaction. */
  List<JobView> of(List<Job> jobs, Locale locale) {
    return of(jobs, locale, Map.of());
  }

  /** One tenant's job; in the open transaction. */
  JobView of(Job job, Locale locale) {
    return of(List.of(job), locale, Map.of()).getFirst();
  }

  /** Jobs of all organisations, with their names; in the open transaction. */
  List<JobView> ofAll(List<Job> jobs, Locale locale) {
    return of(jobs, locale, names.organisations(ids(jobs, job -> job.org().value())));
  }

  private List<JobView> of(List<Job> jobs, Locale locale, Map<UUID, String> organisations) {
    Map<JobId, List<Attempt>> byJob =
        attempts.ofAll(jobs.stream().map(Job::id).toList()).stream()
            .collect(Collectors.groupingBy(Attempt::job));
    List<JobId> arrays = jobs.stream().filter(Job::isArray).map(Job::id).toList();
    Map<JobId, List<UUID>> ofTasks = attempts.ofTasks(arrays);
    Map<JobId, Integer> running = attempts.tasksRunning(arrays);
    Map<UUID, Charges.Charge> costs =
        charges.of(
            Stream.concat(
                    byJob.values().stream().flatMap(List::stream).map(it -> it.id().value()),
                    ofTasks.values().stream().flatMap(List::stream))
                .toList());
    Map<UUID, String> projects = names.projects(ids(jobs, job -> job.project().value()));
    Map<UUID, String> people = names.people(ids(jobs, job -> job.submittedBy().value()));
    Map<JobId, WaitReason> reasons =
        queues.reasons(jobs.stream().filter(Job::mayWait).map(Job::entry).distinct().toList());
    Map<AttemptId, JobView.FaultView> ended =
        faults.of(jobs.stream().map(Job::id).toList(), locale);
    return jobs.stream()
        .map(
            job -> {
              List<Attempt> own = byJob.getOrDefault(job.id(), List.of());
              WaitReason why = job.mayWait() ? reasons.get(job.entry()) : null;
              return JobView.of(
                  job,
                  own,
                  new JobView.Beside(
                      organisations.get(job.org().value()),
                      projects.get(job.project().value()),
                      people.get(job.submittedBy().value()),
                      why == null ? null : texts.sentence(why, locale),
                      charge(job, own, ofTasks, costs),
                      running.getOrDefault(job.id(), 0),
                      faults.unknownSince(job, own),
                      ended));
            })
        .toList();
  }

  private static List<UUID> ids(List<Job> jobs, Function<Job, UUID> id) {
    return jobs.stream().map(id).distinct().toList();
  }

  private static Charges.Charge charge(
      Job job, List<Attempt> own, Map<JobId, List<UUID>> ofTasks, Map<UUID, Charges.Charge> costs) {
    return Stream.concat(
            own.stream().map(it -> it.id().value()),
            ofTasks.getOrDefault(job.id(), List.of()).stream())
        .map(it -> costs.getOrDefault(it, Charges.Charge.NONE))
        .reduce(Charges.Charge.NONE, Charges.Charge::plus);
  }
}
