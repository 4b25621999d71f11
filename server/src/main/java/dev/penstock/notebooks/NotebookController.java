package dev.penstock.notebooks;

import dev.penstock.jobs.JobView;
import dev.penstock.jobs.KeptFolders;
import dev.penstock.shared.Access;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import dev.penstock.shared.ProjectId;
import dev.penstock.shared.SignedIn;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import dev.penstock.tenancy.Projects;
import dev.penstock.tenancy.SignIns;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Notebooks over HTTP. */
@RestController
@RequestMapping("/v1/notebooks")
@Tag(name = "notebooks")
final class NotebookController {
  private final Notebooks notebooks;
  private final NotebookJobs jobs;
  private final KeptFolders folders;
  private final Openings openings;
  private final NotebookDoor door;
  private final SignIns signIns;
  private final Projects projects;
  private final Audit audit;
  private final Access access;

  NotebookController(
      Notebooks notebooks,
      NotebookJobs jobs,
      KeptFolders folders,
      Openings openings,
      NotebookDoor door,
      SignIns signIns,
      Projects projects,
      Audit audit,
      Access access) {
    this.notebooks = notebooks;
    this.jobs = jobs;
    this.folders = folders;
    this.openings = openings;
    this.door = door;
    this.signIns = signIns;
    this.projects = projects;
    this.audit = audit;
    this.access = access;
  }

  /**
   * Where a notebook is opened.
   *
   * @param url for one visit within 30 seconds, by whom it was made for
   */
  record NotebookOpening(String url) {}

  @Operation(summary = "Make a notebook; it is started by itself")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  NotebookView createNotebook(Caller caller, @RequestBody NewNotebook notebook) {
    caller.require(Permission.SUBMIT);
    return access.tenant(
        caller.org(),
        () -> {
          NotebookView made = notebooks.create(caller.org(), notebook);
          note(caller, "notebook.created", made.id(), made.name());
          return made;
        });
  }

  @Operation(summary = "List notebooks")
  @GetMapping
  Page<NotebookView> listNotebooks(
      Caller caller,
      @RequestParam(required = false) @Nullable String project,
      @RequestParam(required = false) @Nullable NotebookState state,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    caller.require(Permission.READ);
    ListQuery query = new ListQuery(q, sort, limit, cursor);
    return access.tenant(
        caller.org(),
        () -> {
          ProjectId only = project == null ? null : projects.byName(caller.org(), project).id();
          return notebooks.list(caller.org(), only, state, query);
        });
  }

  @Operation(summary = "Show a notebook")
  @GetMapping("/{id}")
  NotebookView showNotebook(Caller caller, @PathVariable String id) {
    caller.require(Permission.READ);
    return NotebookView.of(notebooks.find(caller.org(), NotebookId.parse(id)));
  }

  @Operation(summary = "Remove a notebook that is stopped, and its folder")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deleteNotebook(Caller caller, @PathVariable String id) {
    caller.require(Permission.SUBMIT);
    access.runAsTenant(
        caller.org(),
        () -> {
          Notebook gone = notebooks.delete(caller.org(), NotebookId.parse(id));
          note(caller, "notebook.deleted", gone.id(), gone.name());
        });
  }

  @Operation(summary = "Start a notebook, as a job")
  @PostMapping("/{id}/start")
  NotebookView startNotebook(Caller caller, @PathVariable String id) {
    caller.require(Permission.SUBMIT);
    return access.tenant(
        caller.org(),
        () -> {
          NotebookView it = notebooks.start(caller.org(), caller.person(), NotebookId.parse(id));
          note(caller, "notebook.started", it.id(), it.name());
          return it;
        });
  }

  @Operation(summary = "Stop a notebook; its folder is kept")
  @PostMapping("/{id}/stop")
  NotebookView stopNotebook(Caller caller, @PathVariable String id) {
    caller.require(Permission.SUBMIT);
    return access.tenant(
        caller.org(),
        () -> {
          NotebookView it =
              notebooks.stop(
                  caller.org(), NotebookId.parse(id), "stopped by " + caller.personName());
          note(caller, "notebook.stopped", it.id(), it.name());
          return it;
        });
  }

  @Operation(summary = "Begin the time until a notebook is stopped for idleness again")
  @PostMapping("/{id}/keep-alive")
  NotebookView keepNotebookAlive(Caller caller, @PathVariable String id) {
    caller.require(Permission.SUBMIT);
    return notebooks.keepAlive(caller.org(), NotebookId.parse(id));
  }

  @Operation(summary = "Open a notebook that is ready: an address for a browser, for one visit")
  @PostMapping("/{id}/openings")
  @ResponseStatus(HttpStatus.CREATED)
  NotebookOpening openNotebook(Caller caller, @PathVariable String id, HttpServletRequest request) {
    caller.require(Permission.SUBMIT);
    Notebook notebook = notebooks.find(caller.org(), NotebookId.parse(id));
    if (notebook.state() != NotebookState.READY) {
      throw Notebooks.conflict(
          notebook, "there is nothing to open", "start it, and wait until it is READY");
    }
    SignedIn signedIn = Objects.requireNonNull(SignedIn.of(request));
    String ticket =
        openings.ticket(
            new Openings.Grant(
                notebook.id(), Objects.requireNonNull(notebook.job()), signIns.handle(signedIn)));
    return new NotebookOpening(
        door.origin(notebook.id(), request) + NotebookPaths.opening(notebook.id(), ticket));
  }

  @Operation(summary = "List the files of a notebook's folder, hidden ones left out, at most 1000")
  @GetMapping("/{id}/files")
  NotebookFiles.NotebookFolder listNotebookFiles(Caller caller, @PathVariable String id) {
    caller.require(Permission.READ);
    Notebook notebook = notebooks.find(caller.org(), NotebookId.parse(id));
    return NotebookFiles.list(folders.open(notebook.id().value()));
  }

  @Operation(
      summary = "Run a file of a notebook's folder as a training job, with the folder as code")
  @PostMapping("/{id}/jobs")
  @ResponseStatus(HttpStatus.CREATED)
  JobView runNotebookAsJob(Caller caller, @PathVariable String id, @RequestBody NotebookRun run) {
    caller.require(Permission.SUBMIT);
    Notebook notebook = notebooks.find(caller.org(), NotebookId.parse(id));
    NotebookJobs.Prepared prepared = jobs.prepare(caller.org(), caller.person(), notebook, run);
    return access.tenant(
        caller.org(),
        () -> {
          JobView job = jobs.submit(prepared);
          audit.record(
              caller, "job.submit", "job", job.id().toString(), Map.of("name", job.name()));
          return job;
        });
  }

  private void note(Caller caller, String action, NotebookId id, String name) {
    audit.record(caller, action, "notebook", id.toString(), Map.of("name", name));
  }
}
