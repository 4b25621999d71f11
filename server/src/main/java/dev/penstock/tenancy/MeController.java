package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.Problems;
import dev.penstock.shared.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who I am, and my session. */
@RestController
final class MeController {
  private final Access access;
  private final People people;
  private final Credentials credentials;
  private final Organisations organisations;
  private final Sessions sessions;
  private final SessionCookie cookie;

  MeController(
      Access access,
      People people,
      Credentials credentials,
      Organisations organisations,
      Sessions sessions,
      SessionCookie cookie) {
    this.access = access;
    this.people = people;
    this.credentials = credentials;
    this.organisations = organisations;
    this.sessions = sessions;
    this.cookie = cookie;
  }

  /** An organisation that I belong to. */
  record MySeat(
      OrgId id, String name, OrganisationKind kind, OrganisationState state, List<Role> roles) {
    static MySeat of(Seat seat) {
      return new MySeat(
          seat.org(),
          seat.orgName(),
          seat.kind(),
          seat.state(),
          seat.roles().stream().sorted().toList());
    }
  }

  /**
   * Who I am.
   *
   * @param organisationId the organisation that this request acts for
   * @param permissions what I may do there with this token
   * @param keyId the API key that this request came with
   * @param organisations where I belong; name one in the header Penstock-Organisation
   */
  record Me(
      PersonId personId,
      String email,
      String name,
      boolean mustChangePassword,
      OrgId organisationId,
      String organisation,
      boolean staff,
      List<Role> roles,
      List<Scope> scopes,
      List<String> permissions,
      @Nullable UUID keyId,
      List<MySeat> organisations) {}

  /** A change of password. */
  record PasswordChange(String oldPassword, String newPassword) {
    @Override
    public String toString() {
      return "PasswordChange[]";
    }
  }

  @GetMapping("/v1/me")
  Me getMe(Caller caller) {
    return access.system(
        () -> {
          People.Person person = person(caller);
          OrgId keysOnly = caller.key() == null ? null : caller.org();
          return new Me(
              person.id(),
              person.email(),
              person.name(),
              person.mustChangePassword(),
              caller.org(),
              caller.orgName(),
              caller.staff(),
              caller.roles().stream().sorted().toList(),
              caller.scopes().stream().sorted().toList(),
              caller.permissions().stream().sorted().map(Permission::text).toList(),
              caller.key(),
              credentials.seats(person.id(), keysOnly).stream().map(MySeat::of).toList());
        });
  }

  private People.Person person(Caller caller) {
    People.Person person = people.byId(caller.person());
    if (person == null) {
      throw Problems.notFound("person", caller.person().toString());
    }
    return person;
  }

  @PutMapping("/v1/me/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(
      Caller caller,
      @RequestBody PasswordChange change,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (caller.key() != null) {
      throw Problems.forbidden(
          "an API key can't change its person's password", "sign in with email and password");
    }
    Fields.password("newPassword", change.newPassword);
    People.Person person = access.system(() -> person(caller));
    Attempts.make(
        response,
        () -> sessions.prove(person.email(), change.oldPassword, request.getRemoteAddr()));
    sessions.changePassword(caller, token(request), change.newPassword);
  }

  @DeleteMapping("/v1/sessions/current")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endSession(Caller caller, HttpServletRequest request, HttpServletResponse response) {
    sessions.end(caller, token(request));
    cookie.clear(request, response);
  }

  /** The token of the session that a request came with. */
  static String token(HttpServletRequest request) {
    SignedIn signedIn = SignedIn.of(request);
    if (signedIn == null) {
      throw Problems.unauthenticated("this address needs a session");
    }
    return signedIn.token();
  }

  @GetMapping("/v1/organisation")
  Organisation getOrganisation(Caller caller) {
    return organisations.find(caller.org());
  }
}
