package dev.penstock.jobs;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Follows a job's state, as server-sent events. */
@RestController
class FollowController {
  private static final long HEARTBEAT_MILLIS = 15_000;

  private final Jobs jobs;
  private final Changes changes;

  FollowController(Jobs jobs, Changes changes) {
    this.jobs = jobs;
    this.changes = changes;
  }

  @Operation(summary = "Follow a job's state as server-sent events, to its end")
  @GetMapping(path = "/v1/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter followJob(Caller caller, Locale locale, @PathVariable JobId id) {
    caller.require(Permission.READ);
    OrgId org = caller.org();
    jobs.find(org, id);
    return EventStream.open("events-" + id, emitter -> states(org, id, locale, emitter));
  }

  private void states(OrgId org, JobId id, Locale locale, SseEmitter emitter) throws Exception {
    Semaphore wakes = new Semaphore(0);
    try (AutoCloseable _ = changes.watch(id, wakes::release)) {
      String told = "";
      while (true) {
        JobView view = jobs.show(org, id, locale);
        String now =
            "%s/%d/%s/%s"
                .formatted(view.state(), view.attempts().size(), view.reason(), view.tasks());
        if (!now.equals(told)) {
          emitter.send(SseEmitter.event().name("state").data(view, MediaType.APPLICATION_JSON));
          told = now;
        }
        if (view.state().isTerminal()) {
          return;
        }
        if (wakes.tryAcquire(HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS)) {
          wakes.drainPermits();
        } else {
          emitter.send(SseEmitter.event().comment("still here"));
        }
      }
    }
  }
}
