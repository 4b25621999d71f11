package dev.penstock.models;

import dev.penstock.shared.ProjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A named line of versions.
 *
 * @param name unique in its project
 * @param latestVersion the number of its newest version; null when all are deleted
 */
public record Model(
    UUID id, ProjectId project, String name, @Nullable Integer latestVersion, Instant createdAt) {}
