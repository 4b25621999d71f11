package dev.penstock.cli.demo;

import dev.penstock.cli.api.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What usage costs by the published tariff, worked out from the usage records alone, apart from the
 * server's own code: each month's quantity of a resource and meter times its price, rounded once.
 */
final class Reckoning {
  private static final ZoneId CENTRE = ZoneId.of("Asia/Shanghai");
  private static final BigInteger HOUR = BigInteger.valueOf(3_600_000_000L);
  static final int YUAN_DECIMALS = 6;

  private record Line(YearMonth month, String resource, String meter) {}

  private final Map<String, JsonNode> items = new HashMap<>();
  private final RoundingMode rounding;

  /**
   * @param tariff as {@code /v1/tariff} answers
   */
  Reckoning(JsonNode tariff) {
    this.rounding = RoundingMode.valueOf(Json.text(tariff, "rounding"));
    tariff.path("items").forEach(item -> items.put(Json.text(item, "meter"), item));
  }

  /**
   * The yuan that these records cost together.
   *
   * @throws IllegalStateException when a meter has no price
   */
  BigDecimal cost(List<JsonNode> usage) {
    Map<Line, BigInteger> quantities = new HashMap<>();
    for (JsonNode record : usage) {
      quantities.merge(line(record), quantity(record), BigInteger::add);
    }
    return quantities.entrySet().stream()
        .map(each -> amount(each.getKey().meter(), each.getValue()))
        .reduce(BigDecimal.ZERO.setScale(YUAN_DECIMALS), BigDecimal::add);
  }

  /**
   * The whole quantity of the meters that begin so, of records or lines, in the integer unit that
   * they count in.
   */
  static BigInteger total(List<JsonNode> usage, String meter) {
    return usage.stream()
        .filter(record -> Json.text(record, "meter").startsWith(meter))
        .map(Reckoning::quantity)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** The yuan that a line of a bill would cost, were it charged. */
  BigDecimal amount(JsonNode line) {
    return amount(Json.text(line, "meter"), quantity(line));
  }

  private BigDecimal amount(String meter, BigInteger quantity) {
    JsonNode item = items.get(meter);
    if (item == null) {
      throw new IllegalStateException("the tariff has no price for " + meter);
    }
    // exact: the product of two finite decimals; the one division is rounded as the tariff says
    return new BigDecimal(Json.text(item, "priceYuan"))
        .multiply(new BigDecimal(quantity), MathContext.UNLIMITED)
        .divide(new BigDecimal(unit(Json.text(item, "unit"))), YUAN_DECIMALS, rounding);
  }

  private static BigInteger unit(String name) {
    return switch (name) {
      case "core-hour", "card-hour" -> HOUR.multiply(BigInteger.valueOf(1000));
      case "GiB-hour" -> HOUR.multiply(BigInteger.valueOf(1024));
      case "thousand-calls" -> BigInteger.valueOf(1000);
      default -> throw new IllegalStateException("the tariff has an unknown unit " + name);
    };
  }

  private static Line line(JsonNode record) {
    Instant start = Instant.parse(Json.text(record, "start"));
    return new Line(
        YearMonth.from(start.atZone(CENTRE)),
        Json.text(record, "resource"),
        Json.text(record, "meter"));
  }

  private static BigInteger quantity(JsonNode record) {
    return new BigInteger(Json.text(record, "quantity"));
  }
}
