package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.SlurmLab.Accounted;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a customer was charged, beside what slurmdbd has. */
record SlurmCharges(SlurmLab lab, TestCentre centre, TestClient owner) {
  private static final BigDecimal HOUR_MICROS = BigDecimal.valueOf(3_600_000_000L);
  private static final Map<String, BigDecimal> PRICED_IN =
      Map.of(
          "core", HOUR_MICROS.multiply(BigDecimal.valueOf(1_000)),
          "memory", HOUR_MICROS.multiply(BigDecimal.valueOf(1_024)),
          "card.ascend910b", HOUR_MICROS.multiply(BigDecimal.valueOf(1_000)));

  /** Fails unless the customer's only attempt was metered and charged as Slurm accounts it. */
  void assertAreThoseOf(JsonNode attempt, int nodes, long cards, BigDecimal paidIn) {
    Accounted truth = lab.accounted(attempt.path("id").asString());
    assertThat(truth.nodes()).isEqualTo(nodes);
    assertThat(truth.cards()).isEqualTo(cards);
    assertThat(Instant.parse(attempt.path("startedAt").asString())).isEqualTo(truth.start());
    assertThat(Instant.parse(attempt.path("endedAt").asString())).isEqualTo(truth.end());

    Await.until(
        () -> "the hold is settled: " + owner.get("/v1/holds").text(),
        () -> owner.get("/v1/holds").expect(200).body().path("items").isEmpty());
    Map<String, BigInteger> used = used();
    long micros = Duration.between(truth.start(), truth.end()).toNanos() / 1_000;
    assertThat(used.getOrDefault("card.ascend910b", BigInteger.ZERO))
        .isEqualTo(BigInteger.valueOf(cards * 1_000 * micros));

    BigDecimal total = priced(used);
    YearMonth month = YearMonth.from(truth.start().atZone(ZoneId.of("Asia/Shanghai")));
    assertThat(owner.get("/v1/statement?month=" + month).expect(200).at("totalYuan"))
        .isEqualTo(total.toPlainString());
    assertThat(owner.get("/v1/balance").expect(200).at("balanceYuan"))
        .isEqualTo(paidIn.subtract(total).toPlainString());
    String time =
        "&from=%s&to=%s".formatted(truth.start().minusSeconds(1), truth.end().plusSeconds(1));
    JsonNode books =
        centre.operator().get("/v1/engines/comparison?engine=lab" + time).expect(200).body();
    assertThat(books.at("/engines/0/equal").asInt()).as(books.toString()).isPositive();
    assertThat(books.at("/engines/0/differences")).as(books.toString()).isEmpty();
  }

  private Map<String, BigInteger> used() {
    Map<String, BigInteger> used = new TreeMap<>();
    for (JsonNode record : owner.get("/v1/usage").expect(200).body().path("items")) {
      used.merge(
          record.path("meter").asString(),
          new BigInteger(record.path("quantity").asString()),
          BigInteger::add);
    }
    return used;
  }

  /** The sum of the lines, each rounded once, by the tariff as everybody sees it. */
  private BigDecimal priced(Map<String, BigInteger> used) {
    JsonNode tariff = centre.anonymous().get("/v1/tariff").expect(200).body();
    RoundingMode rounding = RoundingMode.valueOf(tariff.path("rounding").asString());
    BigDecimal total = BigDecimal.ZERO.setScale(6);
    for (JsonNode item : tariff.path("items")) {
      String meter = item.path("meter").asString();
      if (used.containsKey(meter)) {
        total =
            total.add(
                new BigDecimal(used.get(meter))
                    .multiply(new BigDecimal(item.path("priceYuan").asString()))
                    .divide(Objects.requireNonNull(PRICED_IN.get(meter)), 6, rounding));
      }
    }
    return total;
  }
}
