package dev.penstock.jobs;

import dev.penstock.billing.Funds;
import dev.penstock.billing.Prices;
import dev.penstock.dispatch.Fit;
import dev.penstock.fleet.Engines;
import dev.penstock.queues.Queues;
import dev.penstock.queues.Waiting;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problems;
import dev.penstock.shared.ProjectId;
import dev.penstock.shared.Shape;
import dev.penstock.tenancy.Projects;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs: quoted, submitted, found, stopped. */
public final class Jobs {
  private final Access access;
  private final JobTable jobs;
  private final AttemptTable attempts;
  private final JobViews views;
  private final Foresight foresight;
  private final Resolver resolver;
  private final Projects projects;
  private final Queues queues;
  private final Funds funds;
  private final Prices prices;
  private final HoldPolicy holds;
  private final Engines engines;
  private final Dependencies dependencies;
  private final Cancellation cancellation;
  private final Changes changes;
  private final Clock clock;

  Jobs(
      Access access,
      JobTable jobs,
      AttemptTable attempts,
      JobViews views,
      Foresight foresight,
      Resolver resolver,
      Projects projects,
      Queues queues,
      Funds funds,
      Prices prices,
      HoldPolicy holds,
      Engines engines,
      Dependencies dependencies,
      Cancellation cancellation,
      Changes changes,
      Clock clock) {
    this.access = access;
    this.jobs = jobs;
    this.attempts = attempts;
    this.views = views;
    this.foresight = foresight;
    this.resolver = resolver;
    this.projects = projects;
    this.queues = queues;
    this.funds = funds;
    this.prices = prices;
    this.holds = holds;
    this.engines = engines;
    this.dependencies = dependencies;
    this.cancellation = cancellation;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * What a job would cost, without asking for it.
   *
   * @throws dev.penstock.shared.ProblemException when it could never run here
   */
  public Quote quote(OrgId org, @Nullable JobSpec given, Locale locale) {
    JobSpec spec = JobSpecs.check(given);
    JobTerms.times(spec, clock.instant());
    Shape shape = resolver.shape(spec);
    Money dearest = dearest(spec, shape);
    Money available = access.tenant(org, () -> funds.balance(org).available());
    return new Quote(
        prices.perHour(shape, Objects.requireNonNull(spec.nodes())),
        dearest,
        spec.wallTime() == null ? null : spec.wallTime().duration().toSeconds(),
        available,
        available.compareTo(dearest) >= 0,
        resolver.fit(spec, shape) instanceof Fit.Possible possible && possible.now(),
        foresight.of(org, spec, shape, locale));
  }

  private Money dearest(JobSpec spec, Shape shape) {
    return holds.dearest(
        shape,
        Objects.requireNonNull(spec.nodes()),
        HoldPolicy.horizon(spec.wallTime()).plus(HoldPolicy.GRACE));
  }

  /**
   * Takes a job in: it waits for its place from here on.
   *
   * @throws dev.penstock.shared.ProblemException when it is malformed, names what is not there, can
   *     never fit or can't be paid for; nothing is kept then
   */
  public JobView submit(Submission submission) {
    JobSpec spec = JobSpecs.check(submission.spec());
    JobTerms.times(spec, clock.instant());
    if ((spec.kind() == JobKind.NOTEBOOK) != (submission.folder() != null)) {
      throw Problems.invalid(
          "kind", "notebook", "make a notebook with POST /v1/notebooks, and start that");
    }
    Shape shape = resolver.shape(spec);
    Money dearest = dearest(spec, shape);
    OrgId org = submission.org();
    Job job = access.tenant(org, () -> take(submission, spec, shape, dearest));
    return JobView.of(job, List.of(), JobView.Beside.NOTHING);
  }

  private Job take(Submission submission, JobSpec spec, Shape shape, Money dearest) {
    OrgId org = submission.org();
    ProjectId project = projects.byName(org, Objects.requireNonNull(spec.project())).id();
    JobId id = spec.array() == null ? JobId.next() : JobId.nextOfArray();
    // before the inputs, for an end locks its job before what it makes a version of
    Dependencies.Found after =
        spec.after() == null
            ? new Dependencies.Found(List.of(), List.of())
            : dependencies.find(org, spec.after());
    Resolved resolved = resolver.resolve(submission, project, id, spec, shape);
    funds.require(org, dearest);
    JobSpec pinned = resolver.pinned(spec, resolved, spec.after() == null ? null : after.pinned());
    Job fresh = fresh(submission, id, project, pinned, resolved, dearest);
    jobs.insert(fresh);
    queues.enqueue(waiting(fresh, tasks(fresh, 0, List.of()), after.open()));
    changes.afterCommit(List.of(fresh));
    return fresh;
  }

  private Job fresh(
      Submission submission,
      JobId id,
      ProjectId project,
      JobSpec spec,
      Resolved resolved,
      Money dearest) {
    return new Job(
        id,
        submission.org(),
        project,
        JobState.QUEUED,
        spec,
        resolved,
        dearest,
        submission.by(),
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        null,
        null,
        0,
        0,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        Job.TaskEnds.NONE,
        false);
  }

  /** What waits again of a single job. */
  static Waiting again(Job job) {
    return waiting(job, null, List.of());
  }

  /** A task of an array that waits again. */
  static Waiting again(Job array, Job.TaskOf task) {
    return waiting(array, tasks(array, array.taskCount(), List.of(task.index())), List.of());
  }

  private static Waiting.@Nullable Tasks tasks(Job job, int next, List<Integer> again) {
    JobSpec.Array array = job.spec().array();
    return array == null
        ? null
        : new Waiting.Tasks(array.count(), Objects.requireNonNull(array.atOnce()), next, again);
  }

  private static Waiting waiting(
      Job job, Waiting.@Nullable Tasks tasks, List<Waiting.After> after) {
    Integer least = job.spec().leastNodes();
    return new Waiting(
        job.id(),
        job.org(),
        job.project(),
        job.submittedBy(),
        job.nodes(),
        least == null ? job.nodes() : least,
        job.resolved().shape(),
        Objects.requireNonNull(job.spec().priority()).rank(),
        job.wallTime(),
        JobTerms.of(job.spec()),
        tasks,
        after);
  }

  /**
   * A job as it is now, in English.
   *
   * @throws dev.penstock.shared.ProblemException not found, also when it is another tenant's
   */
  public JobView find(OrgId org, JobId id) {
    return find(org, id, Locale.ENGLISH);
  }

  /** The same in a reader's language. */
  JobView find(OrgId org, JobId id, Locale locale) {
    return access.tenant(org, () -> views.of(require(org, id), locale));
  }

  /** The same with when it is likely to start, where it waits. */
  JobView show(OrgId org, JobId id, Locale locale) {
    JobView view = find(org, id, locale);
    JobId entry = view.arrayId() == null ? id : view.arrayId();
    return view.state() == JobState.QUEUED ? view.starting(foresight.of(entry, locale)) : view;
  }

  Job require(OrgId org, JobId id) {
    return jobs.find(org, id).orElseThrow(() -> Problems.notFound("job", id.toString()));
  }

  /**
   * Stops a job. One that waits is cancelled at once, one that runs gets its grace; stopping it
   * again changes nothing.
   *
   * @param reason a sentence for the job's result
   * @throws dev.penstock.shared.ProblemException not found; a conflict when it has ended
   */
  public JobView cancel(OrgId org, JobId id, String reason) {
    cancellation.cancel(org, id, reason);
    return find(org, id);
  }

  /** The unix socket of a service that runs and listens. */
  public Optional<Path> socket(OrgId org, JobId id) {
    return access.tenant(org, () -> attempts.of(org, List.of(id))).stream()
        .filter(attempt -> attempt.state() == AttemptState.RUNNING)
        .findAny()
        .flatMap(
            attempt ->
                engines
                    .find(attempt.engine())
                    .flatMap(engine -> engine.socket(attempt.id().value())));
  }
}
