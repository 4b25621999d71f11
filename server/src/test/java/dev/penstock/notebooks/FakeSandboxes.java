package dev.penstock.notebooks;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sandboxes, and the Jupyter in them, in a test's hand. */
final class FakeSandboxes implements Sandboxes, Jupyter {
  final List<JobId> stopped = new ArrayList<>();
  private final Map<JobId, State> states = new HashMap<>();
  Idleness.@Nullable Pulse pulse;

  @Override
  public JobId start(Notebook notebook, PersonId by, String project) {
    JobId job = JobId.next();
    states.put(job, new State.Alive(null));
    return job;
  }

  void ends(JobId job, State.Ended how) {
    states.put(job, how);
  }

  @Override
  public void stop(OrgId org, JobId job, String reason) {
    stopped.add(job);
    ends(job, new State.Ended(true, reason));
  }

  @Override
  public Optional<Path> socket(OrgId org, JobId job) {
    return Optional.of(Path.of("/nowhere"));
  }

  @Override
  public State state(OrgId org, JobId job) {
    State state = states.get(job);
    if (state == null) {
      // notebooks of other tests may be on in the same database; they are not ours to move
      throw new IllegalStateException("no sandbox of this test");
    }
    return state;
  }

  @Override
  public Optional<Idleness.Pulse> look(NotebookId id, Path socket) {
    return Optional.ofNullable(pulse);
  }
}
