package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An organisation.
 *
 * @param creditCode the unified social credit code; null for an individual and the centre
 * @param reason why it was rejected or suspended
 * @param decidedAt when the state last changed
 */
record Organisation(
    OrgId id,
    OrganisationKind kind,
    String name,
    @Nullable String creditCode,
    String contactName,
    OrganisationState state,
    @Nullable String reason,
    Instant appliedAt,
    @Nullable Instant decidedAt) {}
