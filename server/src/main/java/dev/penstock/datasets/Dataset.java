package dev.penstock.datasets;

import dev.penstock.shared.ProjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A named set of files.
 *
 * @param name unique in its project among those that are not deleted
 * @param latestVersion the number of its newest version; null while it has none
 */
public record Dataset(
    UUID id,
    ProjectId project,
    String name,
    String description,
    @Nullable Integer latestVersion,
    Instant createdAt) {}
