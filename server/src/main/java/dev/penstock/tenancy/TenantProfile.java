package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An organisation as the centre's staff knows it.
 *
 * @param creditCode the unified social credit code; null for an individual
 * @param contactEmail of its first owner, null where it has none
 * @param reason why it was rejected or suspended
 * @param decidedAt when the state last changed
 * @param members how many people belong to it
 */
public record TenantProfile(
    OrgId id,
    OrganisationKind kind,
    String name,
    @Nullable String creditCode,
    String contactName,
    @Nullable String contactEmail,
    OrganisationState state,
    @Nullable String reason,
    Instant appliedAt,
    @Nullable Instant decidedAt,
    int members) {}
