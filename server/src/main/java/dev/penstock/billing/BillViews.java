package dev.penstock.billing;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.penstock.rating.PricingUnit;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Money as the API shows it. */
final class BillViews {
  private static final int LEAST_DECIMALS = 6;

  private BillViews() {}

  record BalanceView(Money balanceYuan, Money heldYuan, Money availableYuan) {
    static BalanceView of(Balance balance) {
      return new BalanceView(balance.total(), balance.held(), balance.available());
    }
  }

  record HoldView(
      UUID resource, Money amountYuan, Money capturedYuan, Money leftYuan, Instant createdAt) {}

  /**
   * A line of a bill.
   *
   * @param quantity in {@code unit}, exact; a string, for it may be larger than a number that every
   *     client reads exactly
   * @param notCharged why the line costs nothing; null of a line that is charged
   * @param pricingQuantity the same in {@code pricingUnit}, rounded to nine decimals to be read
   */
  record LineView(
      UUID id,
      ProjectId projectId,
      String resourceKind,
      UUID resource,
      @Nullable JobId jobId,
      String meter,
      @JsonFormat(shape = JsonFormat.Shape.STRING) @Schema(implementation = String.class)
          BigInteger quantity,
      String unit,
      String pricingQuantity,
      String pricingUnit,
      String unitPriceYuan,
      Money amountYuan,
      long records,
      @Nullable NotCharged notCharged) {}

  /**
   * Why something that was used is not charged.
   *
   * @param from what is not charged begins then
   * @param cause why the attempt ended, a stable word
   * @param incident the fault behind it; null where there is none
   * @param what the fault, or what happened, in a sentence
   * @param amountYuan what it would have cost
   */
  record NotCharged(
      Instant from,
      Instant to,
      String cause,
      @Nullable UUID incident,
      String what,
      Money amountYuan) {}

  record StatementView(
      YearMonth month, List<LineView> lines, Money totalYuan, @Nullable String next) {}

  record TransferView(
      UUID id,
      String kind,
      String debit,
      String credit,
      Money amountYuan,
      @Nullable UUID resource,
      @Nullable UUID lineId,
      @Nullable String reference,
      Instant createdAt) {}

  record PriceView(String meter, String unit, String countedIn, String priceYuan) {}

  record TariffView(
      String id,
      int version,
      String currency,
      RoundingMode rounding,
      Instant effectiveFrom,
      List<PriceView> items) {
    static TariffView of(TariffVersion version) {
      return new TariffView(
          version.tariff().id(),
          version.version(),
          version.tariff().currency(),
          version.tariff().rounding(),
          version.from(),
          version.tariff().items().stream()
              .map(
                  item ->
                      new PriceView(
                          item.meter(),
                          item.unit().label(),
                          item.unit().countedIn(),
                          price(item.price())))
              .toList());
    }
  }

  /** A balance is what was credited less what was debited. */
  record AccountView(UUID id, @Nullable OrgId organisationId, String kind, Money balanceYuan) {}

  record TrialBalanceView(
      List<AccountView> accounts, Money sumYuan, @Nullable List<String> differences) {}

  /** Six decimals as all money has, and more where a price has more. */
  static String price(BigDecimal yuan) {
    BigDecimal plain = yuan.stripTrailingZeros();
    return plain.setScale(Math.max(LEAST_DECIMALS, plain.scale())).toPlainString();
  }

  static PricingUnit unit(String label) {
    return PricingUnit.ofLabel(label)
        .orElseThrow(() -> new IllegalStateException("there is no unit " + label));
  }
}
