package dev.penstock.jobs;

import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import dev.penstock.shared.ProjectId;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import dev.penstock.tenancy.Projects;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists of jobs over HTTP, for their owners and for the staff. */
@RestController
class JobListController {
  private final Jobs jobs;
  private final JobList list;
  private final JobViews views;
  private final Projects projects;
  private final Access access;

  JobListController(Jobs jobs, JobList list, JobViews views, Projects projects, Access access) {
    this.jobs = jobs;
    this.list = list;
    this.views = views;
    this.projects = projects;
    this.access = access;
  }

  /**
   * How many jobs there are.
   *
   * @param states of each state, none left out
   */
  record JobCounts(long total, Map<JobState, Long> states) {
    static JobCounts of(Map<JobState, Long> states) {
      return new JobCounts(states.values().stream().mapToLong(Long::longValue).sum(), states);
    }
  }

  @Operation(summary = "List jobs, the newest first unless another order is asked for")
  @GetMapping("/v1/jobs")
  Page<JobView> listJobs(
      Caller caller,
      Locale locale,
      @RequestParam(required = false) JobState @Nullable [] state,
      @RequestParam(required = false) @Nullable JobKind kind,
      @RequestParam(required = false) @Nullable String project,
      @RequestParam(required = false) @Nullable String flavour,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    caller.require(Permission.READ);
    ListQuery query = new ListQuery(q, sort, limit, cursor);
    return access.tenant(
        caller.org(),
        () -> {
          ProjectId only = project == null ? null : projects.byName(caller.org(), project).id();
          Page<Job> page =
              list.page(
                  query,
                  new JobList.Filter(
                      caller.org(), states(state), kind, only, from, to, flavour, null));
          return new Page<>(views.of(page.items(), locale), page.next());
        });
  }

  @Operation(summary = "Count jobs by state")
  @GetMapping("/v1/jobs/counts")
  JobCounts countJobs(Caller caller) {
    caller.require(Permission.READ);
    return access.tenant(caller.org(), () -> JobCounts.of(list.counts(caller.org())));
  }

  /**
   * A part of an array's tasks.
   *
   * @param items those that have had a place
   * @param counts of all tasks, by state; those that have not are queued, or cancelled
   */
  record TaskPage(List<JobView> items, @Nullable String next, JobCounts counts) {}

  @Operation(summary = "List the tasks of an array that have had a place, and count all by state")
  @GetMapping("/v1/jobs/{id}/tasks")
  TaskPage listTasks(
      Caller caller,
      Locale locale,
      @PathVariable JobId id,
      @RequestParam(required = false) JobState @Nullable [] state,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    caller.require(Permission.READ);
    ListQuery query = new ListQuery(null, sort, limit, cursor);
    return access.tenant(
        caller.org(),
        () -> {
          Job array = jobs.require(caller.org(), id);
          if (!array.isArray()) {
            throw Problems.conflict(
                "array", null, "the job has no tasks", "show the job itself: GET /v1/jobs/" + id);
          }
          Page<Job> page = list.tasks(query, id, states(state));
          return new TaskPage(
              views.of(page.items(), locale), page.next(), JobCounts.of(list.taskCounts(array)));
        });
  }

  @Operation(summary = "List the jobs of all organisations, the newest first unless asked")
  @GetMapping("/v1/operator/jobs")
  Page<JobView> listAllJobs(
      Caller caller,
      Locale locale,
      @RequestParam(required = false) JobState @Nullable [] state,
      @RequestParam(required = false) @Nullable JobKind kind,
      @RequestParam(required = false) @Nullable OrgId organisation,
      @RequestParam(required = false) @Nullable String node,
      @RequestParam(required = false) @Nullable String flavour,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    caller.require(Permission.OPERATE);
    ListQuery query = new ListQuery(q, sort, limit, cursor);
    return access.operator(
        () -> {
          Page<Job> page =
              list.page(
                  query,
                  new JobList.Filter(
                      organisation, states(state), kind, null, from, to, flavour, node));
          return new Page<>(views.ofAll(page.items(), locale), page.next());
        });
  }

  @Operation(summary = "Count the jobs of all organisations by state")
  @GetMapping("/v1/operator/jobs/counts")
  JobCounts countAllJobs(Caller caller) {
    caller.require(Permission.OPERATE);
    return access.operator(() -> JobCounts.of(list.counts(null)));
  }

  private static List<JobState> states(JobState @Nullable [] asked) {
    return asked == null ? List.of() : Arrays.stream(asked).distinct().toList();
  }
}
