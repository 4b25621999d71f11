package dev.penstock.serving;

import dev.penstock.shared.OrgId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call that was answered.
 *
 * @param key the API key that called; null for a session
 * @param at when the answer was there, to the microsecond
 */
record Call(UUID id, OrgId org, EndpointId endpoint, @Nullable UUID key, Instant at) {}
