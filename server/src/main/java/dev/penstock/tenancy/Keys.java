package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** API keys. A key acts as the person who made it, within its scopes. */
@Service
final class Keys {
  private static final int LONGEST_LIFE_DAYS = 3650;
  private static final String READ =
      """
      id, person_id, name, prefix, array_to_string(scopes, ',') AS scopes, created_at,
        expires_at, revoked_at, last_used_at""";
  private static final String COLUMNS = "SELECT " + READ + " FROM tenancy.api_key ";

  private static final Listing KEYS =
      Listing.of("createdAt", Listing.Key.id("createdAt", "id"), Listing.Key.text("name", "name"))
          .searching("name");

  /** A new key, with the secret that is never shown again. */
  record Created(String secret, ApiKey key) {}

  private final Access access;
  private final JdbcClient jdbc;
  private final Credentials credentials;
  private final Audit audit;
  private final Clock clock;

  Keys(Access access, JdbcClient jdbc, Credentials credentials, Audit audit, Clock clock) {
    this.access = access;
    this.jdbc = jdbc;
    this.credentials = credentials;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * The organisation's keys for who administers it; else the caller's own.
   *
   * @param live without those that were revoked
   */
  Page<ApiKey> list(Caller caller, boolean live, ListQuery query) {
    caller.require(Permission.READ);
    return access.tenant(
        caller.org(),
        () ->
            KEYS.page(query)
                .only("org", caller.org().value(), "org_id = :org")
                .only("person", ownOnly(caller), "person_id = :person")
                .only("live", live ? true : null, "revoked_at IS NULL")
                .read(jdbc, READ, "tenancy.api_key", (row, n) -> key(row)));
  }

  private static @Nullable UUID ownOnly(Caller caller) {
    return caller.may(Permission.ADMINISTER) ? null : caller.person().value();
  }

  /**
   * Makes a key for the caller. Whoever signed in with a password may, since the key can do no more
   * than they can; with a key it needs the right to administer, so that a narrow key that leaked
   * can't make itself a successor.
   *
   * @param scopes null for all that the caller's own reach
   */
  Created create(
      Caller caller, String name, @Nullable Set<Scope> scopes, @Nullable Integer expiresInDays) {
    caller.require(caller.key() == null ? Permission.READ : Permission.ADMINISTER);
    Set<Scope> narrowed = narrowed(caller, scopes);
    String secret = Tokens.next(Tokens.KEY);
    Instant now = Sql.now(clock);
    ApiKey key =
        new ApiKey(
            Ids.next(),
            Fields.text("name", name, 100),
            Tokens.shown(secret),
            narrowed.stream().sorted().toList(),
            caller.person(),
            now,
            expiresInDays == null ? null : now.plus(days(expiresInDays)),
            null,
            null);
    access.runAsTenant(
        caller.org(),
        () -> {
          insert(caller.org(), key, Tokens.hash(secret), narrowed);
          audit.record(
              caller, "key.created", "key", key.id().toString(), Map.of("name", key.name()));
        });
    return new Created(secret, key);
  }

  private static Set<Scope> narrowed(Caller caller, @Nullable Set<Scope> asked) {
    if (asked == null) {
      return caller.scopes();
    }
    if (asked.isEmpty()) {
      throw Problems.invalid("scopes", "[]", "give at least one, or leave the field out for all");
    }
    if (!caller.scopes().containsAll(asked)) {
      throw Problems.forbidden(
          "this API key can't make one that reaches further than itself",
          "ask for scopes among " + caller.scopes().stream().map(Scope::code).sorted().toList());
    }
    return asked;
  }

  private static Duration days(int days) {
    if (days < 1 || days > LONGEST_LIFE_DAYS) {
      throw Problems.invalid(
          "expiresInDays", String.valueOf(days), "give 1 to " + LONGEST_LIFE_DAYS + " days");
    }
    return Duration.ofDays(days);
  }

  private void insert(OrgId org, ApiKey key, byte[] hash, Set<Scope> scopes) {
    jdbc.sql(
            """
            INSERT INTO tenancy.api_key
              (id, org_id, person_id, name, hash, prefix, scopes, created_at, expires_at)
            VALUES (:id, :org, :person, :name, :hash, :prefix, string_to_array(:scopes, ','),
              :created, :expires)
            """)
        .param("id", key.id())
        .param("org", org.value())
        .param("person", key.personId().value())
        .param("name", key.name())
        .param("hash", hash)
        .param("prefix", key.prefix())
        .param("scopes", scopes.equals(Scope.ALL) ? null : Sql.joined(scopes))
        .param("created", Sql.at(key.createdAt()))
        .param("expires", Sql.atOrNull(key.expiresAt()))
        .update();
  }

  /** Revokes a key, from this moment; the caller's own, or anybody's for who administers. */
  void revoke(Caller caller, UUID id) {
    caller.require(Permission.READ);
    access.runAsTenant(
        caller.org(),
        () -> {
          ApiKey key = require(caller, id);
          if (key.revokedAt() != null) {
            return;
          }
          jdbc.sql("UPDATE tenancy.api_key SET revoked_at = :now WHERE org_id = :org AND id = :id")
              .param("now", Sql.at(Sql.now(clock)))
              .param("org", caller.org().value())
              .param("id", id)
              .update();
          audit.record(caller, "key.revoked", "key", id.toString(), Map.of("name", key.name()));
          credentials.changed();
        });
  }

  private ApiKey require(Caller caller, UUID id) {
    return jdbc.sql(
            COLUMNS
                + """
                  WHERE org_id = :org AND id = :id
                    AND (CAST(:person AS uuid) IS NULL OR person_id = :person)
                  FOR UPDATE
                  """)
        .param("org", caller.org().value())
        .param("id", id)
        .param("person", ownOnly(caller))
        .query((row, n) -> key(row))
        .optional()
        .orElseThrow(() -> Problems.notFound("key", id.toString()));
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        Sql.uuid(row, "id"),
        row.getString("name"),
        row.getString("prefix"),
        Sql.scopes(row).stream().sorted().toList(),
        new PersonId(Sql.uuid(row, "person_id")),
        Sql.instant(row, "created_at"),
        Sql.instantOrNull(row, "expires_at"),
        Sql.instantOrNull(row, "revoked_at"),
        Sql.instantOrNull(row, "last_used_at"));
  }
}
