package dev.penstock.queues;

import dev.penstock.shared.Loop;
import java.time.Duration;

/** Keeps what a server that does not decide knows of the queue from growing old. */
final class Following extends Loop {
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** A long queue is read less often, so that this takes a twentieth of the time at most. */
  private static final int REST = 20;

  private final DispatchLoop loop;
  private long notBefore = System.nanoTime();

  Following(DispatchLoop loop) {
    super("following", EVERY);
    this.loop = loop;
  }

  @Override
  protected void tick() {
    long begun = System.nanoTime();
    if (begun - notBefore >= 0) {
      loop.follow();
      long ended = System.nanoTime();
      notBefore = ended + REST * (ended - begun);
    }
  }
}
