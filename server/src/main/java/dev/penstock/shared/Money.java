package dev.penstock.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of yuan in whole micro-yuan, exact; every operation throws {@link ArithmeticException}
 * rather than overflow. In JSON it is a string of yuan with six decimals.
 */
public record Money(long micro) implements Comparable<Money> {
  public static final Money ZERO = new Money(0);

  /** An amount of yuan, rounded to a micro-yuan by the given mode. */
  public static Money ofYuan(BigDecimal yuan, RoundingMode rounding) {
    return new Money(yuan.movePointRight(6).setScale(0, rounding).longValueExact());
  }

  /**
   * Reads yuan with at most six decimals.
   *
   * @throws ProblemException when the text is not such an amount; the field is named
   */
  public static Money parse(String field, String yuan) {
    try {
      return ofYuan(new BigDecimal(yuan.strip()), RoundingMode.UNNECESSARY);
    } catch (ArithmeticException | NumberFormatException wrong) {
      throw Problems.invalid(field, yuan, "give yuan with at most six decimals, such as 100.00");
    }
  }

  @JsonCreator
  static Money read(String yuan) {
    return parse("amount", yuan);
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(micro, other.micro));
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(micro, other.micro));
  }

  public Money negated() {
    return new Money(Math.negateExact(micro));
  }

  public boolean isPositive() {
    return micro > 0;
  }

  /** Yuan with six decimals. */
  public BigDecimal yuan() {
    return BigDecimal.valueOf(micro, 6);
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(micro, other.micro);
  }

  @Override
  @JsonValue
  public String toString() {
    return yuan().toPlainString();
  }
}
