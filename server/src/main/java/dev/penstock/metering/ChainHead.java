package dev.penstock.metering;

/**
 * A link of an organisation's chain, to go on from.
 *
 * @param sequence of the link; 0 before the first
 * @param hash of the link, in hexadecimal
 */
public record ChainHead(long sequence, String hash) {
  /** Before the first record. */
  public static final ChainHead START = new ChainHead(0, "0".repeat(64));
}
