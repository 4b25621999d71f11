package dev.penstock.engines;

/**
 * What one rank may use.
 *
 * @param milliCores thousandths of a processor core, at least 10
 * @param memoryBytes resident memory, page cache and tmpfs together, at least 4 MiB
 * @param processes processes and threads at once, at least 1
 */
public record Limits(long milliCores, long memoryBytes, int processes) {}
