package dev.penstock.metering;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import dev.penstock.shared.Shape;
import java.time.Instant;
import java.util.UUID;

/**
 * What an attempt has, from its start until it ends.
 *
 * @param shape what each of its nodes gives
 * @param nodes how many, at least 1
 * @param start when the engine started it; charging begins here
 */
public record Allocation(
    OrgId org, ProjectId project, JobId job, UUID attempt, Shape shape, int nodes, Instant start) {}
