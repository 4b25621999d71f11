package dev.penstock.engines.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signals to the processes of one attempt. Its tree is: the launcher's subshell, which survives and
 * writes the exit code; bwrap outside of the sandbox; bwrap as the sandbox's first process; the
 * job's own. The kernel ends all of a sandbox with its first process.
 */
record Signals(Cgroups cgroups) {

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

  /** SIGKILL to all but the supervisor; how many there were. */
  int kill(String attempt, ProcessRef supervisor, Optional<Long> sandboxPid) {
    List<Long> pids = new ArrayList<>();
    // The sandbox's first process takes all others along, at once, even those of a fork bomb.
    List<Long> all = all(attempt, supervisor);
    sandboxPid.filter(all::contains).ifPresent(pids::add);
    pids.addAll(all);
    for (long pid : pids) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    return all.size();
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
