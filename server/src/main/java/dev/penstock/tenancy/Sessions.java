package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.Problem;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Signing in with a password, and what comes of it. */
@Service
final class Sessions {
  static final Duration LIFE = Duration.ofHours(12);
  private static final Duration KEPT_AFTER_ITS_END = Duration.ofDays(7);
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int FAILURES_PER_EMAIL = 10;
  // a whole campus may stand behind one address
  private static final int FAILURES_PER_ADDRESS = 100;
  // of a million codes, three are right at any time
  private static final int WRONG_CODES = 10;

  /**
   * An open session.
   *
   * @param organisation the default one, null when the person belongs to none
   */
  record Opened(
      String token, Instant expiresAt, @Nullable OrgId organisation, boolean mustChangePassword) {}

  private final Access access;
  private final JdbcClient jdbc;
  private final People people;
  private final Passwords passwords;
  private final SecondFactors secondFactors;
  private final Credentials credentials;
  private final Audit audit;
  private final Clock clock;
  private final AttemptLimiter byEmail;
  private final AttemptLimiter byAddress;
  private final AttemptLimiter codesByPerson;

  Sessions(
      Access access,
      JdbcClient jdbc,
      People people,
      Passwords passwords,
      SecondFactors secondFactors,
      Credentials credentials,
      Audit audit,
      Clock clock) {
    this.access = access;
    this.jdbc = jdbc;
    this.people = people;
    this.passwords = passwords;
    this.secondFactors = secondFactors;
    this.credentials = credentials;
    this.audit = audit;
    this.clock = clock;
    this.byEmail = new AttemptLimiter(clock, FAILURES_PER_EMAIL, WINDOW);
    this.byAddress = new AttemptLimiter(clock, FAILURES_PER_ADDRESS, WINDOW);
    this.codesByPerson = new AttemptLimiter(clock, WRONG_CODES, WINDOW);
  }

  /** Too many attempts; how long to wait. */
  static final class TooManyAttempts extends Exception {
    private final transient Duration wait;

    TooManyAttempts(Duration wait) {
      super(null, null, false, false);
      this.wait = wait;
    }

    long seconds() {
      return wait.plusMillis(999).toSeconds();
    }

    ProblemException asProblem() {
      return new ProblemException(
          new Problem(
              "too-many-attempts",
              429,
              "Too many attempts",
              "there were too many attempts for this account or from this address",
              null,
              null,
              "wait %d seconds".formatted(seconds())));
    }
  }

  /**
   * Proves who somebody is.
   *
   * @throws TooManyAttempts without looking at the password
   * @throws ProblemException unauthenticated; it does not tell whether the email is known
   */
  People.Person prove(String email, String password, String address) throws TooManyAttempts {
    return prove(email, password, address, false)
        .orElseThrow(() -> new IllegalStateException("strangers were not welcome"));
  }

  /**
   * Proves who somebody is, where the email is known; as {@link #prove} otherwise.
   *
   * @return empty for an email that is not
   */
  Optional<People.Person> proveIfKnown(String email, String password, String address)
      throws TooManyAttempts {
    return prove(email, password, address, true);
  }

  private Optional<People.Person> prove(
      String email, String password, String address, boolean strangers) throws TooManyAttempts {
    begin(byEmail, email);
    begin(byAddress, address);
    People.Person person = access.<People.@Nullable Person>system(() -> people.byEmail(email));
    boolean welcome = person == null && strangers;
    if (!welcome && !passwords.matches(password, person == null ? null : person.passwordHash())) {
      throw new ProblemException(
          new Problem(
              "wrong-credentials",
              401,
              "Not signed in",
              "the email and the password do not belong together",
              "password",
              null,
              "check both; capital letters count in the password"));
    }
    byEmail.forget(email);
    byAddress.takeBack(address);
    return Optional.ofNullable(person);
  }

  /**
   * Proves that somebody whose password was right has their second factor, when they enrolled one.
   *
   * @param code of the authenticator or for recovery, null where none was given
   * @throws TooManyAttempts without looking at the code
   * @throws ProblemException {@code second-factor-required} or {@code wrong-code}, both 401
   */
  void proveSecondFactor(People.Person person, @Nullable String code) throws TooManyAttempts {
    if (!secondFactors.isEnrolled(person.id())) {
      return;
    }
    if (code == null || code.isBlank()) {
      throw codeProblem(
          "second-factor-required",
          "this account asks for a second factor",
          "give the code that the authenticator shows now, or a recovery code");
    }
    proveCode(person.id(), code);
  }

  /**
   * Proves that somebody has their second factor.
   *
   * @throws TooManyAttempts without looking at the code
   * @throws ProblemException {@code wrong-code}, 401
   */
  void proveCode(PersonId person, String code) throws TooManyAttempts {
    begin(codesByPerson, person.toString());
    if (!secondFactors.accepts(person, code)) {
      throw codeProblem(
          "wrong-code",
          "the code is not one that is valid now, or it was used already",
          "wait for the next code, and check the clock of the authenticator");
    }
    codesByPerson.forget(person.toString());
  }

  private static ProblemException codeProblem(String type, String detail, String hint) {
    return new ProblemException(
        new Problem(type, 401, "Not signed in", detail, "code", null, hint));
  }

  /**
   * Begins an attempt.
   *
   * @throws TooManyAttempts when there were too many lately
   */
  static void begin(AttemptLimiter limiter, String name) throws TooManyAttempts {
    Duration wait = limiter.begin(name);
    if (wait != null) {
      throw new TooManyAttempts(wait);
    }
  }

  /** Opens a session for somebody who has proved who they are. */
  Opened open(People.Person person) {
    String token = Tokens.next(Tokens.SESSION);
    Instant now = Sql.now(clock);
    Instant end = now.plus(LIFE);
    return access.system(
        () -> {
          jdbc.sql(
                  """
                  INSERT INTO tenancy.session (hash, person_id, created_at, expires_at)
                  VALUES (:hash, :person, :now, :end)
                  """)
              .param("hash", Tokens.hash(token))
              .param("person", person.id().value())
              .param("now", Sql.at(now))
              .param("end", Sql.at(end))
              .update();
          List<Seat> seats = credentials.seats(person.id(), null);
          OrgId org = seats.isEmpty() ? null : seats.getFirst().org();
          if (org != null) {
            note(person.id(), person.name(), org, "session.opened");
          }
          return new Opened(token, end, org, person.mustChangePassword());
        });
  }

  /** Ends the session of this token. */
  void end(Caller caller, String token) {
    if (caller.key() != null) {
      throw Problems.conflict(
          "Authorization",
          null,
          "this request came with an API key, not with a session",
          "revoke the key instead: DELETE /v1/keys/" + caller.key());
    }
    access.runAsSystem(
        () -> {
          jdbc.sql("UPDATE tenancy.session SET ended_at = :now WHERE hash = :hash")
              .param("now", Sql.at(Sql.now(clock)))
              .param("hash", Tokens.hash(token))
              .update();
          note(caller.person(), caller.personName(), caller.org(), "session.ended");
          credentials.changed();
        });
  }

  /** Changes the caller's password, and ends every other session of theirs. */
  void changePassword(Caller caller, String token, String chosen) {
    String hash = passwords.hash(Fields.password("newPassword", chosen));
    access.runAsSystem(
        () -> {
          people.setPassword(caller.person(), hash);
          endOthers(caller.person(), token);
          note(caller.person(), caller.personName(), caller.org(), "password.changed");
          credentials.changed();
        });
  }

  /**
   * Ends every session of a person but that of this token; within the open transaction or alone.
   */
  void endOthers(PersonId person, String token) {
    endAllBut(person, Tokens.hash(token));
  }

  /** Ends every session of a person; within the open transaction or alone. */
  void endAll(PersonId person) {
    endAllBut(person, new byte[0]);
  }

  private void endAllBut(PersonId person, byte[] kept) {
    access.runAsSystem(
        () -> {
          jdbc.sql(
                  """
                  UPDATE tenancy.session SET ended_at = :now
                  WHERE person_id = :person AND hash <> :kept AND ended_at IS NULL
                  """)
              .param("now", Sql.at(Sql.now(clock)))
              .param("person", person.value())
              .param("kept", kept)
              .update();
          credentials.changed();
        });
  }

  private void note(PersonId person, String name, OrgId org, String action) {
    audit.append(
        org,
        new Audit.Actor(person, name, org, null),
        action,
        "person",
        person.toString(),
        Map.of());
  }

  /** Drops sessions that ended long ago. */
  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
  void sweep() {
    Instant before = Sql.now(clock).minus(KEPT_AFTER_ITS_END);
    access.runAsSystem(
        () ->
            jdbc.sql("DELETE FROM tenancy.session WHERE expires_at < :before")
                .param("before", Sql.at(before))
                .update());
  }
}
