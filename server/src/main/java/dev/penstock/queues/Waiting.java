package dev.penstock.queues;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Shape;

/**
 * A job that waits for its place.
 *
 * @param job the job
 * @param org whose it is
 * @param nodes how many nodes it needs at once
 * @param shape what it needs on each
 * @param priority the higher goes first
 */
public record Waiting(JobId job, OrgId org, int nodes, Shape shape, int priority) {}
