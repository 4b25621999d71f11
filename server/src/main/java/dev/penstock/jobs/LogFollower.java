package dev.penstock.jobs;

import dev.penstock.engines.LogSlice;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends a log as it grows. The database is asked when the job changes, and once in a while; in
 * between only the log is looked at, the less often the longer nothing comes.
 */
final class LogFollower {
  private static final int SLICE = 64 * 1024;
  private static final long LEAST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;
  private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Jobs jobs;
  private final AttemptTable attempts;
  private final JobLogs logs;
  private final Changes changes;
  private final Access access;

  LogFollower(Jobs jobs, AttemptTable attempts, JobLogs logs, Changes changes, Access access) {
    this.jobs = jobs;
    this.attempts = attempts;
    this.logs = logs;
    this.changes = changes;
    this.access = access;
  }

  record LogEvent(long offset, String text) {}

  record EndEvent(JobState state) {}

  private record Seen(JobState state, @Nullable Attempt attempt) {}

  /** One reader's place. */
  private static final class Place {
    private long offset;
    private int number;
    private long sentAt = System.nanoTime();
  }

  /**
   * Sends until the job has ended and all is sent.
   *
   * @param from in bytes; below zero from so many before the end, beginning with a whole line
   */
  void follow(OrgId org, JobId id, long from, SseEmitter emitter) throws Exception {
    Semaphore wakes = new Semaphore(0);
    Place place = new Place();
    try (AutoCloseable _ = changes.watch(id, wakes::release)) {
      long pause = LEAST_PAUSE_MILLIS;
      while (true) {
        Seen seen = look(org, id);
        long looked = System.nanoTime();
        do {
          boolean sent = seen.attempt != null && send(seen.attempt, from, place, emitter);
          if (seen.state.isTerminal()) {
            emitter.send(event("end", new EndEvent(seen.state)));
            return;
          }
          pause = sent ? LEAST_PAUSE_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
          beat(place, emitter);
        } while (!wakes.tryAcquire(pause, TimeUnit.MILLISECONDS)
            && System.nanoTime() - looked < LOOK_NANOS);
        wakes.drainPermits();
      }
    }
  }

  private Seen look(OrgId org, JobId id) {
    return access.tenant(
        org,
        () -> {
          JobState state = jobs.require(org, id).state();
          List<Attempt> all = attempts.of(org, List.of(id));
          return new Seen(state, all.isEmpty() ? null : all.getLast());
        });
  }

  private boolean send(Attempt attempt, long from, Place place, SseEmitter emitter)
      throws IOException {
    if (attempt.number() != place.number) {
      place.offset = place.number == 0 ? logs.start(attempt, from) : 0;
      place.number = attempt.number();
    }
    boolean any = false;
    while (true) {
      LogSlice slice = logs.read(attempt, place.offset, SLICE);
      byte[] whole = Utf8.whole(slice.bytes(), slice.ended());
      if (whole.length == 0) {
        return any;
      }
      emitter.send(
          event("log", new LogEvent(place.offset, new String(whole, StandardCharsets.UTF_8))));
      place.offset += whole.length;
      place.sentAt = System.nanoTime();
      any = true;
    }
  }

  private static void beat(Place place, SseEmitter emitter) throws IOException {
    if (System.nanoTime() - place.sentAt > HEARTBEAT_NANOS) {
      emitter.send(SseEmitter.event().comment("still here"));
      place.sentAt = System.nanoTime();
    }
  }

  private static SseEmitter.SseEventBuilder event(String name, Object data) {
    return SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON);
  }
}
