package dev.penstock.jobs;

import dev.penstock.engines.LogSlice;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problems;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Follows a job: its state and its log, as server-sent events. */
@RestController
class FollowController {
  private static final int SLICE = 64 * 1024;
  private static final long HEARTBEAT_MILLIS = 15_000;
  private static final long LOG_POLL_MILLIS = 100;

  private final Jobs jobs;
  private final AttemptTable attempts;
  private final JobLogs logs;
  private final Changes changes;
  private final Access access;

  FollowController(Jobs jobs, AttemptTable attempts, JobLogs logs, Changes changes, Access access) {
    this.jobs = jobs;
    this.attempts = attempts;
    this.logs = logs;
    this.changes = changes;
    this.access = access;
  }

  record LogEvent(long offset, String text) {}

  record EndEvent(JobState state) {}

  @Operation(summary = "Follow a job's state as server-sent events, to its end")
  @GetMapping(path = "/v1/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter followJob(Caller caller, Locale locale, @PathVariable JobId id) {
    caller.require(Permission.READ);
    OrgId org = caller.org();
    jobs.find(org, id);
    return stream("events-" + id, emitter -> states(org, id, locale, emitter));
  }

  private void states(OrgId org, JobId id, Locale locale, SseEmitter emitter) throws Exception {
    Semaphore wakes = new Semaphore(0);
    try (AutoCloseable _ = changes.watch(id, wakes::release)) {
      String told = "";
      while (true) {
        JobView view = jobs.show(org, id, locale);
        String now = view.state() + "/" + view.attempts().size() + "/" + view.reason();
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

  @Operation(summary = "Follow a job's log as server-sent events, to its end")
  @GetMapping(path = "/v1/jobs/{id}/logs", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter followLog(
      Caller caller, @PathVariable JobId id, @RequestParam(defaultValue = "0") long offset) {
    caller.require(Permission.READ);
    checkOffset(offset);
    OrgId org = caller.org();
    jobs.find(org, id);
    return stream("log-" + id, emitter -> log(org, id, offset, emitter));
  }

  private void log(OrgId org, JobId id, long from, SseEmitter emitter) throws Exception {
    Semaphore wakes = new Semaphore(0);
    long offset = from;
    int number = 0;
    try (AutoCloseable _ = changes.watch(id, wakes::release)) {
      while (true) {
        JobView view = jobs.find(org, id);
        Optional<Attempt> latest = latest(org, id);
        if (latest.isPresent()) {
          if (number != 0 && latest.get().number() != number) {
            offset = 0;
          }
          number = latest.get().number();
          offset = send(latest.get(), offset, emitter);
        }
        if (view.state().isTerminal()) {
          emitter.send(
              SseEmitter.event()
                  .name("end")
                  .data(new EndEvent(view.state()), MediaType.APPLICATION_JSON));
          return;
        }
        long pause = latest.isPresent() ? LOG_POLL_MILLIS : HEARTBEAT_MILLIS;
        if (wakes.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
          wakes.drainPermits();
        }
      }
    }
  }

  private long send(Attempt attempt, long from, SseEmitter emitter) throws IOException {
    long offset = from;
    while (true) {
      LogSlice slice = logs.read(attempt, offset, SLICE);
      byte[] whole = Utf8.whole(slice.bytes(), slice.ended());
      if (whole.length == 0) {
        return offset;
      }
      emitter.send(
          SseEmitter.event()
              .name("log")
              .data(
                  new LogEvent(offset, new String(whole, StandardCharsets.UTF_8)),
                  MediaType.APPLICATION_JSON));
      offset += whole.length;
    }
  }

  @Operation(summary = "Read what there is of a job's log")
  @GetMapping(path = "/v1/jobs/{id}/logs", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<StreamingResponseBody> readLog(
      Caller caller, @PathVariable JobId id, @RequestParam(defaultValue = "0") long offset) {
    caller.require(Permission.READ);
    checkOffset(offset);
    jobs.find(caller.org(), id);
    Optional<Attempt> latest = latest(caller.org(), id);
    StreamingResponseBody body =
        out -> {
          if (latest.isPresent()) {
            long at = offset;
            LogSlice slice;
            do {
              slice = logs.read(latest.get(), at, SLICE);
              out.write(slice.bytes());
              at = slice.nextOffset();
            } while (slice.bytes().length > 0);
          }
        };
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "plain", StandardCharsets.UTF_8))
        .body(body);
  }

  private Optional<Attempt> latest(OrgId org, JobId id) {
    List<Attempt> all = access.tenant(org, () -> attempts.of(org, List.of(id)));
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  private static void checkOffset(long offset) {
    if (offset < 0) {
      throw Problems.invalid("offset", String.valueOf(offset), "give 0 or more bytes");
    }
  }

  private interface Stream {
    void to(SseEmitter emitter) throws Exception;
  }

  private static SseEmitter stream(String name, Stream stream) {
    SseEmitter emitter = new SseEmitter(0L);
    Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              try {
                stream.to(emitter);
                emitter.complete();
              } catch (IOException | IllegalStateException gone) {
                // the client has left
                emitter.complete();
              } catch (Exception e) {
                emitter.completeWithError(e);
              }
            });
    return emitter;
  }
}
