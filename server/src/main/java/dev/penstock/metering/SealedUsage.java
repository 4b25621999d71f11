package dev.penstock.metering;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads sealed usage. */
@Service
public final class SealedUsage {
  private static final String SELECT =
      "SELECT position, sequence, hash, " + UsageRows.COLUMNS + " FROM metering.usage_record ";

  private final Access access;
  private final JdbcClient jdbc;
  private final UsageRows rows;

  SealedUsage(Access access, JdbcClient jdbc, UsageRows rows) {
    this.access = access;
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /**
   * The next records of all organisations. A record of a position up to the last one returned never
   * appears later.
   *
   * @param position the last that was read; 0 at first
   * @param limit at most so many
   */
  public List<SealedRecord> after(long position, int limit) {
    return access.system(
        () ->
            jdbc.sql(SELECT + "WHERE position > ? ORDER BY position LIMIT ?")
                .param(position)
                .param(limit)
                .query((row, number) -> rows.sealed(row))
                .list());
  }

  /** The next records of one organisation's chain, for {@link UsageVerifier}. */
  public List<SealedRecord> chain(OrgId org, long afterSequence, int limit) {
    return access.tenant(
        org,
        () ->
            jdbc.sql(SELECT + "WHERE org_id = ? AND sequence > ? ORDER BY sequence LIMIT ?")
                .param(org.value())
                .param(afterSequence)
                .param(limit)
                .query((row, number) -> rows.sealed(row))
                .list());
  }

  /** The last link of the organisation's chain. */
  public ChainHead head(OrgId org) {
    return access.tenant(
        org,
        () ->
            jdbc.sql("SELECT sequence, hash FROM metering.chain WHERE org_id = ?")
                .param(org.value())
                .query(
                    (row, number) ->
                        new ChainHead(
                            row.getLong("sequence"),
                            HexFormat.of().formatHex(row.getBytes("hash"))))
                .optional()
                .orElse(ChainHead.START));
  }

  /** The organisation's records at these positions, in order. */
  public List<SealedRecord> at(OrgId org, Collection<Long> positions) {
    return access.tenant(
        org,
        () ->
            jdbc.sql(SELECT + "WHERE org_id = ? AND position = ANY(?) ORDER BY position")
                .param(org.value())
                .param(positions.toArray(Long[]::new))
                .query((row, number) -> rows.sealed(row))
                .list());
  }
}
