package dev.penstock.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.rating.Tariff;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

class TariffDocumentTest {
  private static Resource file(String text) {
    return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8), "tariff.yaml");
  }

  @Test
  void readsTheStandardTariff() {
    Tariff tariff = TariffDocument.read(new ClassPathResource("tariffs/standard.yaml"));
    assertThat(tariff.rounding()).isEqualTo(RoundingMode.HALF_UP);
    assertThat(tariff.item("core").price()).isEqualByComparingTo("0.10");
    assertThat(tariff.item("memory").price()).isEqualByComparingTo("0.02");
    assertThat(tariff.item("card.ascend910b").price()).isEqualByComparingTo("6");
    assertThat(tariff.item("card.ascend310p").price()).isEqualByComparingTo("1.20");
    assertThat(tariff.item("call").price()).isEqualByComparingTo("0.50");
  }

  @Test
  void readsAPriceExactly() {
    Tariff tariff =
        TariffDocument.read(
            file(
                "{id: t, currency: CNY, rounding: DOWN,"
                    + " items: [{meter: core, unit: core-hour, price: 1.000000001}]}"));
    assertThat(tariff.item("core").price()).isEqualTo(new BigDecimal("1.000000001"));
  }

  @Test
  void comesBackFromItsDocumentUnchanged() {
    Tariff tariff = TariffDocument.read(new ClassPathResource("tariffs/standard.yaml"));
    assertThat(TariffDocument.of(tariff).tariff()).isEqualTo(tariff);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> TariffDocument.read(new ClassPathResource("tariffs/none.yaml")))
        .hasMessageContaining("tariffs/none.yaml")
        .hasMessageContaining("penstock.billing.tariff");
  }

  @Test
  void refusesAFieldThatItDoesNotKnow() {
    assertThatThrownBy(
            () ->
                TariffDocument.read(
                    file("{id: t, currency: CNY, rounding: DOWN, items: [], discount: 5}")))
        .hasMessageContaining("discount");
  }

  @Test
  void refusesAUnitThatItDoesNotKnow() {
    assertThatThrownBy(
            () ->
                TariffDocument.read(
                    file(
                        "{id: t, currency: CNY, rounding: DOWN,"
                            + " items: [{meter: core, unit: core-day, price: 1}]}")))
        .hasMessageContaining("the unit of \"core\" is \"core-day\": use one of core-hour");
  }

  @Test
  void refusesATariffThatLeavesTheItemsOut() {
    assertThatThrownBy(() -> TariffDocument.read(file("{id: t, currency: CNY, rounding: DOWN}")))
        .hasMessageContaining("items");
  }
}
