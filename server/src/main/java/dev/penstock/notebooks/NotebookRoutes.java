package dev.penstock.notebooks;

import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

/** Where each notebook listens, out of memory; forgotten at each change of the notebook. */
final class NotebookRoutes {
  private record Route(JobId job, Path socket) {}

  private final Map<NotebookId, Route> known = new ConcurrentHashMap<>();
  private final Access access;
  private final NotebookTable table;
  private final Sandboxes sandboxes;

  NotebookRoutes(Access access, NotebookTable table, Sandboxes sandboxes) {
    this.access = access;
    this.table = table;
    this.sandboxes = sandboxes;
  }

  /**
   * The socket of the notebook's run that was granted.
   *
   * @throws dev.penstock.shared.ProblemException unavailable, when that run is over
   */
  Path socket(Openings.Grant grant) {
    // loaded under the key's lock, so that a change that commits meanwhile is forgotten after it
    Route route = known.computeIfAbsent(grant.notebook(), id -> load(grant));
    if (route == null || !route.job.equals(grant.job())) {
      throw NotebookGate.notThere();
    }
    return route.socket;
  }

  private @Nullable Route load(Openings.Grant grant) {
    return running(grant)
        .flatMap(notebook -> sandboxes.socket(notebook.org(), grant.job()))
        .map(socket -> new Route(grant.job(), socket))
        .orElse(null);
  }

  /** Whether the run that was granted goes on. */
  boolean goesOn(Openings.Grant grant) {
    return running(grant).isPresent();
  }

  private Optional<Notebook> running(Openings.Grant grant) {
    return access
        .tenant(grant.by().org(), () -> table.find(grant.by().org(), grant.notebook()))
        .filter(it -> !it.state().isOff() && grant.job().equals(it.job()));
  }

  @EventListener
  void on(NotebookChanged change) {
    known.remove(change.notebook());
  }
}
