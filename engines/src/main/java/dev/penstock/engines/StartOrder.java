package dev.penstock.engines;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that an engine needs to start one attempt of a job.
 *
 * @param attempt chosen by the caller; the key of idempotency
 * @param job the job this is an attempt of; only told to the job itself
 * @param account whom the work is accounted to; engines that can do so run each account as a user
 *     of its own
 * @param priority the priority class's name in lower case, for engines that order work themselves
 * @param ranks one for each node of the gang, at least one
 * @param root what the job sees as its file system
 * @param command program and arguments, at least one; not run by a shell
 * @param environment added to the engine's own variables and wins over them
 * @param mounts folders and files of the host that the job sees under {@code /job}
 * @param outputs names; each is a folder {@code /job/work/outputs/<name>}
 * @param limits for each rank
 * @param wallTime from start to SIGTERM; null means without end
 * @param grace between SIGTERM and SIGKILL when the wall time is over, zero or more
 * @param service whether the job listens on {@code /run/penstock/service.sock}
 */
public record StartOrder(
    UUID attempt,
    UUID job,
    Account account,
    String priority,
    List<Rank> ranks,
    RuntimeRoot root,
    List<String> command,
    Map<String, String> environment,
    List<Mount> mounts,
    List<String> outputs,
    Limits limits,
    @Nullable Duration wallTime,
    Duration grace,
    boolean service) {

  public StartOrder {
    ranks = List.copyOf(ranks);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    mounts = List.copyOf(mounts);
    outputs = List.copyOf(outputs);
  }
}
