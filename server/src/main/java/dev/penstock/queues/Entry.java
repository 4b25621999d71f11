package dev.penstock.queues;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;

/**
 * What stands in the queue: a job, or what waits of an array.
 *
 * @param nodes how many nodes it asks for
 * @param priority the higher goes first
 */
record Entry(OrgId org, JobId job, int nodes, int priority) {}
