package dev.penstock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CreditCodeTest {
  /** Codes that companies print on their own pages: Huawei, Tencent, Alibaba (China). */
  @ParameterizedTest
  @ValueSource(strings = {"914403001922038216", "9144030071526726XG", "91330100799655058B"})
  void agreesWithCodesInUse(String code) {
    assertThat(CreditCode.check(code.substring(0, 17))).isEqualTo(code.charAt(17));
  }

  @Test
  void inventsWellFormedCodes() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      String code = CreditCode.random(random);
      assertThat(code).matches("91110108[0-9]{8}[0-9X][0-9A-Y]");
      assertThat(CreditCode.check(code.substring(0, 17))).isEqualTo(code.charAt(17));
    }
  }

  @Test
  void refusesLettersThatAreNotInSuchCodes() {
    assertThatThrownBy(() -> CreditCode.check("I1110108000000000"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'I'");
  }
}
