package dev.penstock.tenancy;

import dev.penstock.shared.Problems;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Hashes passwords with Argon2id. */
@Component
final class Passwords {
  // one hash takes 16 MiB: that many at once, so that a flood of sign-ins does not take the memory
  private static final int AT_ONCE = 4;
  private static final int WAIT_SECONDS = 10;

  private final Argon2PasswordEncoder encoder =
      Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
  private final Semaphore seats = new Semaphore(AT_ONCE);
  private final String nobodys = hash(Tokens.next("nobody"));

  String hash(String password) {
    return seated(() -> encode(password));
  }

  private String encode(String password) {
    String hash = encoder.encode(password);
    if (hash == null) {
      throw new IllegalArgumentException("a password is needed");
    }
    return hash;
  }

  /**
   * Whether the password belongs to the hash. Without a hash the answer is no, and takes as long:
   * who has an account can't be told from the time.
   */
  boolean matches(String password, @Nullable String hash) {
    boolean equal = seated(() -> encoder.matches(password, hash == null ? nobodys : hash));
    return equal && hash != null;
  }

  private <T> T seated(Supplier<T> work) {
    try {
      if (!seats.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw Problems.unavailable("too many sign-ins at once", "try again in a few seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problems.unavailable("the server is stopping", "try again in a few seconds");
    }
    try {
      return work.get();
    } finally {
      seats.release();
    }
  }
}
