package dev.penstock.engines;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine's listeners: told of observations in order, on a thread of its own so that a slow one
 * holds up no job. One that throws is logged and told of the next all the same. Closed, it tells no
 * more.
 */
public final class Listeners implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private final List<Consumer<Observation>> listeners = new CopyOnWriteArrayList<>();
  private final ExecutorService teller =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("engine-listeners").factory());

  /** Tells all of them; never blocks. */
  public void tell(Observation observation) {
    run(() -> listeners.forEach(listener -> call(listener, observation)));
  }

  /** Adds a listener and tells it what there is already. */
  public void add(Consumer<Observation> listener, Iterable<Observation> before) {
    listeners.add(listener);
    run(() -> before.forEach(observation -> call(listener, observation)));
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
