package dev.penstock.engines.local;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Signals to the processes of one attempt. Its tree is: the launcher's subshell, which survives and
 * writes the exit code; bwrap outside of the sandbox; bwrap as the sandbox's first process; the
 * job's own. The kernel ends all of a sandbox with its first process.
 */
record Signals(Cgroups cgroups) {
  private static final int SWEEP_ROUNDS = 200;
  private static final long SWEEP_PAUSE_NANOS = 2_000_000;

  /** SIGTERM to the job's own processes; how many got it. None may exist yet. */
  int terminate(String attempt, ProcessRef supervisor, Optional<Long> sandboxPid) {
    if (sandboxPid.isEmpty()) {
      return 0;
    }
    int count = 0;
    for (long pid : all(attempt, supervisor)) {
      boolean own =
          pid != sandboxPid.get()
              && ProcessRef.read(pid)
                  .filter(process -> process.parent() != supervisor.pid() && !process.zombie())
                  .isPresent();
      if (own && ProcessHandle.of(pid).map(ProcessHandle::destroy).orElse(false)) {
        count++;
      }
    }
    return count;
  }

  /**
   * SIGKILL to the sandbox's first process; the kernel takes all others along, at once, even those
   * of a fork bomb, before bwrap outside learns of it. Only where there is no such process all
   * others get the signal one by one: an exit code must not be written while something still runs.
   */
  void kill(String attempt, ProcessRef supervisor, Optional<Long> sandboxPid) {
    List<Long> all = all(attempt, supervisor);
    Optional<Long> first =
        sandboxPid
            .filter(all::contains)
            .flatMap(ProcessRef::read)
            .filter(process -> !process.zombie())
            .map(ProcessRef::pid);
    kill(first.map(List::of).orElse(all));
  }

  static void kill(List<Long> pids) {
    for (long pid : pids) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** Ends what a vanished supervisor may have left, and waits for it; whether nothing is left. */
  boolean sweep(String attempt) {
    for (int round = 0; round < SWEEP_ROUNDS; round++) {
      List<Long> left = cgroups.processes(attempt);
      if (left.isEmpty()) {
        return true;
      }
      kill(left);
      LockSupport.parkNanos(SWEEP_PAUSE_NANOS);
    }
    return false;
  }

  private List<Long> all(String attempt, ProcessRef supervisor) {
    List<Long> grouped = cgroups.processes(attempt);
    if (!grouped.isEmpty()) {
      return grouped;
    }
    return ProcessHandle.of(supervisor.pid())
        .filter(handle -> supervisor.alive())
        .map(handle -> handle.descendants().map(ProcessHandle::pid).toList())
        .orElse(List.of());
  }
}
