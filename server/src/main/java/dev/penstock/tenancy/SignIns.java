package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.SignedIn;
import java.time.Clock;
import java.util.HexFormat;
import org.springframework.stereotype.Service;

/** Lets something that goes on after a request look again at whether its caller is still let in. */
@Service
public final class SignIns {
  private final Credentials credentials;
  private final Clock clock;

  SignIns(Credentials credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /**
   * A sign-in, without its secret.
   *
   * @param hash of the token, in hexadecimal digits
   * @param org for which organisation
   */
  public record Handle(boolean isKey, String hash, OrgId org) {}

  /** The sign-in that a request came with. */
  public Handle handle(SignedIn signedIn) {
    String token = signedIn.token();
    return new Handle(
        Tokens.isKey(token), HexFormat.of().formatHex(Tokens.hash(token)), signedIn.org());
  }

  /**
   * Who it stands for now.
   *
   * @throws ProblemException unauthenticated or forbidden, when it has ended, or the person has
   *     left the organisation, or that may not use the centre any more
   */
  public Caller callerNow(Handle handle) {
    Credential credential = credentials.of(handle.isKey(), handle.hash());
    Seat seat = credential.seat(clock.instant(), handle.org().toString());
    seat.requireApproved();
    return credential.caller(seat);
  }
}
