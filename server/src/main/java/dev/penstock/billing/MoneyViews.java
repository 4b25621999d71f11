package dev.penstock.billing;

import dev.penstock.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Money over time, as the API shows it. Days are the centre's. */
final class MoneyViews {
  private MoneyViews() {}

  /** What was charged on a day. */
  record SpendDay(LocalDate date, Money amountYuan) {}

  /**
   * What was charged for a kind of resource by one meter.
   *
   * @param resourceKind such as {@code attempt} or {@code endpoint}
   * @param meter such as {@code core}, {@code card.ascend910b}, {@code call}
   */
  record SpendPart(String resourceKind, String meter, Money amountYuan) {}

  /**
   * What an organisation spent.
   *
   * @param days every day from the first to the last, also those without spend
   * @param parts the same money by resource kind and meter, the largest first
   * @param totalYuan the sum of either
   */
  record SpendView(
      LocalDate from, LocalDate to, Money totalYuan, List<SpendDay> days, List<SpendPart> parts) {}

  /** What the centre earned, and was paid in advance, on a day. */
  record MoneyDay(LocalDate date, Money revenueYuan, Money toppedUpYuan) {}

  /**
   * The centre's money.
   *
   * @param days every day, the last is today
   * @param heldYuan set aside for what runs now
   * @param balancesYuan what organisations have now, held money included
   */
  record MoneyView(
      Instant at,
      MoneyDay today,
      Money revenueYuan,
      Money toppedUpYuan,
      Money heldYuan,
      Money balancesYuan,
      List<MoneyDay> days) {}
}
