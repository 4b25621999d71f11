package dev.penstock.metering;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The one text of a record that is hashed; docs/metering.md tells others how to write it. */
final class CanonicalUsage {
  private static final String VERSION = "penstock-usage-1";

  private CanonicalUsage() {}

  static ChainHead next(ChainHead head, UsageRecord usage) {
    long sequence = head.sequence() + 1;
    byte[] text = text(head.hash(), sequence, usage).getBytes(StandardCharsets.UTF_8);
    return new ChainHead(sequence, HexFormat.of().formatHex(sha256(text)));
  }

  static String text(String previousHash, long sequence, UsageRecord usage) {
    StringBuilder text = new StringBuilder(600).append(VERSION).append('\n');
    line(text, "previous", previousHash);
    line(text, "organisation", usage.org());
    line(text, "sequence", sequence);
    line(text, "source", usage.source());
    line(text, "id", usage.id());
    line(text, "project", usage.project());
    line(text, "resource-kind", usage.resourceKind());
    line(text, "resource", usage.resource());
    line(text, "job", usage.job());
    line(text, "meter", usage.meter());
    line(text, "quantity", usage.quantity());
    line(text, "start", micros(usage.start()));
    line(text, "end", micros(usage.end()));
    line(text, "last", usage.last());
    usage.detail().forEach((key, value) -> line(text, "detail." + key, value));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, @Nullable Object value) {
    text.append(name)
        .append('=')
        .append(value == null ? "" : escaped(value.toString()))
        .append('\n');
  }

  /** One line for each field, whatever is in it: else two records could have the same text. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
