package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds what a token stands for. It is remembered for half a minute, and forgotten at once when
 * this server changes a key, a session, a role or an organisation's state.
 */
@Component
final class Credentials {
  private static final Duration REMEMBERED = Duration.ofSeconds(30);
  private static final Duration USE_WRITTEN_EACH = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private static final String SEATS =
      """
      SELECT m.org_id, o.name, o.kind, o.state, o.reason, array_to_string(m.roles, ',') AS roles
      FROM tenancy.membership m JOIN tenancy.organisation o USING (org_id)
      WHERE m.person_id = :person AND (CAST(:org AS uuid) IS NULL OR m.org_id = :org)
      ORDER BY o.state <> 'APPROVED', m.added_at, m.org_id
      """;

  private final Access access;
  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final ShortMemory<String, Credential> memory;
  private final ShortMemory<UUID, Boolean> used;

  Credentials(Access access, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
    this.access = access;
    this.jdbc = jdbc;
    this.events = events;
    this.clock = clock;
    this.memory = new ShortMemory<>(clock, REMEMBERED, MOST);
    this.used = new ShortMemory<>(clock, USE_WRITTEN_EACH, MOST);
  }

  /**
   * What the token stands for, whether or not it is still valid.
   *
   * @throws ProblemException unauthenticated, when it stands for nothing
   */
  Credential of(String token) {
    if (!Tokens.isWellFormed(token)) {
      throw unknown();
    }
    return of(Tokens.isKey(token), HexFormat.of().formatHex(Tokens.hash(token)));
  }

  /** {@link #of(String)} by the token's hash, in hexadecimal digits. */
  Credential of(boolean isKey, String hash) {
    Credential found = memory.get(hash, it -> lookUp(isKey, HexFormat.of().parseHex(it)));
    if (found == null) {
      throw unknown();
    }
    return found;
  }

  private static ProblemException unknown() {
    return Problems.unauthenticated("the token is not one of this centre's");
  }

  /** Notes that a key was used, at most once a minute. */
  void used(@Nullable UUID key) {
    if (key != null && used.isFirst(key, true)) {
      Instant now = Sql.now(clock);
      access.runAsSystem(
          () ->
              jdbc.sql("UPDATE tenancy.api_key SET last_used_at = :now WHERE id = :key")
                  .param("now", Sql.at(now))
                  .param("key", key)
                  .update());
    }
  }

  /** Forgets all once the open transaction has committed. */
  void changed() {
    access.afterCommit(
        () -> {
          memory.clear();
          events.publishEvent(new RightsChanged());
        });
  }

  /** A person's seats, the default first. */
  List<Seat> seats(PersonId person, @Nullable OrgId org) {
    return jdbc.sql(SEATS)
        .param("person", person.value())
        .param("org", org == null ? null : org.value())
        .query(
            (row, n) ->
                new Seat(
                    new OrgId(Sql.uuid(row, "org_id")),
                    row.getString("name"),
                    OrganisationKind.parse(row.getString("kind")),
                    OrganisationState.valueOf(row.getString("state")),
                    row.getString("reason"),
                    Set.copyOf(Sql.roles(row))))
        .list();
  }

  private @Nullable Credential lookUp(boolean isKey, byte[] hash) {
    return access.<@Nullable Credential>system(() -> isKey ? key(hash) : session(hash));
  }

  private @Nullable Credential key(byte[] hash) {
    return jdbc.sql(
            """
            SELECT k.id, k.org_id, k.person_id, p.name, k.expires_at, k.revoked_at,
              f.enrolled_at IS NOT NULL AS second_factor,
              array_to_string(k.scopes, ',') AS scopes
            FROM tenancy.api_key k JOIN tenancy.person p ON p.id = k.person_id
              LEFT JOIN tenancy.second_factor f ON f.person_id = p.id
            WHERE k.hash = :hash
            """)
        .param("hash", hash)
        .query(
            (row, n) -> {
              PersonId person = new PersonId(Sql.uuid(row, "person_id"));
              return new Credential(
                  person,
                  row.getString("name"),
                  seats(person, new OrgId(Sql.uuid(row, "org_id"))),
                  Sql.scopes(row),
                  Sql.uuid(row, "id"),
                  Sql.instantOrNull(row, "expires_at"),
                  Sql.instantOrNull(row, "revoked_at"),
                  row.getBoolean("second_factor"));
            })
        .optional()
        .orElse(null);
  }

  private @Nullable Credential session(byte[] hash) {
    return jdbc.sql(
            """
            SELECT s.person_id, p.name, s.expires_at, s.ended_at,
              f.enrolled_at IS NOT NULL AS second_factor
            FROM tenancy.session s JOIN tenancy.person p ON p.id = s.person_id
              LEFT JOIN tenancy.second_factor f ON f.person_id = p.id
            WHERE s.hash = :hash
            """)
        .param("hash", hash)
        .query(
            (row, n) -> {
              PersonId person = new PersonId(Sql.uuid(row, "person_id"));
              return new Credential(
                  person,
                  row.getString("name"),
                  seats(person, null),
                  Scope.ALL,
                  null,
                  Sql.instant(row, "expires_at"),
                  Sql.instantOrNull(row, "ended_at"),
                  row.getBoolean("second_factor"));
            })
        .optional()
        .orElse(null);
  }
}
