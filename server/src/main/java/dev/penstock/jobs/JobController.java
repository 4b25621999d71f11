package dev.penstock.jobs;

import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class JobController {
  private static final String YAML = "application/yaml";

  private final Jobs jobs;
  private final Access access;
  private final Audit audit;

  JobController(Jobs jobs, Access access, Audit audit) {
    this.jobs = jobs;
    this.access = access;
    this.audit = audit;
  }

  @Operation(summary = "Say what a job would cost and whether it fits, without submitting it")
  @PostMapping(
      path = "/v1/quotes",
      consumes = {MediaType.APPLICATION_JSON_VALUE, YAML})
  Quote quoteJob(Caller caller, Locale locale, @RequestBody JobSpec spec) {
    caller.require(Permission.READ);
    return jobs.quote(caller.org(), spec, locale);
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

  @Operation(summary = "Show a job")
  @GetMapping("/v1/jobs/{id}")
  JobView showJob(Caller caller, Locale locale, @PathVariable JobId id) {
    caller.require(Permission.READ);
    return jobs.show(caller.org(), id, locale);
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
}
