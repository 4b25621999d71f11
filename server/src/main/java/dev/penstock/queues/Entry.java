package dev.penstock.queues;

import dev.penstock.dispatch.Workload;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the queue: a job, or what waits of an array.
 *
 * @param workload what it asks for; of an array, for each of its tasks
 * @param leastNodes with how many nodes it may start
 * @param tasks which tasks of an array wait; null for a single job
 */
record Entry(OrgId org, Workload workload, int leastNodes, Waiting.@Nullable Tasks tasks) {
  JobId job() {
    return new JobId(workload.id());
  }
}
