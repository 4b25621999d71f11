package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells each start and each end once, in order, on a thread of its own. */
final class Listeners implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private final ExecutorService teller =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("kubernetes-listeners").factory());

  // only touched by the teller
  private final List<Consumer<Observation>> listeners = new ArrayList<>();
  private final Map<UUID, Observation> told = new HashMap<>();

  /** What is not new is not told again. */
  void tell(Observation seen) {
    if (seen.phase() == Phase.RUNNING || seen.phase() == Phase.ENDED) {
      run(() -> news(seen));
    }
  }

  private void news(Observation seen) {
    Observation before = told.get(seen.attempt());
    if (before != null && before.phase().compareTo(seen.phase()) >= 0) {
      return;
    }
    told.put(seen.attempt(), seen);
    List<Observation> toTell = new ArrayList<>();
    if (before == null && seen.phase() == Phase.ENDED && seen.startedAt() != null) {
      toTell.add(Observation.running(seen.attempt(), seen.startedAt()));
    }
    toTell.add(seen);
    listeners.forEach(listener -> toTell.forEach(it -> call(listener, it)));
  }

  void add(Consumer<Observation> listener) {
    run(
        () -> {
          listeners.add(listener);
          told.values().forEach(seen -> before(listener, seen));
        });
  }

  private static void before(Consumer<Observation> listener, Observation seen) {
    if (seen.phase() == Phase.ENDED && seen.startedAt() != null) {
      call(listener, Observation.running(seen.attempt(), seen.startedAt()));
    }
    call(listener, seen);
  }

  void forget(UUID attempt) {
    run(() -> told.remove(attempt));
  }

  private void run(Runnable task) {
    try {
      teller.execute(task);
    } catch (RejectedExecutionException closed) {
      log.debug("An observation came after the engine was closed", closed);
    }
  }

  private static void call(Consumer<Observation> listener, Observation observation) {
    try {
      listener.accept(observation);
    } catch (RuntimeException e) {
      log.error("A listener failed on {}", observation, e);
    }
  }

  @Override
  public void close() {
    teller.shutdownNow();
  }
}
