package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a stranger may do: apply, and sign in. */
@RestController
final class ApplicationController {
  private final Organisations organisations;
  private final Sessions sessions;

  ApplicationController(Organisations organisations, Sessions sessions) {
    this.organisations = organisations;
    this.sessions = sessions;
  }

  /** The answer to an application. */
  record Applied(OrgId organisationId, OrganisationState state) {}

  /** Who wants to sign in. */
  record SignIn(String email, String password) {
    @Override
    public String toString() {
      return "SignIn[email=" + email + "]";
    }
  }

  /**
   * An open session.
   *
   * @param token send it as {@code Authorization: Bearer}; browsers have it as a cookie too
   * @param organisationId the organisation that requests act for unless they name another
   * @param mustChangePassword somebody else chose the password
   */
  record SessionOpened(
      String token,
      Instant expiresAt,
      @Nullable OrgId organisationId,
      boolean mustChangePassword) {}

  @PostMapping("/v1/applications")
  @ResponseStatus(HttpStatus.CREATED)
  Applied submitApplication(
      @RequestBody Organisations.Application application,
      HttpServletRequest request,
      HttpServletResponse response) {
    Organisations.Application checked = Organisations.checked(application);
    People.Person known = prove(checked.email(), checked.password(), true, request, response);
    Organisation organisation = organisations.apply(checked, known);
    return new Applied(organisation.id(), organisation.state());
  }

  @PostMapping("/v1/sessions")
  @ResponseStatus(HttpStatus.CREATED)
  SessionOpened openSession(
      @RequestBody SignIn signIn, HttpServletRequest request, HttpServletResponse response) {
    String email = Fields.email(signIn.email);
    People.Person person = prove(email, signIn.password, false, request, response);
    if (person == null) {
      throw new IllegalStateException("strangers were not welcome");
    }
    Sessions.Opened opened = sessions.open(person);
    response.addHeader(
        HttpHeaders.SET_COOKIE, cookie(opened.token(), Sessions.LIFE.toSeconds(), request));
    return new SessionOpened(
        opened.token(), opened.expiresAt(), opened.organisation(), opened.mustChangePassword());
  }

  People.@Nullable Person prove(
      String email,
      String password,
      boolean strangers,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      return sessions.prove(email, password, request.getRemoteAddr(), strangers);
    } catch (Sessions.TooManyAttempts e) {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(e.seconds()));
      throw e.asProblem();
    }
  }

  /** The session's cookie; a life of 0 seconds takes it away. */
  static String cookie(String token, long seconds, HttpServletRequest request) {
    return ResponseCookie.from(SignInFilter.COOKIE, token)
        .httpOnly(true)
        .sameSite("Strict")
        .secure(request.isSecure())
        .path("/")
        .maxAge(seconds)
        .build()
        .toString();
  }
}
