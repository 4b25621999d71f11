package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;
import java.util.UUID;

/**
 * An organisation has a new notice, or one of its notices was read. It only wakes: what holds is in
 * the database.
 */
public record NotificationSent(UUID notification, OrgId org) {}
