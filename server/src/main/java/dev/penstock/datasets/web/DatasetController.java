package dev.penstock.datasets.web;

import dev.penstock.datasets.Dataset;
import dev.penstock.datasets.Datasets;
import dev.penstock.datasets.NewDataset;
import dev.penstock.shared.Access;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import dev.penstock.shared.ProjectId;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import dev.penstock.tenancy.Project;
import dev.penstock.tenancy.Projects;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Datasets over HTTP. */
@RestController
@RequestMapping("/v1/datasets")
@Tag(name = "datasets")
class DatasetController {
  private final Datasets datasets;
  private final Projects projects;
  private final Audit audit;
  private final Access access;

  DatasetController(Datasets datasets, Projects projects, Audit audit, Access access) {
    this.datasets = datasets;
    this.projects = projects;
    this.audit = audit;
    this.access = access;
  }

  /**
   * A dataset that somebody wants.
   *
   * @param project the project's name; the default project where absent
   */
  record DatasetRequest(
      @Schema(pattern = "[a-z0-9-]{1,63}") String name,
      @Nullable String project,
      @Nullable String description) {}

  /**
   * A dataset.
   *
   * @param project its project's name
   * @param latestVersion absent while there is no version
   */
  record DatasetView(
      UUID id,
      String name,
      String project,
      String description,
      @Nullable Integer latestVersion,
      Instant createdAt) {

    static DatasetView of(Dataset dataset, String project) {
      return new DatasetView(
          dataset.id(),
          dataset.name(),
          project,
          dataset.description(),
          dataset.latestVersion(),
          dataset.createdAt());
    }
  }

  @GetMapping
  @Operation(summary = "List datasets, newest first unless another order is asked for")
  Page<DatasetView> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String project,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.READ);
    ListQuery query = new ListQuery(q, sort, limit, cursor);
    return access.tenant(
        caller.org(),
        () -> {
          ProjectId only = project == null ? null : projects.byName(caller.org(), project).id();
          Map<ProjectId, String> names = new HashMap<>();
          return datasets
              .list(caller.org(), only, query)
              .map(
                  dataset ->
                      DatasetView.of(
                          dataset,
                          names.computeIfAbsent(
                              dataset.project(), id -> projects.require(caller.org(), id).name())));
        });
  }

  @PostMapping
  @Operation(summary = "Create a dataset")
  ResponseEntity<DatasetView> create(Caller caller, @RequestBody DatasetRequest request) {
    caller.require(Permission.SUBMIT);
    DatasetView made =
        access.tenant(
            caller.org(),
            () -> {
              Project project =
                  request.project() == null
                      ? projects.defaultOf(caller.org())
                      : projects.byName(caller.org(), request.project());
              Dataset dataset =
                  datasets.create(
                      new NewDataset(
                          caller.org(),
                          project.id(),
                          request.name(),
                          request.description() == null ? "" : request.description(),
                          caller.person()));
              record(caller, "dataset.created", dataset);
              return DatasetView.of(dataset, project.name());
            });
    return ResponseEntity.created(URI.create("/v1/datasets/" + made.id())).body(made);
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show a dataset")
  DatasetView find(Caller caller, @PathVariable UUID id) {
    caller.require(Permission.READ);
    return access.tenant(
        caller.org(),
        () -> {
          Dataset dataset = datasets.find(caller.org(), id);
          return DatasetView.of(dataset, projects.require(caller.org(), dataset.project()).name());
        });
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete a dataset with all its versions, unless a job uses one")
  void delete(Caller caller, @PathVariable UUID id) {
    caller.require(Permission.SUBMIT);
    access.runAsTenant(
        caller.org(), () -> record(caller, "dataset.deleted", datasets.delete(caller.org(), id)));
  }

  private void record(Caller caller, String action, Dataset dataset) {
    audit.record(
        caller, action, "dataset", dataset.id().toString(), Map.of("name", dataset.name()));
  }
}
