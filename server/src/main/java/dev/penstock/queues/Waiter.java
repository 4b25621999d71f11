package dev.penstock.queues;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import org.jspecify.annotations.Nullable;

/**
 * A job in the queue.
 *
 * @param priority the higher goes first
 * @param reason why it waits; null when it was not looked at yet
 */
public record Waiter(JobId job, OrgId org, int nodes, int priority, @Nullable WaitReason reason) {}
