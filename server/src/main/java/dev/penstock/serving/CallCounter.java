package dev.penstock.serving;

import dev.penstock.shared.Access;
import dev.penstock.shared.Loop;
import dev.penstock.shared.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Counts calls. Callers wait until their call is committed, and all that wait at once are committed
 * in one transaction, so that a commit costs many callers together what it would cost each.
 */
final class CallCounter extends Loop {
  private static final int MOST_AT_ONCE = 5_000;

  private record Waiting(Call call, CompletableFuture<Void> counted) {}

  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final Access access;
  private final CallTable calls;

  CallCounter(Access access, CallTable calls) {
    super("call-counter", Duration.ofSeconds(1));
    this.access = access;
    this.calls = calls;
  }

  /**
   * Counts the call; it is committed when this returns.
   *
   * @throws dev.penstock.shared.ProblemException unavailable, when it can't be; it is not counted
   *     then
   */
  void count(Call call) {
    Waiting waiting = new Waiting(call, new CompletableFuture<>());
    queue.add(waiting);
    wake();
    if (!isRunning()) {
      failAll(new IllegalStateException("the server is stopping"));
    }
    try {
      waiting.counted.join();
    } catch (CompletionException e) {
      throw Problems.unavailable(
          "the call can't be counted now, so its answer is withheld", "try again in a few seconds");
    }
  }

  @Override
  protected void tick() {
    List<Waiting> batch = take();
    while (!batch.isEmpty()) {
      commit(batch);
      batch = take();
    }
  }

  private List<Waiting> take() {
    List<Waiting> batch = new ArrayList<>();
    Waiting next = queue.poll();
    while (next != null) {
      batch.add(next);
      next = batch.size() < MOST_AT_ONCE ? queue.poll() : null;
    }
    return batch;
  }

  private void commit(List<Waiting> batch) {
    try {
      access.runAsSystem(() -> calls.insert(batch.stream().map(Waiting::call).toList()));
    } catch (RuntimeException e) {
      batch.forEach(waiting -> waiting.counted.completeExceptionally(e));
      throw e;
    }
    batch.forEach(waiting -> waiting.counted.complete(null));
  }

  @Override
  public void stop() {
    super.stop();
    failAll(new IllegalStateException("the server is stopping"));
  }

  private void failAll(RuntimeException why) {
    take().forEach(waiting -> waiting.counted.completeExceptionally(why));
  }
}
