package dev.penstock.tenancy;

import dev.penstock.shared.ProblemException;
import dev.penstock.shared.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Whether a caller still is who they were, for answers that go on for long. */
@Service
public final class Standing {
  private final Credentials credentials;
  private final Clock clock;

  Standing(Credentials credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /** Asks again, as often as wanted. */
  @FunctionalInterface
  public interface Check {
    /** The caller with what they may do now; empty when the key or session is no longer valid. */
    Optional<Caller> now();
  }

  /** What can tell later whether the request's caller may go on. */
  public Check of(HttpServletRequest request, Caller caller) {
    SignedIn signedIn = SignedIn.of(request);
    if (signedIn == null) {
      return Optional::empty;
    }
    String token = signedIn.token();
    String org = caller.org().toString();
    return () -> {
      try {
        Credential credential = credentials.of(token);
        Seat seat = credential.seat(clock.instant(), org);
        seat.requireApproved();
        return Optional.of(credential.caller(seat));
      } catch (ProblemException ended) {
        return Optional.empty();
      }
    };
  }
}
