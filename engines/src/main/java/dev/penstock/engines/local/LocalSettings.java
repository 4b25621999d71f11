package dev.penstock.engines.local;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the engine of this machine is set up.
 *
 * @param folder the engine's own; attempts and their logs live in it
 * @param nodeName the one node of the inventory
 * @param address where others reach this machine
 * @param installation tells several installations on one machine apart; letters, digits, {@code -}
 * @param jobUser numeric host user that jobs run as when the engine runs as root, 1 or more; nobody
 *     else should use it. An engine that is not root runs jobs as its own user
 * @param milliCores what jobs may use together; 0 means all of the machine
 * @param memoryBytes what jobs may use together; 0 means all of the machine
 * @param logLimitBytes a job whose log grows beyond this is ended
 * @param poll how often limits are checked and adopted attempts looked at, 1 ms or more
 */
public record LocalSettings(
    Path folder,
    String nodeName,
    String address,
    String installation,
    int jobUser,
    long milliCores,
    long memoryBytes,
    long logLimitBytes,
    Duration poll) {

  /** Outside the ranges that Debian and systemd give to others. */
  private static final int JOB_USER = 61_100;

  private static final long LOG_LIMIT = 256L << 20;

  public LocalSettings {
    folder = folder.toAbsolutePath().normalize();
    if (!installation.matches("[A-Za-z0-9-]{1,40}")) {
      throw new IllegalArgumentException(
          "installation '%s': use 1 to 40 letters, digits and '-'".formatted(installation));
    }
    if (jobUser < 1 || milliCores < 0 || memoryBytes < 0 || logLimitBytes < 1) {
      throw new IllegalArgumentException(
          "jobUser and logLimitBytes must be positive, milliCores and memoryBytes not negative");
    }
    if (poll.toMillis() < 1) {
      throw new IllegalArgumentException("poll %s: use 1 ms or more".formatted(poll));
    }
  }

  /** The whole machine, logs of up to 256 MiB, a poll of 200 ms. */
  public LocalSettings(Path folder, String nodeName, String installation) {
    this(
        folder,
        nodeName,
        "127.0.0.1",
        installation,
        JOB_USER,
        0,
        0,
        LOG_LIMIT,
        Duration.ofMillis(200));
  }

  public LocalSettings withAddress(String other) {
    return new LocalSettings(
        folder,
        nodeName,
        other,
        installation,
        jobUser,
        milliCores,
        memoryBytes,
        logLimitBytes,
        poll);
  }

  public LocalSettings withCapacity(long cores, long memory) {
    return new LocalSettings(
        folder, nodeName, address, installation, jobUser, cores, memory, logLimitBytes, poll);
  }

  public LocalSettings withLogLimit(long bytes) {
    return new LocalSettings(
        folder, nodeName, address, installation, jobUser, milliCores, memoryBytes, bytes, poll);
  }
}
