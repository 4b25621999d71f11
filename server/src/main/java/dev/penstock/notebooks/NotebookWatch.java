package dev.penstock.notebooks;

import dev.penstock.jobs.JobChanged;
import dev.penstock.jobs.KeptFolders;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Loop;
import dev.penstock.tenancy.Notifications;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/**
 * Has the notebooks follow their jobs, and stops those in which nothing happens. What it can't do
 * in one round it does in a later one.
 */
final class NotebookWatch extends Loop {
  private static final Logger LOG = LoggerFactory.getLogger(NotebookWatch.class);
  private static final Duration WHILE_STARTING = Duration.ofMillis(500);

  private final Access access;
  private final NotebookTable table;
  private final Notebooks notebooks;
  private final Sandboxes sandboxes;
  private final Jupyter jupyter;
  private final Notifications notifications;
  private final KeptFolders folders;
  private final Clock clock;
  private final Duration poll;

  private final Set<JobId> askedToStop = new HashSet<>();
  private final Map<NotebookId, Instant> lookedAt = new HashMap<>();
  private volatile Set<JobId> watched = Set.of();
  private volatile boolean due = true;
  private boolean starting;
  private boolean swept;
  private Instant lastRound = Instant.MIN;

  NotebookWatch(
      Access access,
      NotebookTable table,
      Notebooks notebooks,
      Sandboxes sandboxes,
      Jupyter jupyter,
      Notifications notifications,
      KeptFolders folders,
      Clock clock,
      Duration poll) {
    super("notebook-watch", WHILE_STARTING);
    this.access = access;
    this.table = table;
    this.notebooks = notebooks;
    this.sandboxes = sandboxes;
    this.jupyter = jupyter;
    this.notifications = notifications;
    this.folders = folders;
    this.clock = clock;
    this.poll = poll;
  }

  @EventListener
  void on(NotebookChanged change) {
    look();
  }

  @EventListener
  void on(JobChanged change) {
    if (watched.contains(change.job())) {
      look();
    }
  }

  private void look() {
    due = true;
    wake();
  }

  @Override
  protected void tick() {
    Instant now = now();
    if (due || starting || now.isAfter(lastRound.plus(poll))) {
      due = false;
      lastRound = now;
      round(now);
    }
  }

  private void round(Instant now) {
    if (!swept) {
      removeLeftovers();
      swept = true;
    }
    List<Notebook> on = access.system(table::on);
    watched = on.stream().map(Notebook::job).filter(Objects::nonNull).collect(Collectors.toSet());
    starting = on.stream().anyMatch(it -> it.state() == NotebookState.STARTING);
    askedToStop.retainAll(watched);
    lookedAt.keySet().retainAll(on.stream().map(Notebook::id).collect(Collectors.toSet()));
    for (Notebook notebook : on) {
      try {
        follow(notebook, Objects.requireNonNull(notebook.job()), now);
      } catch (RuntimeException e) {
        LOG.warn(
            "Notebook {} can't be looked after, and is tried again: {}",
            notebook.id(),
            e.toString());
      }
    }
  }

  /** Folders of notebooks that were removed just before the server died. */
  private void removeLeftovers() {
    List<UUID> kept = folders.all();
    Set<UUID> known = Set.copyOf(access.system(() -> table.known(kept)));
    kept.stream().filter(id -> !known.contains(id)).forEach(folders::remove);
  }

  private void follow(Notebook notebook, JobId job, Instant now) {
    switch (sandboxes.state(notebook.org(), job)) {
      case Sandboxes.State.Ended ended -> close(notebook, ended);
      case Sandboxes.State.Alive alive -> {
        switch (notebook.state()) {
          case STARTING -> followStart(notebook, job, alive, now);
          case READY -> followReady(notebook, job, now);
          case STOPPING -> stop(notebook, job);
          case STOPPED, FAILED -> {}
        }
      }
    }
  }

  private void close(Notebook notebook, Sandboxes.State.Ended ended) {
    if (notebook.state() == NotebookState.STOPPING) {
      notebooks.move(notebook, notebook.to(NotebookState.STOPPED, notebook.reason()));
    } else {
      NotebookState end = ended.well() ? NotebookState.STOPPED : NotebookState.FAILED;
      String why = Objects.requireNonNullElse(ended.reason(), "its job ended");
      notebooks.move(notebook, notebook.to(end, why));
    }
  }

  private void followStart(Notebook notebook, JobId job, Sandboxes.State.Alive alive, Instant now) {
    Optional<Path> socket = sandboxes.socket(notebook.org(), job);
    if (socket.flatMap(it -> jupyter.look(notebook.id(), it)).isPresent()) {
      lookedAt.put(notebook.id(), now);
      notebooks.move(notebook, notebook.ready(now));
    } else if (!Objects.equals(notebook.reason(), alive.reason())) {
      notebooks.move(notebook, notebook.because(alive.reason()));
    }
  }

  private void followReady(Notebook notebook, JobId job, Instant now) {
    Optional<Path> socket = sandboxes.socket(notebook.org(), job);
    if (socket.isEmpty()) {
      notebooks.move(
          notebook, notebook.to(NotebookState.STARTING, "its job is being started again"));
      return;
    }
    Instant before = lookedAt.get(notebook.id());
    if (before == null || !now.isBefore(before.plus(poll))) {
      lookedAt.put(notebook.id(), now);
      Notebook seen =
          jupyter
              .look(notebook.id(), socket.get())
              .map(pulse -> Idleness.seen(notebook, pulse, now))
              .orElse(notebook);
      apply(notebook, seen, now);
    }
  }

  private void apply(Notebook before, Notebook seen, Instant now) {
    switch (Idleness.verdict(seen, now)) {
      case STOP ->
          notebooks.move(
              before,
              seen.to(
                  NotebookState.STOPPING,
                  "stopped for idleness: nothing happened in it for %d minutes"
                      .formatted(seen.idle().toMinutes())));
      case TELL -> tell(before, seen, now);
      case GO_ON -> {
        if (!seen.equals(before)) {
          notebooks.move(before, seen);
        }
      }
    }
  }

  private void tell(Notebook before, Notebook seen, Instant now) {
    long minutes =
        Math.ceilDiv(
            Duration.between(now, Objects.requireNonNull(seen.stopsAt())).toSeconds(), 60L);
    access.runAsTenant(
        seen.org(),
        () -> {
          if (notebooks.move(before, seen.toldOfStop())) {
            notifications.send(
                seen.org(),
                "notebook.idle",
                Map.of(
                    "name",
                    seen.name(),
                    "minutes",
                    String.valueOf(minutes),
                    "stopsAt",
                    String.valueOf(seen.stopsAt())));
          }
        });
  }

  private void stop(Notebook notebook, JobId job) {
    if (!askedToStop.contains(job)) {
      String why = Objects.requireNonNullElse(notebook.reason(), "its notebook is stopped");
      sandboxes.stop(notebook.org(), job, why);
      askedToStop.add(job);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
