package dev.penstock.metering;

import dev.penstock.shared.OrgId;
import java.util.List;

/** Checks an organisation's sealed usage with nothing but the records: no database, no trust. */
public final class UsageVerifier {
  private UsageVerifier() {}

  /**
   * Checks that the records are this organisation's, are all there, and are as they were sealed.
   *
   * @param from the link before the first record
   * @param records in the order of their sequence
   */
  public static Verdict verify(OrgId org, ChainHead from, List<SealedRecord> records) {
    ChainHead head = from;
    for (SealedRecord record : records) {
      long expected = head.sequence() + 1;
      if (!record.usage().org().equals(org)) {
        return new Verdict.Broken(
            expected, "the record belongs to organisation " + record.usage().org());
      }
      if (record.sequence() != expected) {
        return new Verdict.Broken(
            expected, "the record is missing; the next one is " + record.sequence());
      }
      ChainHead next = CanonicalUsage.next(head, record.usage());
      if (!next.hash().equals(record.hash())) {
        return new Verdict.Broken(
            expected,
            "the hash of what is there is %s, and %s was sealed"
                .formatted(next.hash(), record.hash()));
      }
      head = next;
    }
    return new Verdict.Intact(head);
  }
}
