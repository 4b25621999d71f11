package dev.penstock.shared;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Work that is done again whenever it is woken, and at least once in a while. Wakes that come while
 * it works are one more round, not many. A round that fails is logged and tried again at the next.
 */
public abstract class Loop implements SmartLifecycle {
  private final Logger log = LoggerFactory.getLogger(getClass());
  private final String name;
  private final Duration atLeastEvery;
  private final Semaphore wakes = new Semaphore(0);
  private volatile @Nullable Thread thread;

  /**
   * A loop that is not yet running.
   *
   * @param name the thread's name
   * @param atLeastEvery the longest time between two rounds
   */
  protected Loop(String name, Duration atLeastEvery) {
    this.name = name;
    this.atLeastEvery = atLeastEvery;
  }

  /** One round. */
  protected abstract void tick();

  /** Asks for a round soon; never blocks. */
  public final void wake() {
    wakes.release();
  }

  @Override
  public void start() {
    Thread fresh = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    // known before it runs, for it ends when it is not the one that is known
    thread = fresh;
    fresh.start();
  }

  private void run() {
    while (thread == Thread.currentThread()) {
      try {
        if (wakes.tryAcquire(atLeastEvery.toMillis(), TimeUnit.MILLISECONDS)) {
          wakes.drainPermits();
        }
        if (thread == Thread.currentThread()) {
          tick();
        }
      } catch (InterruptedException stop) {
        return;
      } catch (RuntimeException | Error e) {
        // an error too: a server with a loop missing would look healthy and do nothing
        tell(e);
      }
    }
  }

  private void tell(Throwable e) {
    if (DatabaseAway.is(e)) {
      log.warn("The {} loop waits: the database does not answer: {}", name, e.toString());
    } else {
      log.error("The {} loop failed; it goes on.", name, e);
    }
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    wake();
    try {
      if (running != null && running != Thread.currentThread()) {
        running.join(Duration.ofSeconds(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    // after the web server has stopped taking requests, before the database closes
    return 0;
  }
}
