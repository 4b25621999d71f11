package dev.penstock.metering;

/** What a check of a chain found. */
public sealed interface Verdict {
  /**
   * Every record follows from the one before.
   *
   * @param head the last link; compare it with one that was noted elsewhere, for a chain that was
   *     cut short is intact as far as it goes
   */
  record Intact(ChainHead head) implements Verdict {}

  /**
   * A record is not the one that was sealed.
   *
   * @param sequence where the first fault is
   * @param detail what is wrong there
   */
  record Broken(long sequence, String detail) implements Verdict {}
}
