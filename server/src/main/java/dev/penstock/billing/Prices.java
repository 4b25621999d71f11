package dev.penstock.billing;

import dev.penstock.metering.Meters;
import dev.penstock.rating.Draw;
import dev.penstock.rating.Rating;
import dev.penstock.rating.Tariff;
import dev.penstock.rating.TariffItem;
import dev.penstock.shared.Money;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import dev.penstock.shared.Shape;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** What a shape costs by the tariff that is in force now. */
@Service
public final class Prices {
  private static final int LEAST_DECIMALS = 6;

  private final Tariffs tariffs;

  Prices(Tariffs tariffs) {
    this.tariffs = tariffs;
  }

  /** A price as it is published. */
  public record PublishedPrice(String meter, String unit, String priceYuan) {}

  /**
   * The tariff in force, as it is published.
   *
   * @param effectiveFrom since when
   */
  public record TariffInForce(
      String id, int version, Instant effectiveFrom, List<PublishedPrice> items) {}

  /** The tariff in force. */
  public TariffInForce inForce() {
    TariffVersion version = tariffs.current();
    return new TariffInForce(
        version.tariff().id(),
        version.version(),
        version.from(),
        version.tariff().items().stream()
            .map(
                item ->
                    new PublishedPrice(
                        item.meter(), item.unit().label(), BillViews.price(item.price())))
            .toList());
  }

  /**
   * What an hour of one node of this shape costs.
   *
   * @return yuan, exact; with six decimals, and more where the price has more
   * @throws ProblemException when the tariff has no price for its cards
   */
  public BigDecimal perHour(Shape shape) {
    return perHour(shape, 1);
  }

  /**
   * What an hour of so many nodes of this shape costs.
   *
   * @return yuan, exact; with six decimals, and more where the price has more
   * @throws ProblemException when the tariff has no price for their cards
   */
  public BigDecimal perHour(Shape shape, int nodes) {
    Tariff tariff = tariffs.current().tariff();
    BigDecimal exact = new Rating(tariff).perHour(draws(tariff, shape, nodes)).stripTrailingZeros();
    return exact.setScale(Math.max(LEAST_DECIMALS, exact.scale()));
  }

  /**
   * The most that one node of this shape can cost for up to this long.
   *
   * @return rounded up
   * @throws ProblemException when the tariff has no price for its cards
   */
  public Money dearest(Shape shape, Duration time) {
    return dearest(shape, 1, time);
  }

  /**
   * The most that so many nodes of this shape can cost for up to this long.
   *
   * @return rounded up
   * @throws ProblemException when the tariff has no price for their cards
   */
  public Money dearest(Shape shape, int nodes, Duration time) {
    Tariff tariff = tariffs.current().tariff();
    return new Money(new Rating(tariff).dearest(draws(tariff, shape, nodes), time));
  }

  private static List<Draw> draws(Tariff tariff, Shape shape, int nodes) {
    return Meters.rates(shape, nodes).entrySet().stream()
        .map(rate -> new Draw(priced(tariff, rate.getKey()), rate.getValue()))
        .toList();
  }

  private static String priced(Tariff tariff, String meter) {
    if (tariff.find(meter).isEmpty()) {
      throw Problems.unprocessable(
          "not-priced",
          "flavour",
          meter,
          "the tariff \"%s\" has no price for \"%s\"".formatted(tariff.id(), meter),
          "choose a flavour of "
              + tariff.items().stream()
                  .map(TariffItem::meter)
                  .filter(known -> !known.equals(Meters.CALL))
                  .sorted()
                  .collect(Collectors.joining(", "))
              + "; or the operator adds the price to the tariff");
    }
    return meter;
  }
}
