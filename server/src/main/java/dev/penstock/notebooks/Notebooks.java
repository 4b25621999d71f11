package dev.penstock.notebooks;

import dev.penstock.fleet.Flavours;
import dev.penstock.fleet.Runtimes;
import dev.penstock.jobs.KeptFolders;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Names;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import dev.penstock.shared.ProjectId;
import dev.penstock.tenancy.Projects;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** Notebooks: made, found, started, stopped, removed. Every method joins the open transaction. */
final class Notebooks {
  private static final int IDLE_MINUTES = 60;
  private static final int LEAST_IDLE_MINUTES = 5;
  private static final int MOST_IDLE_MINUTES = 1440;

  private final Access access;
  private final NotebookTable table;
  private final Sandboxes sandboxes;
  private final KeptFolders folders;
  private final Projects projects;
  private final Flavours flavours;
  private final Runtimes runtimes;
  private final String runtime;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  /**
   * Notebooks.
   *
   * @param runtime the name of the runtime that they have
   */
  Notebooks(
      Access access,
      NotebookTable table,
      Sandboxes sandboxes,
      KeptFolders folders,
      Projects projects,
      Flavours flavours,
      Runtimes runtimes,
      String runtime,
      ApplicationEventPublisher events,
      Clock clock) {
    this.access = access;
    this.table = table;
    this.sandboxes = sandboxes;
    this.folders = folders;
    this.projects = projects;
    this.flavours = flavours;
    this.runtimes = runtimes;
    this.runtime = runtime;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Makes a notebook; nothing runs yet.
   *
   * @throws ProblemException when a field has a value that it can't have, or the name is taken
   */
  NotebookView create(OrgId org, NewNotebook asked) {
    String name = Names.check("name", asked.name());
    if (asked.flavour() == null) {
      throw Problems.invalid("flavour", null, "it is needed; GET /v1/flavours lists them");
    }
    String flavour = flavours.require("flavour", asked.flavour()).name();
    Duration idle = Duration.ofMinutes(idleMinutes(asked.idleMinutes()));
    return access.tenant(
        org,
        () -> {
          ProjectId project =
              (asked.project() == null
                      ? projects.defaultOf(org)
                      : projects.byName(org, asked.project()))
                  .id();
          String environment = runtimes.require("runtime", runtime).name();
          Notebook fresh = Notebook.fresh(org, project, name, flavour, environment, idle, now());
          if (!table.insert(fresh)) {
            throw Problems.conflict(
                "name",
                name,
                "there is a notebook \"%s\" already".formatted(name),
                "choose another name");
          }
          tell(fresh);
          return NotebookView.of(fresh);
        });
  }

  private static int idleMinutes(@Nullable Integer asked) {
    int minutes = asked == null ? IDLE_MINUTES : asked;
    if (minutes < LEAST_IDLE_MINUTES || minutes > MOST_IDLE_MINUTES) {
      throw Problems.invalid(
          "idleMinutes",
          String.valueOf(minutes),
          "give a number from %d to %d".formatted(LEAST_IDLE_MINUTES, MOST_IDLE_MINUTES));
    }
    return minutes;
  }

  /**
   * A notebook as it is now.
   *
   * @throws ProblemException not found, also when it is another tenant's
   */
  Notebook find(OrgId org, NotebookId id) {
    return access.tenant(org, () -> table.find(org, id).orElseThrow(() -> unknown(id)));
  }

  /** A page of the organisation's notebooks. */
  Page<NotebookView> list(
      OrgId org, @Nullable ProjectId project, @Nullable NotebookState state, ListQuery query) {
    return access.tenant(org, () -> table.list(org, project, state, query).map(NotebookView::of));
  }

  /**
   * Has the notebook started, as a new job; starting it again changes nothing.
   *
   * @throws ProblemException not found; a conflict while it stops; when its job can't be paid for
   */
  NotebookView start(OrgId org, PersonId by, NotebookId id) {
    return change(
        org,
        id,
        notebook -> {
          if (notebook.state() == NotebookState.STOPPING) {
            throw conflict(notebook, "it is being stopped", "wait until it has, then start it");
          }
          if (!notebook.state().isOff()) {
            return notebook;
          }
          String project = projects.require(org, notebook.project()).name();
          JobId job = sandboxes.start(notebook, by, project);
          return notebook.starting(job, now());
        });
  }

  /**
   * Asks for the notebook's stop; its job is stopped soon. Asking again changes nothing.
   *
   * @throws ProblemException not found
   */
  NotebookView stop(OrgId org, NotebookId id, String reason) {
    return change(
        org,
        id,
        notebook ->
            notebook.state().isOff() || notebook.state() == NotebookState.STOPPING
                ? notebook
                : notebook.to(NotebookState.STOPPING, reason));
  }

  /**
   * Lets the time until the notebook is stopped for idleness begin again.
   *
   * @throws ProblemException not found
   */
  NotebookView keepAlive(OrgId org, NotebookId id) {
    return change(
        org,
        id,
        notebook -> notebook.state() == NotebookState.READY ? notebook.active(now()) : notebook);
  }

  /**
   * Removes the notebook and its folder.
   *
   * @throws ProblemException not found; a conflict while it runs
   */
  Notebook delete(OrgId org, NotebookId id) {
    return access.tenant(
        org,
        () -> {
          Notebook notebook = table.lock(org, id).orElseThrow(() -> unknown(id));
          if (!notebook.state().isOff()) {
            throw conflict(notebook, "it runs", "stop it first, and wait until it has");
          }
          table.delete(notebook);
          tell(notebook);
          access.afterCommit(() -> folders.remove(id.value()));
          return notebook;
        });
  }

  /**
   * Changes a notebook that is as it was seen, and tells of it.
   *
   * @return whether it was; what is not is left as it is
   */
  boolean move(Notebook seen, Notebook to) {
    return access.tenant(
        seen.org(),
        () -> {
          Notebook now = table.lock(seen.org(), seen.id()).orElse(null);
          if (!seen.equals(now)) {
            return false;
          }
          table.update(to);
          tell(to);
          return true;
        });
  }

  private NotebookView change(OrgId org, NotebookId id, UnaryOperator<Notebook> what) {
    return access.tenant(
        org,
        () -> {
          Notebook notebook = table.lock(org, id).orElseThrow(() -> unknown(id));
          Notebook changed = what.apply(notebook);
          if (!changed.equals(notebook)) {
            table.update(changed);
            tell(changed);
          }
          return NotebookView.of(changed);
        });
  }

  private void tell(Notebook notebook) {
    access.afterCommit(
        () -> events.publishEvent(new NotebookChanged(notebook.id(), notebook.org())));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  static ProblemException conflict(Notebook notebook, String detail, String hint) {
    return Problems.conflict(
        "state",
        notebook.state().name(),
        "the notebook \"%s\" is %s: %s".formatted(notebook.name(), notebook.state(), detail),
        hint);
  }

  private static ProblemException unknown(NotebookId id) {
    return Problems.notFound("notebook", id.toString());
  }
}
