package dev.penstock.metering;

import dev.penstock.shared.Access;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An organisation's usage as it came in, sealed or not yet. */
@Component
final class UsageHistory {
  private static final Listing USAGE =
      Listing.of("acceptedAt", Listing.Key.number("acceptedAt", "id"));

  private final Access access;
  private final JdbcClient jdbc;
  private final UsageRows rows;

  UsageHistory(Access access, JdbcClient jdbc, UsageRows rows) {
    this.access = access;
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /**
   * By page, in the order in which it came unless asked otherwise.
   *
   * @param from ended after then
   * @param to began before then
   */
  Page<UsageView> list(
      OrgId org,
      @Nullable UUID resource,
      @Nullable String meter,
      @Nullable Instant from,
      @Nullable Instant to,
      ListQuery query) {
    return access.tenant(
        org,
        () ->
            USAGE
                .page(query)
                .only("org", org.value(), "org_id = :org")
                .only("resource", resource, "resource_id = :resource")
                .only("meter", meter, "meter = :meter")
                .only("from", at(from), "ended_at > :from")
                .only("to", at(to), "started_at < :to")
                .read(
                    jdbc,
                    "position, sequence, hash, " + UsageRows.COLUMNS,
                    "metering.usage_record",
                    (row, number) -> view(row)));
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private UsageView view(java.sql.ResultSet row) throws java.sql.SQLException {
    byte[] hash = row.getBytes("hash");
    return hash == null
        ? UsageView.of(rows.usage(row), null, null, null)
        : UsageView.of(
            rows.usage(row),
            row.getLong("position"),
            row.getLong("sequence"),
            HexFormat.of().formatHex(hash));
  }
}
