package dev.penstock.engines.simulated;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Engine;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.LogSlice;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Observation;
import dev.penstock.engines.OrderRules;
import dev.penstock.engines.Phase;
import dev.penstock.engines.Rank;
import dev.penstock.engines.StartOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine on a {@link SimulatedCluster}: the whole contract, but no program runs. What a program
 * does is read from its order's variables, see {@link Course}. One thread, however many attempts.
 */
public final class SimulatedEngine implements Engine {
  private static final Logger log = LoggerFactory.getLogger(SimulatedEngine.class);

  private record Listener(Consumer<Observation> told, SimulatedCluster.Watch watch) {}

  private final SimulatedCluster cluster;
  private final SimulatedSettings settings;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("engine-simulated").factory());

  /** Opens an engine; the cluster is not closed with it. */
  public SimulatedEngine(SimulatedCluster cluster, SimulatedSettings settings) {
    this.cluster = cluster;
    this.settings = settings;
    long nanos = settings.poll().toNanos();
    var _ = ticker.scheduleWithFixedDelay(this::tick, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public void submit(StartOrder order) {
    OrderRules.check(order);
    Course course;
    try {
      course = Course.of(order.environment(), settings.usualDuration());
    } catch (IllegalArgumentException wrong) {
      throw new EngineException(Blame.USER, String.valueOf(wrong.getMessage()), wrong);
    }
    try {
      for (String output : order.outputs()) {
        Files.createDirectories(folder(order.attempt()).resolve("outputs").resolve(output));
      }
    } catch (IOException e) {
      throw new EngineException(Blame.PLATFORM, "The attempt's folder: " + e, e);
    }
    cluster.accept(
        new SimulatedJob.Facts(
            order.attempt(),
            settings.installation(),
            order.ranks().stream().map(Rank::node).toList(),
            order.limits(),
            order.wallTime(),
            order.grace()),
        course);
  }

  private <T> @Nullable T of(UUID attempt, Function<SimulatedJob, T> view) {
    return cluster.of(settings.installation(), attempt, view);
  }

  @Override
  public Observation observe(UUID attempt) {
    Observation seen = of(attempt, SimulatedJob::seen);
    return seen == null ? Observation.unknown(attempt) : seen;
  }

  @Override
  public List<Observation> list() {
    return cluster.list(settings.installation());
  }

  @Override
  public void stop(UUID attempt, Cause cause, Duration grace) {
    if (observe(attempt).phase() != Phase.UNKNOWN) {
      cluster.request(now -> new Input.Stop(now, attempt, cause, grace));
    }
  }

  @Override
  public LogSlice readLog(UUID attempt, long offset, int maxBytes) {
    LogSlice slice = of(attempt, job -> slice(job, offset, maxBytes));
    if (slice == null) {
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s is not known here, or was forgotten.".formatted(attempt));
    }
    return slice;
  }

  private static LogSlice slice(SimulatedJob job, long offset, int maxBytes) {
    byte[] all = job.log();
    int from = (int) Math.min(offset, all.length);
    int to = (int) Math.min((long) from + maxBytes, all.length);
    boolean ended = job.is(Phase.ENDED) && to == all.length;
    return new LogSlice(Arrays.copyOfRange(all, from, to), offset + to - from, ended);
  }

  @Override
  public Path folder(UUID attempt) {
    return settings.folder().resolve("work").resolve(attempt.toString());
  }

  @Override
  public Optional<Path> socket(UUID attempt) {
    return Optional.empty();
  }

  @Override
  public void forget(UUID attempt) {
    Phase phase = observe(attempt).phase();
    if (phase == Phase.UNKNOWN) {
      return;
    }
    if (phase != Phase.ENDED) {
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s has not ended. Stop it first.".formatted(attempt));
    }
    cluster.request(now -> new Input.Forget(now, attempt));
    try {
      Folders.delete(folder(attempt));
    } catch (IOException e) {
      log.warn("The folder of {} stays", attempt, e);
    }
  }

  @Override
  public List<NodeInfo> nodes() {
    return cluster.nodes();
  }

  @Override
  public void subscribe(Consumer<Observation> listener) {
    listeners.add(new Listener(listener, cluster.watch(settings.installation())));
  }

  private void tick() {
    try {
      for (Listener listener : listeners) {
        cluster.take(listener.watch).forEach(seen -> tell(listener, seen));
      }
    } catch (EngineException away) {
      log.debug("The cluster is away; its changes wait there", away);
    }
  }

  private static void tell(Listener listener, Observation seen) {
    try {
      listener.told.accept(seen);
    } catch (RuntimeException e) {
      log.error("A listener failed on {}", seen, e);
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    listeners.forEach(listener -> cluster.unwatch(listener.watch));
  }
}
