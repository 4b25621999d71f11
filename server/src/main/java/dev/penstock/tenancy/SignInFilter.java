package dev.penstock.tenancy;

import dev.penstock.shared.Problem;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.ProblemWriter;
import dev.penstock.shared.Problems;
import dev.penstock.shared.SignedIn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who a request comes from: by an API key, a session's token, or the session's cookie.
 */
final class SignInFilter extends OncePerRequestFilter {
  static final String COOKIE = "penstock_session";
  static final String ORGANISATION = "Penstock-Organisation";
  static final String ORGANISATION_COOKIE = "penstock_organisation";

  /** A browser's form can't send this header to another site: the defence against forged writes. */
  static final String INTENT = "X-Penstock-Request";

  private static final String BEARER = "Bearer ";
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final Credentials credentials;
  private final SignInSettings settings;
  private final ProblemWriter problems;
  private final Clock clock;
  private final RequestAttributeSecurityContextRepository contexts =
      new RequestAttributeSecurityContextRepository();

  SignInFilter(
      Credentials credentials, SignInSettings settings, ProblemWriter problems, Clock clock) {
    this.credentials = credentials;
    this.settings = settings;
    this.problems = problems;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    // a token that has expired must not keep anybody from what is open to all
    return PublicAddresses.isOpen(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      String token = token(request);
      if (token != null) {
        signIn(request, response, token);
      }
    } catch (ProblemException refused) {
      problems.write(response, refused.problem());
      return;
    }
    chain.doFilter(request, response);
  }

  private void signIn(HttpServletRequest request, HttpServletResponse response, String token) {
    Credential credential = credentials.of(token);
    Seat seat = credential.seat(clock.instant(), wantedOrganisation(request));
    if (!PublicAddresses.isOpenBeforeApproval(request)) {
      seat.requireApproved();
      requireSecondFactor(credential, seat);
    }
    credentials.used(credential.key());
    new SignedIn(seat.org(), token).on(request);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        new PreAuthenticatedAuthenticationToken(credential.caller(seat), "", List.of()));
    SecurityContextHolder.setContext(context);
    // for the request's later dispatches, of answers that stream
    contexts.saveContext(context, request, response);
  }

  private void requireSecondFactor(Credential credential, Seat seat) {
    boolean staff = seat.kind() == OrganisationKind.CENTRE;
    if (staff && settings.requiresSecondFactor() && !credential.secondFactor()) {
      throw new ProblemException(
          new Problem(
              "second-factor-required",
              403,
              "Second factor required",
              "the centre's staff need a second factor, and %s has none"
                  .formatted(credential.personName()),
              null,
              null,
              "enrol one on the account page, or by POST /v1/me/second-factor"));
    }
  }

  private static @Nullable String token(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header != null) {
      if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
        throw Problems.unauthenticated(
            "the Authorization header is not of the form \"Bearer ...\"");
      }
      return header.substring(BEARER.length()).strip();
    }
    String cookie = cookie(request, COOKIE);
    if (cookie != null
        && !HARMLESS.contains(request.getMethod())
        && request.getHeader(INTENT) == null) {
      throw Problems.forbidden(
          "a write that is signed in by cookie needs the header " + INTENT,
          "send \"%s: 1\", or use a bearer token".formatted(INTENT));
    }
    return cookie;
  }

  /** A browser's downloads and event streams carry no header of ours, so it has a cookie too. */
  private static @Nullable String wantedOrganisation(HttpServletRequest request) {
    String header = request.getHeader(ORGANISATION);
    boolean byCookie = request.getHeader("Authorization") == null;
    return header == null && byCookie ? cookie(request, ORGANISATION_COOKIE) : header;
  }

  private static @Nullable String cookie(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return null;
    }
    for (Cookie cookie : cookies) {
      if (name.equals(cookie.getName())) {
        return cookie.getValue();
      }
    }
    return null;
  }
}
