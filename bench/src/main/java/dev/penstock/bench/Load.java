package dev.penstock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls made by several clients at once. */
final class Load {
  private Load() {}

  /**
   * Makes so many calls in all, shared out among the clients.
   *
   * @return seconds from the first call's start to the last one's end
   */
  static double seconds(int calls, int clients, Callable<?> call) throws Exception {
    AtomicInteger left = new AtomicInteger(calls);
    long begin = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(
            pool.submit(
                () -> {
                  while (left.getAndDecrement() > 0) {
                    call.call();
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    return (System.nanoTime() - begin) / 1e9;
  }
}
