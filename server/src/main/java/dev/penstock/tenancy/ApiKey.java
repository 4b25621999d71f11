package dev.penstock.tenancy;

import dev.penstock.shared.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key, without its secret.
 *
 * @param prefix the secret's first characters, to tell keys apart
 * @param personId as whom it acts
 * @param lastUsedAt exact to a minute
 */
record ApiKey(
    UUID id,
    String name,
    String prefix,
    List<Scope> scopes,
    PersonId personId,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt) {}
