package dev.penstock.serving;

import java.net.SocketException;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A replica gave no whole answer. */
final class ReplicaException extends Exception {
  ReplicaException(@Nullable Throwable cause) {
    super("the replica gave no answer", cause);
  }

  /** Whether it took too long. */
  boolean isTimeout() {
    return getCause() instanceof TimeoutException;
  }

  /** Whether too many requests wait for it already. */
  boolean isOverload() {
    return getCause() instanceof RejectedExecutionException;
  }

  /** Whether nothing listens any more. */
  boolean isUnreachable() {
    return getCause() instanceof SocketException
        || getCause() instanceof AsynchronousCloseException;
  }
}
