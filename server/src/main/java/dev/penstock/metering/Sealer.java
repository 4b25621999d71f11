package dev.penstock.metering;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Seals what came in: gives each record its position among all, its place in its organisation's
 * chain, and the hash that binds it to the one before. Of several servers one seals at a time. A
 * record whose transaction commits late is sealed later; nothing is passed over.
 */
@Service
public final class Sealer {
  private static final int BATCH = 2_000;
  // any number that no other lock of this database has: "seal" in ASCII
  private static final long LOCK = 0x7365616cL;

  private record Unsealed(long id, UsageRecord usage) {}

  private record Seal(long id, long position, ChainHead link) {}

  private final Access access;
  private final JdbcClient jdbc;
  private final UsageRows rows;
  private final ApplicationEventPublisher events;

  Sealer(Access access, JdbcClient jdbc, UsageRows rows, ApplicationEventPublisher events) {
    this.access = access;
    this.jdbc = jdbc;
    this.rows = rows;
    this.events = events;
  }

  /**
   * Seals all that is committed by now; waits for another sealer at work.
   *
   * @return how many records
   */
  public int tick() {
    int total = 0;
    int sealed;
    do {
      sealed = access.system(this::sealBatch);
      total += sealed;
    } while (sealed == BATCH);
    return total;
  }

  private int sealBatch() {
    jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query().singleRow();
    List<Unsealed> batch =
        jdbc.sql(
                "SELECT id, %s FROM metering.usage_record WHERE position IS NULL ORDER BY id LIMIT ?"
                    .formatted(UsageRows.COLUMNS))
            .param(BATCH)
            .query((row, number) -> new Unsealed(row.getLong("id"), rows.usage(row)))
            .list();
    if (batch.isEmpty()) {
      return 0;
    }
    Map<OrgId, ChainHead> heads =
        heads(batch.stream().map(unsealed -> unsealed.usage().org()).collect(Collectors.toSet()));
    List<Seal> seals = chain(batch, lastPosition(), heads);
    write(seals);
    write(heads);
    long position = seals.getLast().position();
    access.afterCommit(() -> events.publishEvent(new UsageSealed(position)));
    return batch.size();
  }

  private long lastPosition() {
    return jdbc.sql("SELECT coalesce(max(position), 0) FROM metering.usage_record")
        .query(Long.class)
        .single();
  }

  private Map<OrgId, ChainHead> heads(Set<OrgId> orgs) {
    Map<OrgId, ChainHead> heads = new HashMap<>();
    jdbc.sql("SELECT org_id, sequence, hash FROM metering.chain WHERE org_id = ANY(?::uuid[])")
        .param(orgs.stream().map(OrgId::toString).toArray(String[]::new))
        .query(
            row -> {
              heads.put(
                  new OrgId(row.getObject("org_id", UUID.class)),
                  new ChainHead(
                      row.getLong("sequence"), HexFormat.of().formatHex(row.getBytes("hash"))));
            });
    return heads;
  }

  /** Links the records in their order, and leaves the new heads in {@code heads}. */
  private static List<Seal> chain(
      List<Unsealed> batch, long lastPosition, Map<OrgId, ChainHead> heads) {
    List<Seal> seals = new ArrayList<>(batch.size());
    long position = lastPosition;
    for (Unsealed unsealed : batch) {
      OrgId org = unsealed.usage().org();
      ChainHead link =
          CanonicalUsage.next(heads.getOrDefault(org, ChainHead.START), unsealed.usage());
      heads.put(org, link);
      position++;
      seals.add(new Seal(unsealed.id(), position, link));
    }
    return seals;
  }

  private void write(List<Seal> seals) {
    jdbc.sql(
            """
            UPDATE metering.usage_record r
            SET position = s.position, sequence = s.sequence, hash = decode(s.hash, 'hex')
            FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
              AS s (id, position, sequence, hash)
            WHERE r.id = s.id
            """)
        .param(seals.stream().map(Seal::id).toArray(Long[]::new))
        .param(seals.stream().map(Seal::position).toArray(Long[]::new))
        .param(seals.stream().map(seal -> seal.link().sequence()).toArray(Long[]::new))
        .param(seals.stream().map(seal -> seal.link().hash()).toArray(String[]::new))
        .update();
  }

  private void write(Map<OrgId, ChainHead> heads) {
    List<OrgId> orgs = List.copyOf(heads.keySet());
    List<ChainHead> links = orgs.stream().map(heads::get).toList();
    jdbc.sql(
            """
            INSERT INTO metering.chain (org_id, sequence, hash)
            SELECT org_id, sequence, decode(hash, 'hex')
            FROM unnest(?::uuid[], ?::bigint[], ?::text[]) AS h (org_id, sequence, hash)
            ON CONFLICT (org_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash
            """)
        .param(orgs.stream().map(OrgId::toString).toArray(String[]::new))
        .param(links.stream().map(ChainHead::sequence).toArray(Long[]::new))
        .param(links.stream().map(ChainHead::hash).toArray(String[]::new))
        .update();
  }
}
