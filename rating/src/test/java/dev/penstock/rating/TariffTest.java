package dev.penstock.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class TariffTest {
  private static final TariffItem CORE =
      new TariffItem("core", PricingUnit.CORE_HOUR, new BigDecimal("0.10"));

  @Test
  void namesTheMetersThatHaveAPriceWhenOneHasNone() {
    Tariff tariff = new Tariff("t", "CNY", RoundingMode.HALF_UP, List.of(CORE));
    assertThatThrownBy(() -> tariff.item("card.unheard-of"))
        .hasMessage("tariff \"t\" has no price for \"card.unheard-of\", only for core");
  }

  @Test
  void refusesAMeterThatIsPricedTwice() {
    assertThatThrownBy(() -> new Tariff("t", "CNY", RoundingMode.DOWN, List.of(CORE, CORE)))
        .hasMessageContaining("twice");
  }

  @Test
  void refusesToLeaveTheRoundingOpen() {
    assertThatThrownBy(() -> new Tariff("t", "CNY", RoundingMode.UNNECESSARY, List.of(CORE)))
        .hasMessageContaining("must say how to round");
  }

  @Test
  void refusesAnotherCurrency() {
    assertThatThrownBy(() -> new Tariff("t", "EUR", RoundingMode.DOWN, List.of(CORE)))
        .hasMessageContaining("only CNY");
  }

  @Test
  void refusesAUnitThatDoesNotMeasureTheMeter() {
    assertThatThrownBy(() -> new TariffItem("memory", PricingUnit.CORE_HOUR, BigDecimal.ONE))
        .hasMessageContaining("\"memory\" can't be priced by the core-hour");
    assertThatThrownBy(() -> new TariffItem("card.", PricingUnit.CARD_HOUR, BigDecimal.ONE))
        .hasMessageContaining("card-hour");
  }

  @Test
  void refusesANegativePrice() {
    assertThatThrownBy(() -> new TariffItem("core", PricingUnit.CORE_HOUR, new BigDecimal("-0.01")))
        .hasMessageContaining("not negative");
  }

  @Test
  void takesTheSamePriceForEqualHoweverItIsWritten() {
    assertThat(new TariffItem("core", PricingUnit.CORE_HOUR, new BigDecimal("0.1000")))
        .isEqualTo(CORE);
    assertThat(new TariffItem("core", PricingUnit.CORE_HOUR, new BigDecimal("1E+2")).price())
        .isEqualTo(new BigDecimal("100"));
  }

  @Test
  void showsAQuantityInTheUnitOfThePrice() {
    BigInteger twoCoresForHalfAnHour = BigInteger.valueOf(2_000L * 1_800_000_000L);
    assertThat(PricingUnit.CORE_HOUR.shown(twoCoresForHalfAnHour)).isEqualByComparingTo("1");
    assertThat(PricingUnit.THOUSAND_CALLS.shown(BigInteger.ONE)).isEqualByComparingTo("0.001");
  }
}
