package dev.penstock.billing;

import dev.penstock.rating.Tariff;
import dev.penstock.shared.Access;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The versions of the tariff. The configured one becomes the newest version when the server starts.
 */
@Component
final class Tariffs {
  private static final Logger LOG = LoggerFactory.getLogger(Tariffs.class);
  // "tarf" in ASCII: servers that start at once must not both add a version
  private static final long LOCK = 0x74617266L;

  private final List<TariffVersion> versions;
  private final Clock clock;

  Tariffs(Access access, JdbcClient jdbc, JsonMapper json, BillingSettings settings, Clock clock) {
    this.clock = clock;
    Tariff configured = TariffDocument.read(settings.tariff());
    this.versions = access.system(() -> withNewest(jdbc, json, configured, clock.instant()));
  }

  private static List<TariffVersion> withNewest(
      JdbcClient jdbc, JsonMapper json, Tariff configured, Instant now) {
    jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query().singleRow();
    List<TariffVersion> versions = new ArrayList<>(stored(jdbc, json));
    if (!versions.isEmpty() && versions.getLast().tariff().equals(configured)) {
      return List.copyOf(versions);
    }
    TariffVersion added = new TariffVersion(versions.size() + 1, now, configured);
    jdbc.sql(
            "INSERT INTO billing.tariff (version, id, effective_from, document)"
                + " VALUES (?, ?, ?, ?::jsonb)")
        .param(added.version())
        .param(configured.id())
        .param(now.atOffset(ZoneOffset.UTC))
        .param(json.writeValueAsString(TariffDocument.of(configured)))
        .update();
    LOG.info("Tariff \"{}\" is in force as version {}.", configured.id(), added.version());
    versions.add(added);
    return List.copyOf(versions);
  }

  private static List<TariffVersion> stored(JdbcClient jdbc, JsonMapper json) {
    return jdbc.sql("SELECT version, effective_from, document FROM billing.tariff ORDER BY version")
        .query(
            (row, number) ->
                new TariffVersion(
                    row.getInt("version"),
                    row.getObject("effective_from", OffsetDateTime.class).toInstant(),
                    json.readValue(row.getString("document"), TariffDocument.class).tariff()))
        .list();
  }

  TariffVersion current() {
    return at(clock.instant());
  }

  /** The version that prices usage which starts then; the first one also prices what was before. */
  TariffVersion at(Instant start) {
    for (TariffVersion version : versions.reversed()) {
      if (!version.from().isAfter(start)) {
        return version;
      }
    }
    return versions.getFirst();
  }
}
