package dev.penstock.engines.slurm;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the tokens that {@code auth/jwt} of Slurm accepts: HS256 with the claims exp, iat, sun. */
final class Jwt {
  private static final Duration LIFE = Duration.ofMinutes(30);
  private static final Duration RENEW = Duration.ofMinutes(5);
  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private record Token(String text, Instant until) {}

  private final SecretKeySpec key;
  private final InstantSource clock;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();

  private Jwt(byte[] key, InstantSource clock) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.clock = clock;
  }

  /**
   * Reads the key.
   *
   * @throws EngineException blame PLATFORM, when it can't be read
   */
  static Jwt of(Path keyFile, InstantSource clock) {
    try {
      byte[] key = Files.readAllBytes(keyFile);
      if (key.length == 0) {
        throw new IOException("it is empty");
      }
      return new Jwt(key, clock);
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM,
          "jwt-key-file: %s can't be read (%s). Copy the file of AuthAltParameters=jwt_key here, readable by the server alone."
              .formatted(keyFile, e),
          e);
    }
  }

  /** A token for the user, valid for some minutes at least. */
  String token(String user) {
    Instant now = clock.instant();
    Token known = tokens.get(user);
    if (known != null && now.isBefore(known.until.minus(RENEW))) {
      return known.text;
    }
    Instant until = now.plus(LIFE);
    String text = sign(user, now, until);
    tokens.put(user, new Token(text, until));
    return text;
  }

  private String sign(String user, Instant now, Instant until) {
    if (!user.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
      throw new IllegalArgumentException("user '%s' is no name of a Unix user".formatted(user));
    }
    String claims =
        "{\"exp\":%d,\"iat\":%d,\"sun\":\"%s\"}"
            .formatted(until.getEpochSecond(), now.getEpochSecond(), user);
    String body = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return body
          + "."
          + BASE64.encodeToString(mac.doFinal(body.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static String encoded(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
