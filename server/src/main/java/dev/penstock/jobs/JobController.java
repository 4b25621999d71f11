package dev.penstock.jobs;

import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Page;
import dev.penstock.shared.ProjectId;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import dev.penstock.tenancy.Projects;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class JobController {
  private static final String YAML = "application/yaml";

  private final Jobs jobs;
  private final JobTable table;
  private final AttemptTable attempts;
  private final Projects projects;
  private final Access access;
  private final Audit audit;

  JobController(
      Jobs jobs,
      JobTable table,
      AttemptTable attempts,
      Projects projects,
      Access access,
      Audit audit) {
    this.jobs = jobs;
    this.table = table;
    this.attempts = attempts;
    this.projects = projects;
    this.access = access;
    this.audit = audit;
  }

  @Operation(summary = "Say what a job would cost and whether it fits, without submitting it")
  @PostMapping(
      path = "/v1/quotes",
      consumes = {MediaType.APPLICATION_JSON_VALUE, YAML})
  Quote quoteJob(Caller caller, @RequestBody JobSpec spec) {
    caller.require(Permission.READ);
    return jobs.quote(caller.org(), spec);
  }

  @Operation(summary = "Submit a job")
  @PostMapping(
      path = "/v1/jobs",
      consumes = {MediaType.APPLICATION_JSON_VALUE, YAML})
  @ResponseStatus(HttpStatus.CREATED)
  JobView submitJob(Caller caller, @RequestBody JobSpec spec) {
    caller.require(Permission.SUBMIT);
    return access.tenant(
        caller.org(),
        () -> {
          JobView job = jobs.submit(new Submission(caller.org(), caller.person(), spec));
          audit.record(
              caller, "job.submit", "job", job.id().toString(), Map.of("name", job.name()));
          return job;
        });
  }

  @Operation(summary = "List jobs, the newest first")
  @GetMapping("/v1/jobs")
  Page<JobView> listJobs(
      Caller caller,
      @RequestParam(required = false) @Nullable JobState state,
      @RequestParam(required = false) @Nullable String project,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    caller.require(Permission.READ);
    int most = Page.limit(limit);
    return access.tenant(
        caller.org(),
        () -> {
          ProjectId only = project == null ? null : projects.byName(caller.org(), project).id();
          List<Job> rows = table.list(caller.org(), only, state, Page.idBehind(cursor), most + 1);
          Map<JobId, List<Attempt>> byJob =
              attempts.of(caller.org(), rows.stream().map(Job::id).toList()).stream()
                  .collect(Collectors.groupingBy(Attempt::job));
          return Page.of(rows, most, job -> job.id().toString())
              .map(job -> JobView.of(job, byJob.getOrDefault(job.id(), List.of()), null));
        });
  }

  @Operation(summary = "Show a job")
  @GetMapping("/v1/jobs/{id}")
  JobView showJob(Caller caller, @PathVariable JobId id) {
    caller.require(Permission.READ);
    return jobs.find(caller.org(), id);
  }

  @Operation(summary = "Stop a job")
  @PostMapping("/v1/jobs/{id}/cancel")
  JobView cancelJob(Caller caller, @PathVariable JobId id) {
    caller.require(Permission.SUBMIT);
    JobView job = jobs.cancel(caller.org(), id, "cancelled by " + caller.personName());
    access.runAsTenant(
        caller.org(), () -> audit.record(caller, "job.cancel", "job", id.toString(), Map.of()));
    return job;
  }

  @Operation(summary = "List the jobs of all organisations, the newest first")
  @GetMapping("/v1/operator/jobs")
  Page<JobView> listAllJobs(
      Caller caller,
      @RequestParam(required = false) @Nullable JobState state,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    caller.require(Permission.OPERATE);
    int most = Page.limit(limit);
    return access.operator(
        () ->
            Page.of(
                    table.list(null, null, state, Page.idBehind(cursor), most + 1),
                    most,
                    job -> job.id().toString())
                .map(job -> JobView.of(job, List.of(), null)));
  }
}
