package dev.penstock.billing;

import dev.penstock.metering.CentreTime;
import dev.penstock.metering.SealedRecord;
import dev.penstock.metering.SealedUsage;
import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Turns sealed usage into lines and postings. It reads on from its cursor, and moves the cursor in
 * the transaction that writes what it read: a crash neither loses nor repeats a record. Of several
 * servers one bills at a time.
 */
@Service
public final class Biller {
  private static final Logger LOG = LoggerFactory.getLogger(Biller.class);
  private static final int BATCH = 2_000;

  private final Access access;
  private final JdbcClient jdbc;
  private final SealedUsage usage;
  private final Tariffs tariffs;
  private final CentreTime time;
  private final Lines lines;
  private final Ledger ledger;
  private final Holds holds;

  Biller(
      Access access,
      JdbcClient jdbc,
      SealedUsage usage,
      Tariffs tariffs,
      CentreTime time,
      Lines lines,
      Ledger ledger,
      Holds holds) {
    this.access = access;
    this.jdbc = jdbc;
    this.usage = usage;
    this.tariffs = tariffs;
    this.time = time;
    this.lines = lines;
    this.ledger = ledger;
    this.holds = holds;
  }

  /**
   * Bills all that is sealed by now; waits for another biller at work. Inside an open transaction
   * it joins that one.
   *
   * @return how many records
   */
  public int tick() {
    int total = 0;
    int billed;
    do {
      billed = access.system(this::billBatch);
      total += billed;
    } while (billed == BATCH);
    return total;
  }

  private int billBatch() {
    long cursor =
        jdbc.sql("SELECT position FROM billing.cursor WHERE name = 'usage' FOR UPDATE")
            .query(Long.class)
            .single();
    List<SealedRecord> records = usage.after(cursor, BATCH);
    if (records.isEmpty()) {
      return 0;
    }
    RatedBatch batch = RatedBatch.of(records, tariffs::at, time::month);
    settle(batch, lines.add(batch.added()));
    setAside(batch.unrated());
    jdbc.sql("UPDATE billing.cursor SET position = ? WHERE name = 'usage'")
        .param(records.getLast().position())
        .update();
    return records.size();
  }

  private void settle(RatedBatch batch, List<Lines.Change> changes) {
    Map<OrgId, OrgAccounts> accounts = ledger.lockWith(Ledger.REVENUE, batch.orgs());
    Settlement settlement = new Settlement(accounts, holds.find(batch.resources()));
    changes.forEach(settlement::capture);
    batch.finished().forEach(settlement::finish);
    holds.save(settlement.changedHolds());
    ledger.post(settlement.postings());
  }

  /** Usage without a price must not hold up everybody's bill; it is kept for the operator. */
  private void setAside(List<SealedRecord> unrated) {
    if (unrated.isEmpty()) {
      return;
    }
    LOG.error(
        "No price for {} usage records, the first of meter \"{}\" at position {}: they are in"
            + " billing.unrated_usage and charged to nobody.",
        unrated.size(),
        unrated.getFirst().usage().meter(),
        unrated.getFirst().position());
    jdbc.sql(
            """
            INSERT INTO billing.unrated_usage (position, org_id, meter)
            SELECT * FROM unnest(?::bigint[], ?::uuid[], ?::text[])
            """)
        .param(unrated.stream().map(SealedRecord::position).toArray(Long[]::new))
        .param(Ledger.texts(unrated, record -> record.usage().org()))
        .param(Ledger.texts(unrated, record -> record.usage().meter()))
        .update();
  }
}
