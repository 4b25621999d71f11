package dev.penstock.billing;

import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import java.util.UUID;

/**
 * Asks for money to be set aside.
 *
 * @param resource what for; a resource has one hold
 * @param amount not negative
 */
public record HoldRequest(OrgId org, UUID resource, Money amount) {
  public HoldRequest {
    if (amount.micro() < 0) {
      throw new IllegalArgumentException(
          "a hold of ¥%s for %s: it can't be negative".formatted(amount, resource));
    }
  }
}
