package dev.penstock.tenancy;

import dev.penstock.shared.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Tells who has tried too often, when to try again. */
final class Attempts {
  private Attempts() {}

  /** Something that may be tried only so often. */
  interface Attempt<T extends @Nullable Object> {
    T make() throws Sessions.TooManyAttempts;
  }

  /** An attempt that yields nothing. */
  interface Act {
    void run() throws Sessions.TooManyAttempts;
  }

  static <T extends @Nullable Object> T make(HttpServletResponse response, Attempt<T> attempt) {
    try {
      return attempt.make();
    } catch (Sessions.TooManyAttempts e) {
      throw tooMany(response, e);
    }
  }

  static void run(HttpServletResponse response, Act act) {
    try {
      act.run();
    } catch (Sessions.TooManyAttempts e) {
      throw tooMany(response, e);
    }
  }

  private static ProblemException tooMany(
      HttpServletResponse response, Sessions.TooManyAttempts e) {
    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(e.seconds()));
    return e.asProblem();
  }
}
