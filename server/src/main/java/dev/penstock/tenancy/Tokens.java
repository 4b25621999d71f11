package dev.penstock.tenancy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Secrets that stand for somebody: 256 random bits behind a prefix that says of what kind. */
final class Tokens {
  static final String KEY = "pk_";
  static final String SESSION = "ps_";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern FORM = Pattern.compile("p[ks]_[A-Za-z0-9_-]{43}");
  private static final int SHOWN = 10;

  private Tokens() {}

  static String next(String prefix) {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  /** Whether it could be one of ours at all: junk costs no query. */
  static boolean isWellFormed(String token) {
    return FORM.matcher(token).matches();
  }

  static boolean isKey(String token) {
    return token.startsWith(KEY);
  }

  /** The part that may be shown, to tell tokens apart. */
  static String shown(String token) {
    return token.substring(0, SHOWN);
  }

  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
