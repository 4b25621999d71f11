package dev.penstock.tenancy;

import dev.penstock.shared.Problems;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.WebUtils;

/**
 * Signing in by the centre's provider of OpenID Connect: addresses for a browser, which end on a
 * page of the console whatever happens.
 */
@Hidden
@RestController
final class OidcController {
  static final String START = "/v1/sign-in/oidc/start";
  private static final String COOKIE = "penstock_oidc";
  private static final String PATH = "/v1/sign-in/oidc";

  /** Ways of proving oneself that count as a second factor (RFC 8176). */
  private static final Set<String> SECOND_FACTORS = Set.of("mfa", "otp", "hwk", "sc", "fpt");

  private static final Logger LOG = LoggerFactory.getLogger(OidcController.class);

  private final Oidc oidc;
  private final OutsideIdentities identities;
  private final SecondFactors secondFactors;
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final SignInSettings settings;
  private final Seal seal;
  private final Clock clock;

  OidcController(
      Oidc oidc,
      OutsideIdentities identities,
      SecondFactors secondFactors,
      Sessions sessions,
      SessionCookie cookie,
      SignInSettings settings,
      Seal seal,
      Clock clock) {
    this.oidc = oidc;
    this.identities = identities;
    this.secondFactors = secondFactors;
    this.sessions = sessions;
    this.cookie = cookie;
    this.settings = settings;
    this.seal = seal;
    this.clock = clock;
  }

  /** Why nobody was signed in; the console has words for each code. */
  private static final class Refused extends Exception {
    private final String code;

    Refused(String code) {
      super(code, null, false, false);
      this.code = code;
    }
  }

  @GetMapping(START)
  ResponseEntity<Void> startOutsideSignIn(
      @RequestParam(required = false) @Nullable String returnTo,
      HttpServletRequest request,
      HttpServletResponse response) {
    SignInSettings.Oidc provider = provider();
    OidcTrip trip = OidcTrip.begin(returnTo, clock.instant());
    try {
      String address = oidc.address(trip, provider.callback(request));
      keep(trip.sealed(seal), OidcTrip.LIFE, request, response);
      return to(address);
    } catch (Oidc.Unavailable e) {
      LOG.warn("the provider of OpenID Connect does not answer: {}", e.getMessage());
      return refused("unavailable");
    }
  }

  @GetMapping(SignInSettings.Oidc.CALLBACK)
  ResponseEntity<Void> finishOutsideSignIn(
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String state,
      HttpServletRequest request,
      HttpServletResponse response) {
    String callback = provider().callback(request);
    Cookie kept = WebUtils.getCookie(request, COOKIE);
    // good for once
    keep("", Duration.ZERO, request, response);
    try {
      OidcTrip trip = kept == null ? null : OidcTrip.open(seal, kept.getValue(), clock.instant());
      if (trip == null || state == null || !trip.state().equals(state)) {
        throw new Refused("expired");
      }
      if (code == null) {
        throw new Refused("refused");
      }
      People.Person person = person(oidc.redeem(trip, callback, state, code));
      cookie.set(sessions.open(person).token(), request, response);
      return to(trip.returnTo());
    } catch (Refused e) {
      return refused(e.code);
    } catch (AuthenticationException e) {
      LOG.warn("a sign-in by OpenID Connect did not stand the proof: {}", e.getMessage());
      return refused("refused");
    } catch (Oidc.Unavailable e) {
      LOG.warn("the provider of OpenID Connect does not answer: {}", e.getMessage());
      return refused("unavailable");
    }
  }

  private SignInSettings.Oidc provider() {
    SignInSettings.Oidc provider = oidc.settings();
    if (provider == null) {
      throw Problems.notFound("sign-in", "oidc");
    }
    return provider;
  }

  private People.Person person(OidcUser user) throws Refused {
    OutsideIdentities.Found found =
        identities.find(
            new OutsideIdentities.Outside(
                Objects.requireNonNull(user.getIssuer()).toString(),
                Objects.requireNonNull(user.getSubject()),
                user.getEmail(),
                Boolean.TRUE.equals(user.getEmailVerified())));
    return switch (found) {
      case OutsideIdentities.Found.NoAccount() -> throw new Refused("no-account");
      case OutsideIdentities.Found.Unverified() -> throw new Refused("unverified");
      case OutsideIdentities.Found.Known(People.Person person) -> {
        if (secondFactors.isEnrolled(person.id()) && !attestsSecondFactor(user)) {
          throw new Refused("second-factor");
        }
        yield person;
      }
    };
  }

  private static boolean attestsSecondFactor(OidcUser user) {
    List<String> methods = user.getAuthenticationMethods();
    return methods != null && !Collections.disjoint(methods, SECOND_FACTORS);
  }

  private void keep(
      String trip, Duration life, HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(COOKIE, trip)
            .httpOnly(true)
            // it has to come along when the provider sends the browser back
            .sameSite("Lax")
            .secure(settings.isSecure(request))
            .path(PATH)
            .maxAge(life)
            .build()
            .toString());
  }

  private static ResponseEntity<Void> refused(String code) {
    return to("/sign-in?error=" + code);
  }

  private static ResponseEntity<Void> to(String address) {
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(URI.create(address))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
