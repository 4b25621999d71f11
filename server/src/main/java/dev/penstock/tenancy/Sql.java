package dev.penstock.tenancy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Between Java's values and PostgreSQL's. */
final class Sql {
  private Sql() {}

  /** Now, as exact as the database keeps it. */
  static Instant now(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
    return instant == null ? null : at(instant);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  /** Enum constants as text that {@code string_to_array(?, ',')} reads. */
  static String joined(Collection<? extends Enum<?>> constants) {
    return constants.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
  }

  static Set<Role> roles(ResultSet row) throws SQLException {
    String joined = row.getString("roles");
    return Arrays.stream(joined.split(","))
        .map(Role::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
  }

  static Set<Scope> scopes(ResultSet row) throws SQLException {
    String joined = row.getString("scopes");
    return joined == null
        ? Scope.ALL
        : Arrays.stream(joined.split(","))
            .map(Scope::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
  }

  /** A text as an id; null where it is none. */
  static @Nullable UUID uuidOrNull(@Nullable String text) {
    try {
      return text == null || text.length() != 36 ? null : UUID.fromString(text);
    } catch (IllegalArgumentException notAnId) {
      return null;
    }
  }
}
