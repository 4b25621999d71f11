package dev.penstock.tenancy;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known again when a browser comes back from the provider. The browser carries it,
 * sealed: nothing is kept for people who never return.
 *
 * @param state ties the answer to this browser
 * @param nonce ties the identity token to this trip
 * @param verifier proves that whoever redeems the code is who asked for it (RFC 7636)
 * @param returnTo the page that was asked for
 * @param until when it is over
 */
record OidcTrip(String state, String nonce, String verifier, String returnTo, Instant until) {
  static final Duration LIFE = Duration.ofMinutes(10);
  private static final String PURPOSE = "oidc-trip";
  private static final String SEPARATOR = "\n";
  private static final String HOME = "/home";
  private static final SecureRandom RANDOM = new SecureRandom();

  static OidcTrip begin(@Nullable String returnTo, Instant now) {
    return new OidcTrip(random(), random(), random(), safe(returnTo), now.plus(LIFE));
  }

  /** A page of this console; anything else would let a link here lead people elsewhere. */
  private static String safe(@Nullable String returnTo) {
    if (returnTo == null || !returnTo.startsWith("/")) {
      return HOME;
    }
    try {
      URI page = new URI(returnTo);
      return page.getRawAuthority() == null && !page.isAbsolute() ? page.toASCIIString() : HOME;
    } catch (URISyntaxException notAnAddress) {
      return HOME;
    }
  }

  private static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String sealed(Seal seal) {
    String plain =
        String.join(SEPARATOR, List.of(state, nonce, verifier, returnTo, until.toString()));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(seal.seal(PURPOSE, plain.getBytes(StandardCharsets.UTF_8)));
  }

  /** The trip; null when we did not seal it, or it is over. */
  static @Nullable OidcTrip open(Seal seal, String sealed, Instant now) {
    try {
      byte[] plain = seal.open(PURPOSE, Base64.getUrlDecoder().decode(sealed));
      if (plain == null) {
        return null;
      }
      String[] parts = new String(plain, StandardCharsets.UTF_8).split(SEPARATOR, -1);
      Instant until = Instant.parse(parts[4]);
      return now.isBefore(until)
          ? new OidcTrip(parts[0], parts[1], parts[2], parts[3], until)
          : null;
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "OidcTrip[returnTo=" + returnTo + "]";
  }
}
