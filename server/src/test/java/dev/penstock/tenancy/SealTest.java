package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealTest {
  private static final byte[] PLAIN = "plain".getBytes(StandardCharsets.UTF_8);
  private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

  private final Seal seal = new Seal("a secret of this installation");

  @Test
  void opensWhatItSealedForTheSamePurpose() {
    byte[] sealed = seal.seal("one", PLAIN);
    assertThat(seal.open("one", sealed)).isEqualTo(PLAIN);
    assertThat(seal.open("other", sealed)).isNull();
    assertThat(new Seal("another secret").open("one", sealed)).isNull();
  }

  @Test
  void refusesWhatSomebodyChangedInAnyByte() {
    byte[] sealed = seal.seal("one", PLAIN);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(seal.open("one", changed)).as("byte %d", i).isNull();
    }
    assertThat(seal.open("one", new byte[3])).isNull();
  }

  @Test
  void sealsTheSameTwiceInDifferentWays() {
    assertThat(seal.seal("one", PLAIN)).isNotEqualTo(seal.seal("one", PLAIN));
  }

  @Test
  void aTripComesBackAsItWentUntilItIsOver() {
    OidcTrip trip = OidcTrip.begin("/jobs?state=RUNNING", NOW);
    String sealed = trip.sealed(seal);
    assertThat(OidcTrip.open(seal, sealed, NOW.plusSeconds(599))).isEqualTo(trip);
    assertThat(OidcTrip.open(seal, sealed, NOW.plusSeconds(600))).isNull();
    assertThat(OidcTrip.open(seal, "no seal at all", NOW)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/jobs, /jobs",
    "/jobs?q=%E5%9B%BE#end, /jobs?q=%E5%9B%BE#end",
    "/bill?q=图, /bill?q=%E5%9B%BE",
    "//evil.example, /home",
    "/\\evil.example, /home",
    "https://evil.example/, /home",
    "javascript:alert(1), /home",
    ", /home"
  })
  void aTripEndsOnAPageOfThisConsoleAlone(String asked, String page) {
    assertThat(OidcTrip.begin(asked, NOW).returnTo()).isEqualTo(page);
  }
}
