package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  // the last six digits of RFC 6238, appendix B
  @ParameterizedTest
  @CsvSource({
    "59,287082",
    "1111111109,081804",
    "1111111111,050471",
    "1234567890,005924",
    "2000000000,279037",
    "20000000000,353130"
  })
  void givesTheCodesOfTheStandard(long second, String code) {
    assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
  }

  @Test
  void takesACodeOneStepAsideAndNoneFurther() {
    Instant now = Instant.ofEpochSecond(1_234_567_890);
    long step = Totp.step(now);
    for (long aside = -3; aside <= 3; aside++) {
      boolean near = Math.abs(aside) <= 1;
      assertThat(Totp.accepted(SECRET, Totp.code(SECRET, step + aside), now, 0).isPresent())
          .as("%d aside", aside)
          .isEqualTo(near);
    }
  }

  @Test
  void takesNoCodeTwiceNorOneBeforeIt() {
    Instant now = Instant.ofEpochSecond(1_234_567_890);
    long step = Totp.step(now);
    assertThat(Totp.accepted(SECRET, Totp.code(SECRET, step), now, step)).isEmpty();
    assertThat(Totp.accepted(SECRET, Totp.code(SECRET, step - 1), now, step)).isEmpty();
    assertThat(Totp.accepted(SECRET, Totp.code(SECRET, step + 1), now, step)).hasValue(step + 1);
  }

  @Test
  void writesTheSecretAsAuthenticatorsReadIt() {
    assertThat(Totp.base32(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assertThat(Totp.uri("City Centre", "li@example.cn", SECRET))
        .isEqualTo(
            "otpauth://totp/City%20Centre:li%40example.cn"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=City%20Centre");
  }
}
