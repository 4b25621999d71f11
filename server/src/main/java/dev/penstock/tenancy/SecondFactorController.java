package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** My second factor. */
@RestController
@RequestMapping("/v1/me/second-factor")
final class SecondFactorController {
  private final Access access;
  private final People people;
  private final SecondFactors factors;
  private final Sessions sessions;
  private final SignInSettings settings;

  SecondFactorController(
      Access access,
      People people,
      SecondFactors factors,
      Sessions sessions,
      SignInSettings settings) {
    this.access = access;
    this.people = people;
    this.factors = factors;
    this.sessions = sessions;
    this.settings = settings;
  }

  /**
   * How my second factor stands.
   *
   * @param required whether I can do nothing else before I enrol
   */
  record SecondFactor(boolean enrolled, boolean required, int recoveryCodesLeft) {}

  /** A code of the authenticator, or a recovery code. */
  record SecondFactorCode(String code) {
    @Override
    public String toString() {
      return "SecondFactorCode[]";
    }
  }

  /** Codes for when the authenticator is lost, each good for once; they are never shown again. */
  record RecoveryCodes(List<String> recoveryCodes) {
    @Override
    public String toString() {
      return "RecoveryCodes[]";
    }
  }

  @GetMapping
  SecondFactor getSecondFactor(Caller caller) {
    return new SecondFactor(
        factors.isEnrolled(caller.person()),
        caller.staff() && settings.requiresSecondFactor(),
        factors.recoveryCodesLeft(caller.person()));
  }

  @PostMapping
  SecondFactors.Begun beginSecondFactor(Caller caller) {
    requireSession(caller);
    return factors.begin(caller, person(caller).email());
  }

  @PostMapping("/confirm")
  RecoveryCodes confirmSecondFactor(
      Caller caller, @RequestBody SecondFactorCode code, HttpServletRequest request) {
    requireSession(caller);
    List<String> codes = factors.confirm(caller, code.code.strip());
    // whoever signed in by the password alone does it again
    sessions.endOthers(caller.person(), MeController.token(request));
    return new RecoveryCodes(codes);
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeSecondFactor(
      Caller caller, @RequestBody SecondFactorCode code, HttpServletResponse response) {
    requireSession(caller);
    Attempts.run(response, () -> sessions.proveCode(caller.person(), code.code));
    factors.remove(caller);
  }

  private People.Person person(Caller caller) {
    People.Person person =
        access.<People.@Nullable Person>system(() -> people.byId(caller.person()));
    if (person == null) {
      throw Problems.notFound("person", caller.person().toString());
    }
    return person;
  }

  private static void requireSession(Caller caller) {
    if (caller.key() != null) {
      throw Problems.forbidden(
          "an API key can't change its person's second factor", "sign in with email and password");
    }
  }
}
