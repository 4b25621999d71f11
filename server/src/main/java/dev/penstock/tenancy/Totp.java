package dev.penstock.tenancy;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of an authenticator, after RFC 6238: SHA-1, six digits, a step of 30 seconds; what every
 * authenticator knows.
 */
final class Totp {
  static final int SECRET_BYTES = 20;
  private static final int STEP_SECONDS = 30;
  private static final int MODULUS = 1_000_000;
  // clocks of phones go wrong by as much, and people type slowly
  private static final int STEPS_ASIDE = 1;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  static long step(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
  }

  /** The code of a step: six digits. */
  static String code(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "RAW"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int at = hash[hash.length - 1] & 0xF;
      int number = ByteBuffer.wrap(hash).getInt(at) & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%06d", number % MODULUS);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * The step that the code belongs to, when that is now or one aside.
   *
   * @param last the step of the last code that was accepted; it and those before are over
   */
  static OptionalLong accepted(byte[] secret, String code, Instant now, long last) {
    byte[] given = code.getBytes(StandardCharsets.UTF_8);
    long middle = step(now);
    for (long step = middle - STEPS_ASIDE; step <= middle + STEPS_ASIDE; step++) {
      byte[] right = code(secret, step).getBytes(StandardCharsets.UTF_8);
      if (step > last && MessageDigest.isEqual(right, given)) {
        return OptionalLong.of(step);
      }
    }
    return OptionalLong.empty();
  }

  /** As authenticators take a secret that is typed in; a whole number of five bytes. */
  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < bytes.length * 8; bit += 5) {
      int both = (bytes[bit / 8] & 0xFF) << 8;
      if (bit / 8 + 1 < bytes.length) {
        both |= bytes[bit / 8 + 1] & 0xFF;
      }
      text.append(BASE32.charAt(both >> (11 - bit % 8) & 31));
    }
    return text.toString();
  }

  /** As authenticators read it from a picture. */
  static String uri(String issuer, String account, byte[] secret) {
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s"
        .formatted(encoded(issuer), encoded(account), base32(secret), encoded(issuer));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
