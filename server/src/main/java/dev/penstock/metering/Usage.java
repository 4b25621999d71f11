package dev.penstock.metering;

import dev.penstock.shared.Access;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The intake of usage. */
@Service
public final class Usage {
  private record Key(String source, String id) {}

  // keys are inserted in one order, so that two deliveries of the same records can't deadlock
  private static final String INSERT =
      """
      WITH given AS (
        SELECT * FROM unnest(
          ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::text[],
          ?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::boolean[], ?::jsonb[])
        WITH ORDINALITY AS g (%1$s, place)
      ), fresh AS (
        INSERT INTO metering.usage_key (source, source_id)
        SELECT source, source_id FROM given ORDER BY source, source_id
        ON CONFLICT DO NOTHING
        RETURNING source, source_id
      )
      INSERT INTO metering.usage_record (%1$s)
      SELECT %1$s FROM given JOIN fresh USING (source, source_id) ORDER BY place
      """
          .formatted(UsageRows.COLUMNS);

  private final Access access;
  private final JdbcClient jdbc;
  private final UsageRows rows;
  private final ApplicationEventPublisher events;

  Usage(Access access, JdbcClient jdbc, UsageRows rows, ApplicationEventPublisher events) {
    this.access = access;
    this.jdbc = jdbc;
    this.rows = rows;
    this.events = events;
  }

  /**
   * Takes these records in, in their order, as part of the open transaction where there is one:
   * they are in if it commits, and not if it does not. A record whose source and id are known
   * already changes nothing.
   *
   * @return how many were new
   */
  public int accept(List<UsageRecord> records) {
    if (records.isEmpty()) {
      return 0;
    }
    Map<Key, UsageRecord> distinct = new LinkedHashMap<>();
    records.forEach(record -> distinct.putIfAbsent(new Key(record.source(), record.id()), record));
    return access.system(
        () -> {
          int fresh = insert(distinct.values());
          if (fresh > 0) {
            access.afterCommit(() -> events.publishEvent(new UsageAccepted()));
          }
          return fresh;
        });
  }

  private int insert(Collection<UsageRecord> records) {
    return jdbc.sql(INSERT)
        .param(texts(records, UsageRecord::source))
        .param(texts(records, UsageRecord::id))
        .param(texts(records, record -> record.org().toString()))
        .param(texts(records, record -> record.project().toString()))
        .param(texts(records, UsageRecord::resourceKind))
        .param(texts(records, record -> record.resource().toString()))
        .param(
            records.stream()
                .map(record -> record.job() == null ? null : record.job().toString())
                .toArray(String[]::new))
        .param(texts(records, UsageRecord::meter))
        .param(records.stream().mapToLong(UsageRecord::quantity).boxed().toArray(Long[]::new))
        .param(texts(records, record -> record.start().toString()))
        .param(texts(records, record -> record.end().toString()))
        .param(records.stream().map(UsageRecord::last).toArray(Boolean[]::new))
        .param(texts(records, rows::detail))
        .update();
  }

  private static String[] texts(
      Collection<UsageRecord> records, Function<UsageRecord, String> column) {
    return records.stream().map(column).toArray(String[]::new);
  }
}
