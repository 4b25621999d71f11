package dev.penstock.tenancy;

import dev.penstock.shared.ProjectId;
import java.time.Instant;

/**
 * A project of an organisation.
 *
 * @param name unique in the organisation
 */
public record Project(ProjectId id, String name, Instant createdAt) {}
