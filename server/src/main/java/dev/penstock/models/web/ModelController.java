package dev.penstock.models.web;

import dev.penstock.models.Model;
import dev.penstock.models.Models;
import dev.penstock.shared.Access;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import dev.penstock.shared.ProjectId;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import dev.penstock.tenancy.Projects;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Models over HTTP. They are made by jobs, so there is nothing to post. */
@RestController
@RequestMapping("/v1/models")
@Tag(name = "models")
class ModelController {
  private final Models models;
  private final Projects projects;
  private final Access access;

  ModelController(Models models, Projects projects, Access access) {
    this.models = models;
    this.projects = projects;
    this.access = access;
  }

  /**
   * A model.
   *
   * @param project its project's name
   * @param latestVersion absent when all are deleted
   */
  record ModelView(
      UUID id, String name, String project, @Nullable Integer latestVersion, Instant createdAt) {

    static ModelView of(Model model, String project) {
      return new ModelView(
          model.id(), model.name(), project, model.latestVersion(), model.createdAt());
    }
  }

  @GetMapping
  @Operation(summary = "List models, newest first unless another order is asked for")
  Page<ModelView> list(
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
          return models
              .list(caller.org(), only, query)
              .map(
                  model ->
                      ModelView.of(
                          model,
                          names.computeIfAbsent(
                              model.project(), id -> projects.require(caller.org(), id).name())));
        });
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show a model")
  ModelView find(Caller caller, @PathVariable UUID id) {
    caller.require(Permission.READ);
    return access.tenant(
        caller.org(),
        () -> {
          Model model = models.find(caller.org(), id);
          return ModelView.of(model, projects.require(caller.org(), model.project()).name());
        });
  }
}
