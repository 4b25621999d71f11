package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.shared.ProblemException;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCodeTest {
  private static final String BAIDU = "91110000802100433B";

  @ParameterizedTest
  @ValueSource(
      strings = {
        BAIDU,
        "9144030071526726XG", // Tencent
        "914403001922038216", // Huawei
        "91330100716105852F", // Alibaba
        "91330100799655058B", // Alibaba (China)
        "12100000400000624D", // Tsinghua University
        "12100000400002259P" // Peking University
      })
  void acceptsCodesThatArePublished(String code) {
    assertThat(CreditCode.parse("creditCode", code).value()).isEqualTo(code);
  }

  @Test
  void forgivesBlanksAndLowerCase() {
    assertThat(CreditCode.parse("c", " " + BAIDU.toLowerCase(Locale.ROOT) + "\n").value())
        .isEqualTo(BAIDU);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "91110000802100433",
        "91110000802100433BB",
        "9111000080210043IB",
        "911100008021004 3B",
        "AB11X000802100433B",
        "９１１１００００８０２１００４３３Ｂ"
      })
  void refusesWhatHasNotTheForm(String text) {
    assertThatThrownBy(() -> CreditCode.parse("creditCode", text))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().field()).isEqualTo("creditCode"));
  }

  @Test
  void namesTheDigitThatItExpected() {
    assertThatThrownBy(() -> CreditCode.parse("creditCode", "91110000802100433A"))
        .hasMessageContaining("ask for B at the end");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noticesEveryMistypedCharacterAndEverySwapOfNeighbours(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      String code = randomCode(random);
      CreditCode.parse("c", code);
      int at = random.nextInt(18);
      char other = randomCharacter(random, at);
      if (other != code.charAt(at)) {
        assertRefused(code.substring(0, at) + other + code.substring(at + 1));
      }
      int left = random.nextInt(17);
      if (code.charAt(left) != code.charAt(left + 1)) {
        assertRefused(
            code.substring(0, left)
                + code.charAt(left + 1)
                + code.charAt(left)
                + code.substring(left + 2));
      }
    }
  }

  private static void assertRefused(String code) {
    assertThatThrownBy(() -> CreditCode.parse("c", code))
        .as(code)
        .isInstanceOf(ProblemException.class);
  }

  private static String randomCode(Random random) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < 17; i++) {
      code.append(randomCharacter(random, i));
    }
    return code.append(CreditCode.checkDigit(code + "0")).toString();
  }

  private static char randomCharacter(Random random, int at) {
    int choices = at >= 2 && at < 8 ? 10 : CreditCode.ALPHABET.length();
    return CreditCode.ALPHABET.charAt(random.nextInt(choices));
  }
}
