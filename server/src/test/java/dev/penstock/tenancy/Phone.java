package dev.penstock.tenancy;

import java.time.Instant;

/**
 * Somebody's authenticator. Each code is good for once, so it counts on from the one before now.
 */
public final class Phone {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final byte[] secret;
  private long step = Totp.step(Instant.now()) - 1;

  /** Takes a secret as it is typed in. */
  public Phone(String base32) {
    secret = decoded(base32);
  }

  /** The next code that is still accepted; three in all within half a minute. */
  public String next() {
    return Totp.code(secret, step++);
  }

  byte[] secret() {
    return secret.clone();
  }

  private static byte[] decoded(String base32) {
    byte[] bytes = new byte[base32.length() * 5 / 8];
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      int five = BASE32.indexOf(base32.charAt(bit / 5));
      bytes[bit / 8] |= (byte) (((five >> (4 - bit % 5)) & 1) << (7 - bit % 8));
    }
    return bytes;
  }
}
