package dev.penstock.dispatch.centre;

import java.util.UUID;

/**
 * One task of a workload.
 *
 * @param index from 0; 0 where the workload is no array
 */
public record TaskId(UUID workload, int index) {}
