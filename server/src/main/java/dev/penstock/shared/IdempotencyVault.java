package dev.penstock.shared;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What hides a request and its answer from whoever reads the database: all is derived from the
 * caller's token and Idempotency-Key, which are not kept. An answer may hold a new API key, and a
 * request a password.
 */
final class IdempotencyVault {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec secret;

  /**
   * @param caller tells callers apart: an organisation and a token; empty for strangers
   */
  IdempotencyVault(String caller, String key) {
    byte[] material = (caller.length() + ":" + caller + key).getBytes(StandardCharsets.UTF_8);
    SecretKeySpec label =
        new SecretKeySpec("penstock".getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    this.secret = new SecretKeySpec(mac(label, material), "HmacSHA256");
  }

  /** Names the row. */
  byte[] id() {
    return mac(secret, new byte[] {1});
  }

  /** Tells whether a request is the same as before. */
  byte[] fingerprint(String address, byte[] body) {
    byte[] head = ("2" + address.length() + ":" + address).getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return mac(secret, all);
  }

  byte[] seal(byte[] answer) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, answer, 0);
    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
    return all;
  }

  byte[] open(byte[] sealed) {
    return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), sealed, NONCE_BYTES);
  }

  private byte[] cipher(int mode, byte[] nonce, byte[] text, int from) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      SecretKeySpec key = new SecretKeySpec(mac(secret, new byte[] {3}), "AES");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(text, from, text.length - from);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an answer that was kept can't be opened", e);
    }
  }

  private static byte[] mac(SecretKeySpec key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
