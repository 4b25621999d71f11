package dev.penstock.storage;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.penstock.shared.Problem;
import dev.penstock.shared.ProblemException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a call is refused with. */
public final class Refusals {
  private Refusals() {}

  /** Runs the call, which must be refused, and returns the problem. */
  public static Problem refusal(ThrowingCallable call) {
    AtomicReference<Problem> problem = new AtomicReference<>();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(call)
        .satisfies(e -> problem.set(e.problem()));
    return Objects.requireNonNull(problem.get());
  }
}
