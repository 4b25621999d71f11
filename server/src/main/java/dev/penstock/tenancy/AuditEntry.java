package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log.
 *
 * @param organisationId in whose log it stands
 * @param keyId the API key that was used, null for a session
 * @param action what was done: {@code project.created}
 * @param subjectKind what it was done to: {@code project}
 * @param subjectId which one
 */
record AuditEntry(
    UUID id,
    OrgId organisationId,
    Instant at,
    PersonId personId,
    String personName,
    @Nullable UUID keyId,
    String action,
    String subjectKind,
    String subjectId,
    Map<String, String> detail) {}
