package dev.penstock.jobs;

import dev.penstock.engines.Blame;
import dev.penstock.engines.CardInfo;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Engine;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.EngineRecord;
import dev.penstock.engines.LogSlice;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An engine whose nodes, cards and answers a test decides. What it starts began an hour ago. */
final class ScriptedEngine implements Engine {
  static final String NAME = "scripted";
  static final Duration RAN_FOR = Duration.ofHours(1);
  private static final long GIBIBYTE = 1L << 30;

  private final Clock clock;
  private final Map<UUID, Observation> attempts = new ConcurrentHashMap<>();
  private final Map<UUID, StartOrder> orders = new ConcurrentHashMap<>();
  private final Map<UUID, Cause> stopped = new ConcurrentHashMap<>();
  private final Map<String, NodeInfo> nodes = new TreeMap<>();
  private final List<Consumer<Observation>> listeners = new CopyOnWriteArrayList<>();
  private final List<EngineRecord> books = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean away;
  private volatile Consumer<UUID> asked = attempt -> {};
  private volatile boolean services = true;

  ScriptedEngine(Clock clock) {
    this.clock = clock;
  }

  /** It has a node with one card, which only what asks for the pool finds. */
  synchronized void node(String name, String pool, String fault) {
    CardInfo card = new CardInfo(0, "Ascend910B3", fault.isEmpty(), 64 * GIBIBYTE, fault);
    nodes.put(
        name,
        new NodeInfo(
            name, "127.0.0.1", 24_000, 192 * GIBIBYTE, List.of(card), "", Map.of("pool", pool)));
  }

  synchronized void lose(String name) {
    nodes.remove(name);
  }

  /** Is another engine from here on, which runs services or not. */
  void servesFromNowOn(boolean services) {
    this.services = services;
  }

  /** Calls this with each attempt that it is asked to stop, before it does. */
  void whenAskedToStop(Consumer<UUID> asked) {
    this.asked = asked;
  }

  /** Whether it answers. */
  void answers(boolean answers) {
    away = !answers;
  }

  /** What it was told to start. */
  StartOrder order(UUID attempt) {
    return Objects.requireNonNull(orders.get(attempt));
  }

  /** The work ends well, whether anybody hears of it or not. */
  void complete(UUID attempt) {
    end(attempt, Cause.COMPLETED, 0);
  }

  /** The work has ended well by then. */
  void completed(UUID attempt, Instant at) {
    end(attempt, Cause.COMPLETED, 0, at.truncatedTo(ChronoUnit.MICROS));
  }

  /** From now on it keeps books, in which there is this. */
  void writes(EngineRecord record) {
    books.add(record);
  }

  private void end(UUID attempt, Cause cause, Integer code) {
    end(attempt, cause, code, now());
  }

  private void end(UUID attempt, Cause cause, Integer code, Instant at) {
    Observation ended =
        attempts.computeIfPresent(
            attempt,
            (id, it) ->
                it.phase() == Phase.ENDED
                    ? it
                    : new Observation(id, Phase.ENDED, it.startedAt(), at, code, cause, ""));
    if (ended != null && !away) {
      listeners.forEach(it -> it.accept(ended));
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private void answer() {
    if (away) {
      throw new EngineException(Blame.PLATFORM, "the test has cut the line");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean runsServices() {
    return services;
  }

  /** How many orders it did not answer to. */
  int refused() {
    return refused.get();
  }

  @Override
  public void submit(StartOrder order) {
    if (away) {
      refused.incrementAndGet();
    }
    answer();
    orders.put(order.attempt(), order);
    if (order.service() && !services) {
      throw new EngineException(Blame.USER, "service: there are none here");
    }
    Observation running =
        attempts.computeIfAbsent(
            order.attempt(), id -> Observation.running(id, now().minus(RAN_FOR)));
    listeners.forEach(it -> it.accept(running));
  }

  @Override
  public Observation observe(UUID attempt) {
    answer();
    return attempts.getOrDefault(attempt, Observation.unknown(attempt));
  }

  @Override
  public List<Observation> list() {
    answer();
    return List.copyOf(attempts.values());
  }

  @Override
  public void stop(UUID attempt, Cause cause, Duration grace) {
    answer();
    asked.accept(attempt);
    if (stopped.putIfAbsent(attempt, cause) == null) {
      end(attempt, cause, 143);
    }
  }

  @Override
  public LogSlice readLog(UUID attempt, long offset, int maxBytes) {
    answer();
    return new LogSlice(new byte[0], offset, true);
  }

  @Override
  public Path folder(UUID attempt) {
    return Path.of("target", "scripted", attempt.toString());
  }

  @Override
  public Optional<Path> socket(UUID attempt) {
    return Optional.empty();
  }

  @Override
  public void forget(UUID attempt) {
    answer();
    attempts.remove(attempt);
  }

  @Override
  public synchronized List<NodeInfo> nodes() {
    answer();
    return new ArrayList<>(nodes.values());
  }

  @Override
  public Optional<List<EngineRecord>> records(Instant from, Instant to) {
    answer();
    return books.isEmpty()
        ? Optional.empty()
        : Optional.of(books.stream().filter(it -> it.lived(from, to)).toList());
  }

  @Override
  public void subscribe(Consumer<Observation> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {}
}
