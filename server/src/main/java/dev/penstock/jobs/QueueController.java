package dev.penstock.jobs;

import dev.penstock.queues.Queues;
import dev.penstock.queues.Waiter;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Directory;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The queue as the staff sees it. */
@RestController
class QueueController {
  private final Queues queues;
  private final JobTable jobs;
  private final Directory names;
  private final WaitTexts texts;
  private final Access access;
  private final Clock clock;

  QueueController(
      Queues queues, JobTable jobs, Directory names, WaitTexts texts, Access access, Clock clock) {
    this.queues = queues;
    this.jobs = jobs;
    this.names = names;
    this.texts = texts;
    this.access = access;
    this.clock = clock;
  }

  /**
   * A job that waits.
   *
   * @param reason why, in the reader's language; null when the dispatcher has not come to it yet
   */
  record QueuedJob(
      JobId jobId,
      String name,
      OrgId organisation,
      @Nullable String organisationName,
      Priority priority,
      String flavour,
      int nodes,
      Instant submittedAt,
      long waitingSeconds,
      @Nullable String reason) {}

  /**
   * A part of the queue.
   *
   * @param waiting how many wait in all
   * @param flavours what waits of each flavour, the most first
   */
  record QueuePage(
      List<QueuedJob> items, @Nullable String next, long waiting, List<FlavourQueue> flavours) {}

  @Operation(summary = "List what waits, in the order in which it will be placed")
  @GetMapping("/v1/operator/queue")
  QueuePage showQueue(
      Caller caller,
      Locale locale,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.OPERATE);
    ListQuery query = new ListQuery(null, null, limit, cursor);
    Instant now = clock.instant();
    return access.operator(
        () -> {
          List<FlavourQueue> flavours = jobs.waitingByFlavour(now);
          Page<QueuedJob> page = shown(queues.waiting(query), locale, now);
          return new QueuePage(
              page.items(),
              page.next(),
              flavours.stream().mapToLong(FlavourQueue::waiting).sum(),
              flavours);
        });
  }

  private Page<QueuedJob> shown(Page<Waiter> page, Locale locale, Instant now) {
    Map<JobId, Job> known =
        jobs.byIds(page.items().stream().map(Waiter::job).toList()).stream()
            .collect(Collectors.toMap(Job::id, Function.identity()));
    var organisations =
        names.organisations(page.items().stream().map(it -> it.org().value()).toList());
    return page.map(
        it -> {
          Job job = Objects.requireNonNull(known.get(it.job()));
          return new QueuedJob(
              it.job(),
              job.spec().name(),
              it.org(),
              organisations.get(it.org().value()),
              Objects.requireNonNull(job.spec().priority()),
              job.spec().flavour(),
              it.nodes(),
              job.submittedAt(),
              Math.max(0, Duration.between(job.submittedAt(), now).toSeconds()),
              it.reason() == null ? null : texts.sentence(it.reason(), locale));
        });
  }
}
