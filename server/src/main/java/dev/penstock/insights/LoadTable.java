package dev.penstock.insights;

import dev.penstock.insights.LoadSample.CardLoad;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The samples of the load, one a minute. Every method needs an open transaction. */
final class LoadTable {
  private static final TypeReference<List<CardLoad>> CARDS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  LoadTable(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Keeps the sample, as that of its minute.
   *
   * @return false when the minute has one already
   */
  boolean add(LoadSample sample) {
    return jdbc.sql(
                """
                INSERT INTO insights.load VALUES
                  (:at, :cores, :coresTotal, :memory, :memoryTotal, :cards::jsonb, :waiting, :running)
                ON CONFLICT (at) DO NOTHING
                """)
            .param("at", at(sample.at().truncatedTo(ChronoUnit.MINUTES)))
            .param("cores", Math.round(sample.milliCoresUsed()))
            .param("coresTotal", Math.round(sample.milliCoresTotal()))
            .param("memory", Math.round(sample.memoryMiBUsed()))
            .param("memoryTotal", Math.round(sample.memoryMiBTotal()))
            .param("cards", json.writeValueAsString(sample.cards()))
            .param("waiting", Math.round(sample.waiting()))
            .param("running", Math.round(sample.running()))
            .update()
        == 1;
  }

  List<LoadSample> since(Instant from) {
    return jdbc.sql("SELECT * FROM insights.load WHERE at >= ? ORDER BY at")
        .param(at(from))
        .query((row, n) -> sample(row))
        .list();
  }

  private LoadSample sample(ResultSet row) throws SQLException {
    return new LoadSample(
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getLong("milli_cores_used"),
        row.getLong("milli_cores_total"),
        row.getLong("memory_mib_used"),
        row.getLong("memory_mib_total"),
        json.readValue(row.getString("cards"), CARDS),
        row.getInt("waiting"),
        row.getInt("running"));
  }

  void removeBefore(Instant then) {
    jdbc.sql("DELETE FROM insights.load WHERE at < ?").param(at(then)).update();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
