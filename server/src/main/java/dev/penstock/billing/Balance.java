package dev.penstock.billing;

import dev.penstock.shared.Money;

/**
 * What an organisation has.
 *
 * @param available what it can spend; below zero when usage cost more than was there
 * @param held what is set aside for what runs
 */
public record Balance(Money available, Money held) {
  /** All of it. */
  public Money total() {
    return available.plus(held);
  }
}
