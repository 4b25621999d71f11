package dev.penstock.engines.simulated;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that runs no program: its jobs take the time that they are told to, and nodes are lost
 * when somebody says so. It outlives the engines that speak to it, and by its journal the process:
 * opened again, its jobs have gone on meanwhile. No thread is its own; it moves when it is looked
 * at, and each thing bears the time at which it was due. Safe for many threads.
 */
public final class SimulatedCluster implements AutoCloseable {
  private final InstantSource clock;
  private final World world;
  private final Journal journal;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private boolean away;
  private Instant latest = Instant.EPOCH;

  /**
   * Opens a cluster on a folder of its own.
   *
   * @throws EngineException blame PLATFORM when the folder can't be used
   */
  public SimulatedCluster(ClusterPlan plan, Path folder, InstantSource clock) {
    this.clock = clock;
    world = new World(plan.generate(), this::changed);
    try {
      Path file = Files.createDirectories(folder).resolve("journal");
      List<Input> before = Journal.read(file);
      before.forEach(world::apply);
      journal = Journal.begin(file, before);
      latest = before.isEmpty() ? Instant.EPOCH : before.getLast().at();
    } catch (IOException | RuntimeException e) {
      throw new EngineException(
          Blame.PLATFORM, "The simulated cluster cannot use %s: %s".formatted(folder, e), e);
    }
  }

  /**
   * The starts and ends that a listener of one installation was not told yet; they wait here while
   * the cluster is away. The cluster's lock guards it.
   */
  static final class Watch {
    private final String installation;
    private final List<Observation> changes = new ArrayList<>();

    Watch(String installation) {
      this.installation = installation;
    }
  }

  private void changed(SimulatedJob job) {
    for (Watch watch : watches) {
      if (watch.installation.equals(job.facts().installation())) {
        watch.changes.add(job.seen());
      }
    }
  }

  /** Begins with what there is now. */
  synchronized Watch watch(String installation) {
    turn();
    var watch = new Watch(installation);
    for (SimulatedJob job : world.jobs()) {
      if (job.facts().installation().equals(installation) && !job.is(Phase.ACCEPTED)) {
        watch.changes.add(job.seen());
      }
    }
    watches.add(watch);
    return watch;
  }

  synchronized void unwatch(Watch watch) {
    watches.remove(watch);
  }

  /** What the watch has, which is then empty. */
  synchronized List<Observation> take(Watch watch) {
    reach();
    List<Observation> changes = List.copyOf(watch.changes);
    watch.changes.clear();
    return changes;
  }

  synchronized List<Observation> list(String installation) {
    reach();
    return world.jobs().stream()
        .filter(job -> job.facts().installation().equals(installation))
        .map(SimulatedJob::seen)
        .toList();
  }

  /** One attempt of this installation, null when there is none. */
  synchronized <T> @Nullable T of(
      String installation, UUID attempt, Function<SimulatedJob, T> view) {
    reach();
    SimulatedJob job = world.job(attempt);
    return job != null && job.facts().installation().equals(installation) ? view.apply(job) : null;
  }

  /** What is asked of the cluster by an engine; the time is filled in. */
  synchronized void request(Function<Instant, Input> request) {
    Instant now = reach();
    put(request.apply(now));
  }

  synchronized void accept(SimulatedJob.Facts facts, Course course) {
    Instant now = reach();
    for (String node : facts.nodes()) {
      if (!world.hasNode(node)) {
        throw new EngineException(
            Blame.PLATFORM, "ranks: node '%s' is not one of the cluster's.".formatted(node));
      }
    }
    if (world.job(facts.attempt()) == null) {
      put(new Input.Accept(now, facts, course));
    }
  }

  private void put(Input input) {
    try {
      journal.write(input);
    } catch (IOException e) {
      throw new EngineException(Blame.PLATFORM, "The cluster's journal: " + e, e);
    }
    world.apply(input);
  }

  private Instant reach() {
    Instant now = turn();
    if (away) {
      throw new EngineException(
          Blame.PLATFORM, "The simulated cluster cannot be reached. Ask again later.");
    }
    return now;
  }

  /** Time never goes back here, whatever the clock does. */
  private Instant turn() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    latest = now.isBefore(latest) ? latest : now;
    world.turn(latest);
    return latest;
  }

  private synchronized void happen(Function<Instant, Input> event) {
    put(event.apply(turn()));
  }

  /** Its nodes, without those that are lost. */
  public synchronized List<NodeInfo> nodes() {
    reach();
    return world.nodes();
  }

  /** How many attempts run. */
  public synchronized int running() {
    turn();
    return (int) world.jobs().stream().filter(job -> job.is(Phase.RUNNING)).count();
  }

  /** From now on no engine reaches it; its jobs go on. */
  public synchronized void takeAway() {
    away = true;
  }

  /** Engines reach it again. */
  public synchronized void bringBack() {
    away = false;
  }

  /** Loses a node with all that runs there. */
  public void lose(String node) {
    happen(now -> new Input.Lose(now, node));
  }

  /** Puts a lost node back. */
  public void repair(String node) {
    happen(now -> new Input.Repair(now, node));
  }

  /** Accepts without starting. */
  public void hold() {
    happen(now -> new Input.Hold(now, true));
  }

  /** Starts again, what was held too. */
  public void release() {
    happen(now -> new Input.Hold(now, false));
  }

  /** Lets an attempt end by itself now. */
  public void goOn(UUID attempt) {
    happen(now -> new Input.GoOn(now, attempt));
  }

  /** Closes the journal; opened again on the same folder, all is there. */
  @Override
  public synchronized void close() {
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
