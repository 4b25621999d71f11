package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a stranger may do: apply, and sign in. */
@RestController
final class ApplicationController {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Organisations organisations;
  private final Sessions sessions;
  private final SignInSettings settings;
  private final SessionCookie cookie;
  private final AttemptLimiter applications;

  ApplicationController(
      Organisations organisations,
      Sessions sessions,
      SignInSettings settings,
      SessionCookie cookie,
      Clock clock) {
    this.organisations = organisations;
    this.sessions = sessions;
    this.settings = settings;
    this.cookie = cookie;
    this.applications = new AttemptLimiter(clock, settings.applicationsPerHour(), HOUR);
  }

  /** The answer to an application. */
  record Applied(OrgId organisationId, OrganisationState state) {}

  /**
   * Who wants to sign in.
   *
   * @param code of the second factor, asked for by the problem {@code second-factor-required}
   */
  record SignIn(String email, String password, @Nullable String code) {
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

  /**
   * The ways to sign in here.
   *
   * @param oidc the centre's own sign-in; absent where there is none
   * @param secondFactor whether the centre's staff must have a second factor
   */
  record SignInWays(@Nullable OutsideSignIn oidc, StaffSecondFactor secondFactor) {}

  /**
   * A sign-in by OpenID Connect.
   *
   * @param name as people know it
   * @param startUrl the address to open in a browser
   */
  record OutsideSignIn(String name, String startUrl) {}

  @GetMapping("/v1/sign-in")
  SignInWays getSignInWays() {
    SignInSettings.Oidc oidc = settings.oidc();
    return new SignInWays(
        oidc == null ? null : new OutsideSignIn(oidc.name(), OidcController.START),
        settings.staffSecondFactor());
  }

  @PostMapping("/v1/applications")
  @ResponseStatus(HttpStatus.CREATED)
  Applied submitApplication(
      @RequestBody Organisations.Application application,
      HttpServletRequest request,
      HttpServletResponse response) {
    Organisations.Application checked = Organisations.checked(application);
    Attempts.run(response, () -> Sessions.begin(applications, request.getRemoteAddr()));
    Optional<People.Person> known =
        Attempts.make(
            response,
            () ->
                sessions.proveIfKnown(
                    checked.email(), checked.password(), request.getRemoteAddr()));
    Organisation organisation = organisations.apply(checked, known.orElse(null));
    return new Applied(organisation.id(), organisation.state());
  }

  @PostMapping("/v1/sessions")
  @ResponseStatus(HttpStatus.CREATED)
  SessionOpened openSession(
      @RequestBody SignIn signIn, HttpServletRequest request, HttpServletResponse response) {
    String email = Fields.email(signIn.email);
    People.Person person =
        Attempts.make(
            response, () -> sessions.prove(email, signIn.password, request.getRemoteAddr()));
    Attempts.run(response, () -> sessions.proveSecondFactor(person, signIn.code));
    Sessions.Opened opened = sessions.open(person);
    cookie.set(opened.token(), request, response);
    return new SessionOpened(
        opened.token(), opened.expiresAt(), opened.organisation(), opened.mustChangePassword());
  }
}
