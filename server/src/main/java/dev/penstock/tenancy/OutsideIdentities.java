package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.PersonId;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Who somebody is here that a provider knows. The first time they are found by the email that the
 * provider has verified; from then on by what the provider calls them for ever.
 */
@Service
final class OutsideIdentities {
  private final Access access;
  private final JdbcClient jdbc;
  private final People people;
  private final Clock clock;

  OutsideIdentities(Access access, JdbcClient jdbc, People people, Clock clock) {
    this.access = access;
    this.jdbc = jdbc;
    this.people = people;
    this.clock = clock;
  }

  /**
   * Somebody as the provider knows them.
   *
   * @param subject never changes there, and passes to nobody else
   * @param verified whether the provider has seen that the email is theirs
   */
  record Outside(String issuer, String subject, @Nullable String email, boolean verified) {}

  /** Who it is, or why nobody. */
  sealed interface Found {
    /** A person of this centre. */
    record Known(People.Person person) implements Found {}

    /** Nobody here has that email, or its account belongs to another there. */
    record NoAccount() implements Found {}

    /** The provider does not vouch for the email. */
    record Unverified() implements Found {}
  }

  /** Finds the person, and remembers them by their subject. */
  Found find(Outside outside) {
    return access.system(
        () -> {
          People.Person linked = linked(outside);
          if (linked != null) {
            return new Found.Known(linked);
          }
          if (outside.email == null || !outside.verified) {
            return new Found.Unverified();
          }
          People.Person person = people.byEmail(outside.email.toLowerCase(Locale.ROOT));
          return person != null && link(outside, person)
              ? new Found.Known(person)
              : new Found.NoAccount();
        });
  }

  private People.@Nullable Person linked(Outside outside) {
    UUID id =
        jdbc.sql(
                """
                SELECT person_id FROM tenancy.outside_identity
                WHERE issuer = :issuer AND subject = :subject
                """)
            .param("issuer", outside.issuer)
            .param("subject", outside.subject)
            .query(UUID.class)
            .optional()
            .orElse(null);
    return id == null ? null : people.byId(new PersonId(id));
  }

  private boolean link(Outside outside, People.Person person) {
    int linked =
        jdbc.sql(
                """
                INSERT INTO tenancy.outside_identity (issuer, subject, person_id, linked_at)
                VALUES (:issuer, :subject, :person, :now)
                ON CONFLICT DO NOTHING
                """)
            .param("issuer", outside.issuer)
            .param("subject", outside.subject)
            .param("person", person.id().value())
            .param("now", Sql.at(Sql.now(clock)))
            .update();
    return linked == 1;
  }
}
