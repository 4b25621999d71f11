package dev.penstock.engines;

import java.nio.file.Path;

/**
 * A folder or file of the host that a job sees.
 *
 * @param source absolute; a read-only one must be readable by others, because a job never runs as
 *     root; a writable one is given to the job's user by the engine
 * @param target absolute, under {@code /job}
 * @param writable whether the job may change it
 */
public record Mount(Path source, String target, boolean writable) {}
