package dev.penstock.engines.slurm;

import dev.penstock.engines.EngineException;
import dev.penstock.engines.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all jobs in one call, again and again, and compares them with what was accepted. It
 * rests at least four times as long as the call took, so that a large cluster is not kept busy.
 */
final class Watch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);
  private static final int REST = 4;

  /** A job of a dead controller is gone from its node by then. */
  private static final Duration ORPHANED = Duration.ofSeconds(30);

  /** Longer than a shared folder's caches live. */
  private static final Duration CLOCKS = Duration.ofMinutes(10);

  private final SlurmSettings settings;
  private final SlurmControl control;
  private final Register register;
  private final Handover handover;
  private final Ender ender;
  private final Stopper stopper;
  private final InstantSource clock;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean urgent;
  private final Sight sight;

  Watch(
      SlurmSettings settings,
      SlurmControl control,
      Register register,
      Handover handover,
      Ender ender,
      Stopper stopper,
      InstantSource clock) {
    this.settings = settings;
    this.control = control;
    this.register = register;
    this.handover = handover;
    this.ender = ender;
    this.stopper = stopper;
    this.clock = clock;
    this.sight = new Sight(settings.name(), this::wake);
    this.thread = Thread.ofPlatform().daemon().name("slurm-watch").unstarted(this::run);
  }

  void begin() {
    thread.start();
  }

  /** Looks soon. */
  void wake() {
    urgent = true;
    LockSupport.unpark(thread);
  }

  Sight sight() {
    return sight;
  }

  private void run() {
    while (!closed) {
      urgent = false;
      long began = System.nanoTime();
      look();
      long took = System.nanoTime() - began;
      long rest =
          Math.max(settings.poll().toNanos() - took, sight.trouble() == null ? took * REST : 0);
      long until = System.nanoTime() + rest;
      while (!closed && !urgent && System.nanoTime() < until) {
        LockSupport.parkNanos(this, until - System.nanoTime());
      }
    }
  }

  /** One look. */
  void look() {
    long questions = sight.questions();
    try {
      if (open().isEmpty() && sight.trouble() == null && !sight.wanted()) {
        sight.rest();
        return;
      }
      Instant before = clock.instant();
      Map<UUID, List<SlurmJob>> jobs = byAttempt(control.jobs());
      // after the jobs: an attempt is accepted before Slurm has its job
      List<Attempt> open = open();
      Map<Attempt, SlurmJob> gone = new HashMap<>();
      Set<Attempt> missing = new HashSet<>();
      for (Attempt attempt : open) {
        guarded(
            attempt,
            () -> compare(attempt, jobs.getOrDefault(attempt.id(), List.of()), before, missing));
      }
      records(missing, gone);
      missing.forEach(attempt -> guarded(attempt, () -> missing(attempt, gone.get(attempt))));
      jobs.forEach(this::strangers);
      sight.looked(questions, null);
    } catch (EngineException e) {
      if (sight.trouble() == null) {
        log.warn("The Slurm cluster {} can't be seen: {}", settings.name(), e.getMessage());
      }
      sight.looked(questions, e);
    } catch (RuntimeException e) {
      log.error("A look at the Slurm cluster {} failed; the next one follows", settings.name(), e);
      sight.looked(questions, sight.trouble());
    }
  }

  private List<Attempt> open() {
    return register.all().stream().filter(attempt -> !attempt.is(Phase.ENDED)).toList();
  }

  /** One attempt's trouble, such as an unreadable file, must not hold up the others. */
  private static void guarded(Attempt attempt, Runnable step) {
    try {
      step.run();
    } catch (EngineException e) {
      throw e;
    } catch (RuntimeException e) {
      if (attempt.folder().exists()) {
        log.error("Attempt {} can't be looked at now", attempt.id(), e);
      }
    }
  }

  private Map<UUID, List<SlurmJob>> byAttempt(Collection<SlurmJob> jobs) {
    Map<UUID, List<SlurmJob>> all = new HashMap<>();
    for (SlurmJob job : jobs) {
      UUID id = job.attempt(settings.mark());
      if (id != null) {
        all.computeIfAbsent(id, _ -> new ArrayList<>()).add(job);
      }
    }
    return all;
  }

  private void compare(Attempt attempt, List<SlurmJob> jobs, Instant before, Set<Attempt> missing) {
    if (attempt.handing.get()) {
      return;
    }
    SlurmJob job = choose(attempt, jobs);
    if ((job == null || job.ended()) && ender.endedElsewhere(attempt)) {
      return;
    }
    if (job != null) {
      attempt.found();
      if (attempt.job() != job.id()) {
        var handed = new AttemptFolder.Handed(job.id(), clock.instant());
        attempt.folder().handed(handed);
        attempt.handed(handed);
      }
      cancelOthers(job, jobs);
      follow(attempt, job);
    } else if (attempt.job() != 0) {
      AttemptFolder.Handed handed = attempt.folder().handed().orElse(null);
      if (handed == null || handed.at().isBefore(before)) {
        missing.add(attempt);
      }
    } else {
      again(attempt, before);
    }
  }

  /** Handed over anew, once a look that began after the last try has not shown it. */
  private void again(Attempt attempt, Instant before) {
    Instant uncertain = attempt.uncertainSince();
    if (attempt.folder().stop().isPresent()) {
      stopper.enforce(attempt, null);
    } else if (uncertain == null || uncertain.isBefore(before)) {
      handover.begin(attempt);
    }
  }

  /** The job that has started, or the one that we know, or the first. */
  private static @Nullable SlurmJob choose(Attempt attempt, List<SlurmJob> jobs) {
    if (jobs.isEmpty()) {
      return null;
    }
    long started = jobs.size() == 1 ? 0 : attempt.folder().started().orElse(0L);
    long known = started == 0 ? attempt.job() : started;
    return jobs.stream()
        .filter(job -> job.id() == known)
        .findFirst()
        .orElseGet(
            () ->
                jobs.stream().min(java.util.Comparator.comparingLong(SlurmJob::id)).orElseThrow());
  }

  /** Those that run find that another has started, and leave. */
  private void cancelOthers(SlurmJob chosen, List<SlurmJob> jobs) {
    for (SlurmJob job : jobs) {
      if (job.id() != chosen.id() && job.waits()) {
        log.warn("Job {} is the second of {}: it is cancelled", job.id(), job.name());
        control.signal(job.id(), job.name(), "KILL");
      }
    }
  }

  private void follow(Attempt attempt, SlurmJob job) {
    Instant now = clock.instant();
    if (job.ended()) {
      stopper.closeTo(attempt, job);
      return;
    }
    if (job.runs() && job.startedAt() != null) {
      ender.running(attempt, job.startedAt());
      stopper.limits(attempt, now);
    }
    boolean unavailable = job.waits() && job.reason().startsWith("ReqNodeNotAvail");
    Instant since = attempt.unavailable(unavailable, now);
    stopper.unavailable(attempt, job, since, now);
    stopper.enforce(attempt, job);
  }

  /** What slurmdbd has of those that slurmctld does not list. */
  private void records(Set<Attempt> missing, Map<Attempt, SlurmJob> gone) {
    if (missing.isEmpty()) {
      return;
    }
    Instant from =
        missing.stream()
            .map(attempt -> attempt.folder().acceptedAt())
            .min(Instant::compareTo)
            .orElseThrow()
            .minus(CLOCKS);
    List<String> names =
        missing.size() > 100
            ? List.of()
            : missing.stream().map(attempt -> settings.mark() + attempt.id()).toList();
    Map<UUID, List<SlurmJob>> found =
        byAttempt(control.records(from, clock.instant().plus(CLOCKS), names));
    for (Attempt attempt : missing) {
      SlurmJob job =
          choose(
              attempt,
              found.getOrDefault(attempt.id(), List.of()).stream()
                  .filter(SlurmJob::ended)
                  .toList());
      if (job != null) {
        gone.put(attempt, job);
      }
    }
  }

  private void missing(Attempt attempt, @Nullable SlurmJob record) {
    if (record != null) {
      stopper.closeTo(attempt, record);
      return;
    }
    Instant now = clock.instant();
    Instant since = attempt.missing(now);
    if (since.equals(now)) {
      return;
    }
    long started = attempt.folder().started().orElse(-1L);
    if (started <= 0 && attempt.is(Phase.ACCEPTED)) {
      log.warn("Slurm has lost job {} of attempt {}: again", attempt.job(), attempt.id());
      attempt.lost();
      again(attempt, now.plusNanos(1));
    } else if (now.isAfter(since.plus(ORPHANED))) {
      ender.lost(attempt, "Slurm no longer knows job %d.".formatted(attempt.job()));
    }
  }

  /** What has ended for us, or is forgotten, must not wait in Slurm. */
  private void strangers(UUID id, List<SlurmJob> jobs) {
    Attempt attempt = register.find(id);
    if (attempt == null || attempt.is(Phase.ENDED)) {
      for (SlurmJob job : jobs) {
        if (!job.ended() && !job.is("COMPLETING")) {
          control.signal(job.id(), job.name(), "KILL");
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    sight.close();
    LockSupport.unpark(thread);
  }
}
