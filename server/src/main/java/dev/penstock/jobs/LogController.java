package dev.penstock.jobs;

import dev.penstock.engines.LogSlice;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problems;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** A job's log: followed, read in parts, searched. An offset below zero counts from the end. */
@RestController
class LogController {
  private static final int SLICE = 64 * 1024;
  private static final int LONGEST_SEARCH = 200;

  private final Jobs jobs;
  private final AttemptTable attempts;
  private final JobLogs logs;
  private final LogFollower follower;
  private final Access access;

  LogController(
      Jobs jobs, AttemptTable attempts, JobLogs logs, LogFollower follower, Access access) {
    this.jobs = jobs;
    this.attempts = attempts;
    this.logs = logs;
    this.follower = follower;
    this.access = access;
  }

  /**
   * What was found in a log.
   *
   * @param more whether there is more than is told
   */
  record LogMatches(List<LogSearch.Match> items, boolean more) {}

  @Operation(summary = "Follow a job's log as server-sent events, to its end")
  @GetMapping(path = "/v1/jobs/{id}/logs", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter followLog(
      Caller caller, @PathVariable JobId id, @RequestParam(defaultValue = "0") long offset) {
    caller.require(Permission.READ);
    OrgId org = caller.org();
    jobs.find(org, id);
    return EventStream.open("log-" + id, emitter -> follower.follow(org, id, offset, emitter));
  }

  @Operation(
      summary = "Read what there is of a job's log",
      description =
          "From a byte on, or from so many bytes before the end where offset is below zero; the"
              + " header Log-Offset says where the answer begins.")
  @GetMapping(path = "/v1/jobs/{id}/logs", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<StreamingResponseBody> readLog(
      Caller caller,
      @PathVariable JobId id,
      @RequestParam(defaultValue = "0") long offset,
      @RequestParam(required = false) @Nullable Long limit) {
    caller.require(Permission.READ);
    if (limit != null && limit < 1) {
      throw Problems.invalid("limit", limit.toString(), "give 1 or more bytes");
    }
    jobs.find(caller.org(), id);
    Optional<Attempt> latest = latest(caller.org(), id);
    long begin = latest.map(it -> logs.start(it, offset)).orElse(0L);
    StreamingResponseBody body =
        out -> {
          long at = begin;
          long left = limit == null ? Long.MAX_VALUE : limit;
          while (latest.isPresent() && left > 0) {
            LogSlice slice = logs.read(latest.get(), at, (int) Math.min(SLICE, left));
            if (slice.bytes().length == 0) {
              return;
            }
            out.write(slice.bytes());
            at = slice.nextOffset();
            left -= slice.bytes().length;
          }
        };
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "plain", StandardCharsets.UTF_8))
        .header("Log-Offset", String.valueOf(begin))
        .body(body);
  }

  @Operation(summary = "Find the first lines of a job's log with a text")
  @GetMapping("/v1/jobs/{id}/logs/search")
  LogMatches searchLog(
      Caller caller, @PathVariable JobId id, @RequestParam(defaultValue = "") String q) {
    caller.require(Permission.READ);
    if (q.length() > LONGEST_SEARCH) {
      throw Problems.invalid("q", q, "give at most %d characters".formatted(LONGEST_SEARCH));
    }
    jobs.find(caller.org(), id);
    if (q.isEmpty()) {
      return new LogMatches(List.of(), false);
    }
    LogSearch search = new LogSearch(q);
    latest(caller.org(), id).ifPresent(attempt -> search(attempt, search));
    return new LogMatches(search.end(), search.isFull());
  }

  private void search(Attempt attempt, LogSearch search) {
    long at = 0;
    LogSlice slice;
    do {
      slice = logs.read(attempt, at, SLICE);
      at = slice.nextOffset();
    } while (search.feed(slice.bytes()) && slice.bytes().length > 0);
  }

  private Optional<Attempt> latest(OrgId org, JobId id) {
    List<Attempt> all = access.tenant(org, () -> attempts.of(org, List.of(id)));
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }
}
