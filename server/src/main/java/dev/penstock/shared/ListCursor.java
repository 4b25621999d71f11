package dev.penstock.shared;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The place in a list behind which a page begins. As text it is opaque, and carries what the list
 * was sorted and filtered by, so that it is not taken for a place in another.
 *
 * @param key the last item's key, as the database takes it
 * @param id its id
 */
record ListCursor(Object key, Object id) {
  private static final int FINGERPRINT = 8;
  private static final String ENDLESS = "endless";

  /** What tells one way of asking from another. */
  static String fingerprint(String asked) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(asked.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, FINGERPRINT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The text of a place. */
  static String of(String fingerprint, String key, String id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((fingerprint + id + "\n" + key).getBytes(StandardCharsets.UTF_8));
  }

  /** A column as a cursor keeps it. */
  static String value(ResultSet row, String column, Listing.Kind kind) throws SQLException {
    if (kind != Listing.Kind.TIME) {
      return row.getString(column);
    }
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at.equals(OffsetDateTime.MAX) ? ENDLESS : at.toInstant().toString();
  }

  /**
   * Reads a text.
   *
   * @throws ProblemException when it is none of ours, or a place in a list that was asked for in
   *     another way
   */
  static ListCursor read(String text, String fingerprint, Listing.Kind key, Listing.Kind id) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int end = plain.indexOf('\n');
      if (end < FINGERPRINT) {
        throw notOurs(text);
      }
      if (!plain.startsWith(fingerprint)) {
        throw Problems.invalid(
            "cursor",
            text,
            "this list is sorted or filtered in another way than the page before; begin again"
                + " without a cursor");
      }
      return new ListCursor(
          parsed(plain.substring(end + 1), key), parsed(plain.substring(FINGERPRINT, end), id));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw notOurs(text);
    }
  }

  private static Object parsed(String value, Listing.Kind kind) {
    return switch (kind) {
      case TEXT -> {
        if (value.indexOf('\0') >= 0) {
          throw new IllegalArgumentException("no text of the database's");
        }
        yield value;
      }
      case TIME -> {
        if (value.equals(ENDLESS)) {
          yield OffsetDateTime.MAX;
        }
        OffsetDateTime at = Instant.parse(value).atOffset(ZoneOffset.UTC);
        if (at.getYear() < 1 || at.getYear() > 9999) {
          throw new IllegalArgumentException("no time of the database's");
        }
        yield at;
      }
      case NUMBER -> Long.valueOf(value);
      case ID -> UUID.fromString(value);
    };
  }

  private static ProblemException notOurs(String text) {
    return Problems.invalid("cursor", text, "give the \"next\" of the page before, unchanged");
  }
}
