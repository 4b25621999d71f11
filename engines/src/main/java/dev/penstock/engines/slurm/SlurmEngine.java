package dev.penstock.engines.slurm;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Engine;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.EngineRecord;
import dev.penstock.engines.Listeners;
import dev.penstock.engines.LogSlice;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The engine of a Slurm cluster. All it knows is in its part of the shared folder; Slurm's own
 * records are the truth for when a job started and ended, to the second.
 *
 * <p>Several servers may have this engine on one folder: any of them accepts, watches, stops and
 * ends attempts, whoever accepted them. The end that is written first counts; a lock, which falls
 * away with its process, keeps two from handing an attempt to Slurm at once.
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
  private final SlurmSettings settings;
  private final Places places;
  private final SlurmControl control;
  private final Inventory inventory;
  private final Handover handover;
  private final Ender ender;
  private final Stopper stopper;
  private final Watch watch;
  private final Listeners listeners = new Listeners();
  private final Register register;
  private final Object[] submitting = Stream.generate(Object::new).limit(64).toArray();

  /**
   * Opens the engine on its part of the shared folder and adopts what is there. Slurm need not
   * answer yet.
   *
   * @throws EngineException blame PLATFORM, when the folder or the key can't be used
   */
  public SlurmEngine(SlurmSettings settings, InstantSource clock) {
    this(settings, places -> new ClusterClock(clock, ClusterClock.of(places.drafts())));
  }

  SlurmEngine(SlurmSettings settings, Function<Places, ClusterClock> clocks) {
    this.settings = settings;
    places = Places.prepare(settings);
    InstantSource clock = clocks.apply(places);
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
            (attempt, reason) -> ender.neverWhileAlone(attempt, Cause.START_FAILED, reason));
    register = new Register(settings, places, clock);
    watch = new Watch(settings, control, register, handover, ender, stopper, clock);
    watch.begin();
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public void submit(StartOrder order) {
    UUID id = order.attempt();
    if (register.find(id) != null) {
      return;
    }
    watch.sight().require();
    handover.check(order);
    synchronized (submitting[Math.floorMod(id.hashCode(), submitting.length)]) {
      if (register.find(id) == null) {
        Attempt accepted = register.accept(order);
        if (accepted != null) {
          handover.begin(accepted);
        }
      }
    }
  }

  @Override
  public Observation observe(UUID id) {
    Attempt attempt = register.find(id);
    if (attempt == null) {
      watch.sight().check();
      return Observation.unknown(id);
    }
    return seen(attempt);
  }

  @Override
  public List<Observation> list() {
    return register.all().stream().map(this::seen).toList();
  }

  private Observation seen(Attempt attempt) {
    return visible(attempt).seen();
  }

  /** Nothing is said of, or done with, what could not be looked at. */
  private Attempt visible(Attempt attempt) {
    if (!attempt.is(Phase.ENDED)) {
      watch.sight().require();
    }
    return attempt;
  }

  @Override
  public void stop(UUID id, Cause cause, Duration grace) {
    Attempt attempt = register.find(id);
    if (attempt != null) {
      stopper.stop(visible(attempt), cause, grace, "");
    }
  }

  @Override
  public LogSlice readLog(UUID id, long offset, int maxBytes) {
    Attempt attempt = visible(require(id));
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

  @Override
  public boolean runsServices() {
    return false;
  }

  @Override
  public boolean sharesCards() {
    return false;
  }

  @Override
  public Optional<Path> socket(UUID id) {
    return Optional.empty();
  }

  @Override
  public void forget(UUID id) {
    register.forget(id);
  }

  private Attempt require(UUID id) {
    Attempt attempt = register.find(id);
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
  public Optional<List<EngineRecord>> records(Instant from, Instant to) {
    return Optional.of(accounting(from, to).stream().map(SlurmRecord::asEngineRecord).toList());
  }

  @Override
  public void subscribe(Consumer<Observation> listener) {
    listeners.add(
        listener,
        () ->
            register.known().values().stream()
                .map(Attempt::seen)
                .filter(seen -> seen.phase() != Phase.ACCEPTED)
                .iterator());
  }

  /** For tests: what the engine has of an attempt. */
  Map<UUID, Attempt> attempts() {
    return register.known();
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
