package dev.penstock.tenancy;

import dev.penstock.shared.PersonId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people who may sign in. Only the server itself reads them: call within a system block. */
@Component
final class People {
  /**
   * A person.
   *
   * @param mustChangePassword whether somebody else chose the password
   */
  record Person(
      PersonId id, String email, String name, String passwordHash, boolean mustChangePassword) {}

  private final JdbcClient jdbc;
  private final Clock clock;

  People(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Nullable Person byEmail(String email) {
    return find("email = :key", email);
  }

  @Nullable Person byId(PersonId id) {
    return find("id = :key", id.value());
  }

  private @Nullable Person find(String condition, Object key) {
    return jdbc.sql(
            "SELECT id, email, name, password_hash, must_change_password FROM tenancy.person WHERE "
                + condition)
        .param("key", key)
        .query(
            (row, n) ->
                new Person(
                    new PersonId(Sql.uuid(row, "id")),
                    row.getString("email"),
                    row.getString("name"),
                    row.getString("password_hash"),
                    row.getBoolean("must_change_password")))
        .optional()
        .orElse(null);
  }

  /**
   * Adds a person.
   *
   * @return null when the email is known already
   */
  @Nullable Person add(String email, String name, String passwordHash, boolean mustChange) {
    Person person = new Person(PersonId.next(), email, name, passwordHash, mustChange);
    int added =
        jdbc.sql(
                """
                INSERT INTO tenancy.person
                  (id, email, name, password_hash, must_change_password, created_at)
                VALUES (:id, :email, :name, :hash, :mustChange, :now)
                ON CONFLICT (email) DO NOTHING
                """)
            .param("id", person.id().value())
            .param("email", email)
            .param("name", name)
            .param("hash", passwordHash)
            .param("mustChange", mustChange)
            .param("now", Sql.at(Sql.now(clock)))
            .update();
    return added == 0 ? null : person;
  }

  /** Sets a password that the person chose. */
  void setPassword(PersonId person, String passwordHash) {
    jdbc.sql(
            """
            UPDATE tenancy.person SET password_hash = :hash, must_change_password = false
            WHERE id = :id
            """)
        .param("hash", passwordHash)
        .param("id", person.value())
        .update();
  }
}
