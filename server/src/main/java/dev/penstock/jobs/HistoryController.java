package dev.penstock.jobs;

import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The jobs of a time over HTTP, to be replayed elsewhere. */
@RestController
final class HistoryController {
  private static final Listing JOBS = Listing.of("id", Listing.Key.id("id", "j.id"));

  private final Access access;
  private final JdbcClient jdbc;
  private final JobTable jobs;
  private final AttemptTable attempts;

  HistoryController(Access access, JdbcClient jdbc, JobTable jobs, AttemptTable attempts) {
    this.access = access;
    this.jdbc = jdbc;
    this.jobs = jobs;
    this.attempts = attempts;
  }

  @Operation(
      summary = "List what waited or ran at some time within the bounds, without anybody's name")
  @GetMapping("/v1/history/jobs")
  Page<HistoryJob> listHistoryJobs(
      Caller caller,
      @RequestParam Instant from,
      @RequestParam Instant to,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "200") int limit) {
    caller.require(Permission.OPERATE);
    if (!to.isAfter(from)) {
      throw Problems.invalid("to", to.toString(), "give a time after from, which is " + from);
    }
    ListQuery query = new ListQuery(null, null, limit, cursor);
    return access.operator(() -> page(query, from, to));
  }

  private Page<HistoryJob> page(ListQuery query, Instant from, Instant to) {
    Page<Job> page =
        JOBS.page(query)
            .only("to", Timestamp.from(to), "j.submitted_at < :to")
            // an array is told with all its tasks, or not at all
            .only(
                "from",
                Timestamp.from(from),
                "coalesce(CASE WHEN a.id IS NULL THEN j.ended_at ELSE a.ended_at END, 'infinity')"
                    + " > :from")
            .read(jdbc, "j.*", "jobs.job j LEFT JOIN jobs.job a ON a.id = j.array_id", jobs::row);
    Map<JobId, List<Attempt>> runs =
        attempts.ofAll(page.items().stream().map(Job::id).toList()).stream()
            .collect(Collectors.groupingBy(Attempt::job));
    return page.map(job -> HistoryJob.of(job, runs.getOrDefault(job.id(), List.of())));
  }
}
