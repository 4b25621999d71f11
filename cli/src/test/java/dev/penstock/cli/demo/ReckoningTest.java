package dev.penstock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.cli.api.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ReckoningTest {
  private static final String TARIFF =
      """
      {"rounding":"HALF_EVEN","items":[
        {"meter":"core","unit":"core-hour","priceYuan":"0.3"},
        {"meter":"card.sim","unit":"card-hour","priceYuan":"8"},
        {"meter":"call","unit":"thousand-calls","priceYuan":"0.5"}]}
      """;

  private final Reckoning reckoning = new Reckoning(Json.MAPPER.readTree(TARIFF));

  @Test
  void pricesWholeQuantitiesExactly() {
    // an hour of two cores, a quarter of an hour of one card, 12 calls
    assertThat(
            reckoning.cost(
                List.of(
                    usage("a", "core", "7200000000000", "2026-11-25T00:00:00Z"),
                    usage("a", "card.sim", "900000000000", "2026-11-25T00:00:00Z"),
                    usage("e", "call", "12", "2026-11-25T00:00:00Z"))))
        .isEqualByComparingTo("2.606");
  }

  @Test
  void roundsEachLineOnceNotEachRecord() {
    // each half of a micro-yuan is nothing by itself
    JsonNode half = usage("a", "core", "6000000", "2026-11-25T00:00:00Z");

    assertThat(reckoning.cost(List.of(half))).isEqualByComparingTo("0");
    assertThat(reckoning.cost(List.of(half, half))).isEqualByComparingTo("0.000001");
  }

  @Test
  void endsAMonthAtTheCentresMidnight() {
    JsonNode before = usage("a", "core", "6000000", "2026-11-30T15:59:59Z");
    JsonNode after = usage("a", "core", "6000000", "2026-11-30T16:00:00Z");

    assertThat(reckoning.cost(List.of(before, after))).isEqualByComparingTo("0");
  }

  @Test
  void refusesAMeterWithoutAPrice() {
    assertThatThrownBy(
            () -> reckoning.cost(List.of(usage("a", "memory", "1", "2026-11-25T00:00:00Z"))))
        .hasMessageContaining("memory");
  }

  private static JsonNode usage(String resource, String meter, String quantity, String start) {
    return Json.object()
        .put("resource", resource)
        .put("meter", meter)
        .put("quantity", Long.parseLong(quantity))
        .put("start", start);
  }
}
