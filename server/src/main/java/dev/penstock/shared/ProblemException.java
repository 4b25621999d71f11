package dev.penstock.shared;

/** Ends a request with a {@link Problem}; what its transaction did is rolled back. */
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  public ProblemException(Problem problem) {
    // a refusal is an ordinary outcome: no stack trace to fill, no cause to hide
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
