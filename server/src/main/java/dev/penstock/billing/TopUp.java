package dev.penstock.billing;

import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import java.util.UUID;

/**
 * Money that an organisation paid in.
 *
 * @param transfer the transfer's id
 * @param reference names the payment, such as the bank's number for it
 */
public record TopUp(UUID transfer, OrgId org, Money amount, String reference) {}
