package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** People's authenticators, and the codes for the day when one is lost. */
@Service
final class SecondFactors {
  private static final String PURPOSE = "second-factor";
  private static final String ISSUER = "Penstock";
  private static final int RECOVERY_CODES = 10;
  private static final int RECOVERY_BYTES = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Access access;
  private final JdbcClient jdbc;
  private final Seal seal;
  private final Credentials credentials;
  private final Audit audit;
  private final Clock clock;

  SecondFactors(
      Access access,
      JdbcClient jdbc,
      Seal seal,
      Credentials credentials,
      Audit audit,
      Clock clock) {
    this.access = access;
    this.jdbc = jdbc;
    this.seal = seal;
    this.credentials = credentials;
    this.audit = audit;
    this.clock = clock;
  }

  /** What an authenticator needs: typed in, or as the picture's text. */
  record Begun(String secret, String uri) {
    @Override
    public String toString() {
      return "Begun[]";
    }
  }

  private static final class Row {
    private final byte[] secret;
    private final boolean enrolled;
    private final long lastStep;

    Row(byte[] secret, boolean enrolled, long lastStep) {
      this.secret = secret;
      this.enrolled = enrolled;
      this.lastStep = lastStep;
    }
  }

  boolean isEnrolled(PersonId person) {
    Row row = find(person);
    return row != null && row.enrolled;
  }

  int recoveryCodesLeft(PersonId person) {
    return access.system(
        () ->
            jdbc.sql("SELECT count(*) FROM tenancy.recovery_code WHERE person_id = ?")
                .param(person.value())
                .query(Integer.class)
                .single());
  }

  /**
   * Begins with a new secret; nothing is asked for until {@link #confirm}.
   *
   * @throws ProblemException conflict, when the caller has a second factor
   */
  Begun begin(Caller caller, String email) {
    byte[] secret = random(Totp.SECRET_BYTES);
    int begun =
        access.system(
            () ->
                jdbc.sql(
                        """
                        INSERT INTO tenancy.second_factor (person_id, secret, begun_at)
                        VALUES (:person, :secret, :now)
                        ON CONFLICT (person_id) DO UPDATE
                          SET secret = EXCLUDED.secret, begun_at = EXCLUDED.begun_at
                          WHERE second_factor.enrolled_at IS NULL
                        """)
                    .param("person", caller.person().value())
                    .param("secret", seal.seal(PURPOSE, secret))
                    .param("now", Sql.at(Sql.now(clock)))
                    .update());
    if (begun == 0) {
      throw Problems.conflict(
          "secondFactor",
          null,
          "%s has a second factor already".formatted(caller.personName()),
          "take it off first: DELETE /v1/me/second-factor");
    }
    return new Begun(Totp.base32(secret), Totp.uri(ISSUER, email, secret));
  }

  /**
   * Ends the enrolment: from now on a sign-in needs a code.
   *
   * @return the recovery codes, which are never shown again
   */
  List<String> confirm(Caller caller, String code) {
    return access.system(
        () -> {
          Row row = find(caller.person());
          if (row == null || row.enrolled) {
            throw Problems.conflict(
                "secondFactor",
                null,
                "no enrolment has begun",
                "begin one: POST /v1/me/second-factor");
          }
          if (!takeStep(caller.person(), row, code)) {
            throw Problems.invalid(
                "code", null, "give the code that the authenticator shows now; check its clock");
          }
          jdbc.sql("UPDATE tenancy.second_factor SET enrolled_at = :now WHERE person_id = :person")
              .param("now", Sql.at(Sql.now(clock)))
              .param("person", caller.person().value())
              .update();
          List<String> codes = newRecoveryCodes(caller.person());
          note(caller, "second-factor.enrolled");
          credentials.changed();
          return codes;
        });
  }

  private List<String> newRecoveryCodes(PersonId person) {
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < RECOVERY_CODES; i++) {
      String code = Totp.base32(random(RECOVERY_BYTES)).toLowerCase(Locale.ROOT);
      jdbc.sql("INSERT INTO tenancy.recovery_code (person_id, hash) VALUES (:person, :hash)")
          .param("person", person.value())
          .param("hash", Tokens.hash(code))
          .update();
      codes.add(String.join("-", code.split("(?<=\\G.{4})", -1)));
    }
    return List.copyOf(codes);
  }

  /**
   * Whether this is a code of an enrolled person's authenticator, or a recovery code; it is used up
   * by that.
   */
  boolean accepts(PersonId person, String code) {
    String plain = code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    return access.system(
        () -> {
          Row row = find(person);
          return row != null
              && row.enrolled
              && (takeStep(person, row, plain) || takeRecoveryCode(person, plain));
        });
  }

  private boolean takeStep(PersonId person, Row row, String code) {
    OptionalLong step = Totp.accepted(row.secret, code, clock.instant(), row.lastStep);
    // of two at once with the same code, one finds the step taken
    return step.isPresent()
        && jdbc.sql(
                    """
                    UPDATE tenancy.second_factor SET last_step = :step
                    WHERE person_id = :person AND last_step < :step
                    """)
                .param("step", step.getAsLong())
                .param("person", person.value())
                .update()
            == 1;
  }

  private boolean takeRecoveryCode(PersonId person, String code) {
    return jdbc.sql("DELETE FROM tenancy.recovery_code WHERE person_id = :person AND hash = :hash")
            .param("person", person.value())
            .param("hash", Tokens.hash(code))
            .update()
        == 1;
  }

  /** Takes the second factor off. */
  void remove(Caller caller) {
    access.runAsSystem(
        () -> {
          for (String table : List.of("recovery_code", "second_factor")) {
            jdbc.sql("DELETE FROM tenancy." + table + " WHERE person_id = ?")
                .param(caller.person().value())
                .update();
          }
          note(caller, "second-factor.removed");
          credentials.changed();
        });
  }

  private void note(Caller caller, String action) {
    audit.record(caller, action, "person", caller.person().toString(), Map.of());
  }

  private @Nullable Row find(PersonId person) {
    return access.<@Nullable Row>system(
        () ->
            jdbc.sql(
                    "SELECT secret, enrolled_at, last_step FROM tenancy.second_factor"
                        + " WHERE person_id = ?")
                .param(person.value())
                .query(
                    (row, n) ->
                        new Row(
                            opened(row.getBytes("secret")),
                            Sql.instantOrNull(row, "enrolled_at") != null,
                            row.getLong("last_step")))
                .optional()
                .orElse(null));
  }

  private byte[] opened(byte[] sealed) {
    byte[] secret = seal.open(PURPOSE, sealed);
    if (secret == null) {
      throw new IllegalStateException(
          "a second factor was sealed with another key: put secrets/seal of the data folder back");
    }
    return secret;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
