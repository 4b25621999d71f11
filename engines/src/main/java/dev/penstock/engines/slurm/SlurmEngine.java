package dev.penstock.engines.slurm;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Engine;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Listeners;
import dev.penstock.engines.LogSlice;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine of a Slurm cluster. All it knows is in its part of the shared folder; Slurm's own
 * records are the truth for when a job started and ended, to the second.
 *
 * <p>Slurm takes a job twice when it is told twice, and a crash of slurmctld can lose one that it
 * has just taken. Hence an order is written to the shared folder first, jobs carry its id in their
 * name, and a link that only one start can make guards the program: whichever job comes second
 * leaves at once. A job that Slurm has lost before it started is handed over again.
 *
 * <p>Not kept here: {@link Cause#PROCESS_LIMIT} (Slurm has no such limit), and services, which no
 * request would reach. Memory is limited where the cluster uses control groups.
 */
public final class SlurmEngine implements Engine {
  private static final Logger log = LoggerFactory.getLogger(SlurmEngine.class);

  private final SlurmSettings settings;
  private final Places places;
  private final SlurmControl control;
  private final Inventory inventory;
  private final Handover handover;
  private final Ender ender;
  private final Stopper stopper;
  private final Watch watch;
  private final Listeners listeners = new Listeners();
  private final ConcurrentHashMap<UUID, Attempt> attempts = new ConcurrentHashMap<>();
  private final Object[] submitting = Stream.generate(Object::new).limit(64).toArray();

  /**
   * Opens the engine on its part of the shared folder and adopts what is there. Slurm need not
   * answer yet.
   *
   * @throws EngineException blame PLATFORM, when the folder or the key can't be used
   */
  public SlurmEngine(SlurmSettings settings, InstantSource clock) {
    this.settings = settings;
    places = Places.prepare(settings);
    control =
        switch (settings.connection()) {
          case SlurmSettings.Connection.Rest rest -> new RestControl(rest, settings.mark(), clock);
          case SlurmSettings.Connection.Commands _ ->
              new CommandControl(settings.slurmConf(), settings.mark());
        };
    inventory = new Inventory(settings, control, clock);
    ender = new Ender(settings.sharedFolder(), clock, listeners::tell);
    stopper = new Stopper(settings, control, ender, clock);
    handover =
        new Handover(
            settings,
            places,
            control,
            new Accounts(settings, control),
            inventory,
            clock,
            (attempt, reason) -> ender.never(attempt, Cause.START_FAILED, reason));
    watch = new Watch(settings, control, attempts, handover, ender, stopper, clock);
    adopt();
    watch.begin();
  }

  private void adopt() {
    try {
      places.leftovers().forEach(this::removeLater);
      for (UUID id : places.accepted()) {
        attempts.put(id, adopted(id));
      }
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM,
          "shared-folder: what is in %s can't be read: %s".formatted(settings.folder(), e),
          e);
    }
  }

  private Attempt adopted(UUID id) throws IOException {
    AttemptFolder folder = places.attempt(id);
    var attempt = new Attempt(folder, folder.order(), Observation.accepted(id));
    folder.handed().ifPresent(handed -> attempt.handed(handed.job()));
    if (attempt.job() == 0) {
      attempt.uncertain(Instant.EPOCH);
    }
    folder.verdict().ifPresent(verdict -> attempt.see(Ender.observation(attempt, verdict)));
    return attempt;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public void submit(StartOrder order) {
    UUID id = order.attempt();
    if (attempts.containsKey(id)) {
      return;
    }
    EngineException trouble = watch.trouble();
    if (trouble != null) {
      throw seen(trouble);
    }
    handover.check(order);
    synchronized (submitting[Math.floorMod(id.hashCode(), submitting.length)]) {
      if (!attempts.containsKey(id)) {
        accept(order);
      }
    }
  }

  private void accept(StartOrder order) {
    UUID id = order.attempt();
    try {
      places.accept(id, OrderFile.bytes(order));
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s could not be written: %s".formatted(id, e), e);
    }
    var attempt = new Attempt(places.attempt(id), order, Observation.accepted(id));
    attempts.put(id, attempt);
    handover.begin(attempt);
  }

  @Override
  public Observation observe(UUID id) {
    Attempt attempt = attempts.get(id);
    return attempt == null ? Observation.unknown(id) : seen(attempt);
  }

  @Override
  public List<Observation> list() {
    return attempts.values().stream().map(this::seen).toList();
  }

  /** What the last look has shown; nothing is said of what could not be looked at. */
  private Observation seen(Attempt attempt) {
    EngineException trouble = watch.trouble();
    if (trouble != null && !attempt.is(Phase.ENDED)) {
      throw seen(trouble);
    }
    return attempt.seen();
  }

  private EngineException seen(EngineException trouble) {
    return new EngineException(
        Blame.PLATFORM,
        "The Slurm cluster %s can't be seen now: %s"
            .formatted(settings.name(), trouble.getMessage()),
        trouble);
  }

  @Override
  public void stop(UUID id, Cause cause, Duration grace) {
    Attempt attempt = attempts.get(id);
    if (attempt != null) {
      stopper.stop(attempt, cause, grace, "");
    }
  }

  @Override
  public LogSlice readLog(UUID id, long offset, int maxBytes) {
    Attempt attempt = require(id);
    try {
      return attempt.folder().slice(offset, maxBytes, attempt.is(Phase.ENDED));
    } catch (UncheckedIOException e) {
      throw new EngineException(Blame.PLATFORM, "The log of %s: %s".formatted(id, e), e);
    }
  }

  @Override
  public Path folder(UUID id) {
    return places.attempt(id).work();
  }

  /** Services are refused. */
  @Override
  public Optional<Path> socket(UUID id) {
    return Optional.empty();
  }

  @Override
  public void forget(UUID id) {
    Attempt attempt = attempts.get(id);
    if (attempt == null) {
      return;
    }
    if (!attempt.is(Phase.ENDED)) {
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s has not ended: stop it before.".formatted(id));
    }
    try {
      Path discarded = places.discard(id);
      attempts.remove(id);
      removeLater(discarded);
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s can't be removed: %s".formatted(id, e), e);
    }
  }

  private void removeLater(Path folder) {
    Thread.ofVirtual()
        .name("slurm-remove")
        .start(
            () -> {
              try {
                Trees.remove(folder);
              } catch (IOException e) {
                log.warn("{} can't be removed; the next start tries again", folder, e);
              }
            });
  }

  private Attempt require(UUID id) {
    Attempt attempt = attempts.get(id);
    if (attempt == null) {
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s is not known here, or was forgotten.".formatted(id));
    }
    return attempt;
  }

  @Override
  public List<NodeInfo> nodes() {
    return inventory.nodes();
  }

  @Override
  public boolean keepsNodes() {
    return settings.placed();
  }

  /**
   * What Slurm's accounting has of this installation's attempts that lived in the time, to be
   * compared with what was told.
   *
   * @param from included
   * @param to excluded
   * @throws EngineException blame PLATFORM, when slurmdbd does not answer
   */
  public List<SlurmRecord> accounting(Instant from, Instant to) {
    List<SlurmRecord> records = new ArrayList<>();
    for (SlurmJob job : control.records(from, to, List.of())) {
      UUID id = job.attempt(settings.mark());
      if (id != null) {
        records.add(SlurmRecord.of(id, job));
      }
    }
    return records;
  }

  @Override
  public void subscribe(Consumer<Observation> listener) {
    listeners.add(
        listener,
        () ->
            attempts.values().stream()
                .map(Attempt::seen)
                .filter(seen -> seen.phase() != Phase.ACCEPTED)
                .iterator());
  }

  /** For tests: what the engine has of an attempt. */
  Map<UUID, Attempt> attempts() {
    return attempts;
  }

  /** For tests: what happens when Slurm's answer gets lost. */
  Handover handover() {
    return handover;
  }

  @Override
  public void close() {
    watch.close();
    handover.close();
    listeners.close();
  }
}
