package dev.penstock.tenancy;

import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import dev.penstock.shared.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Projects over HTTP. */
@RestController
@RequestMapping("/v1/projects")
final class ProjectController {
  private final Projects projects;

  ProjectController(Projects projects) {
    this.projects = projects;
  }

  /** A project to make. */
  record NewProject(String name) {}

  @GetMapping
  Page<Project> listProjects(
      Caller caller,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.READ);
    return projects.list(caller.org(), new ListQuery(q, sort, limit, cursor));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Project createProject(Caller caller, @RequestBody NewProject project) {
    return projects.create(caller, project.name);
  }

  @GetMapping("/{id}")
  Project getProject(Caller caller, @PathVariable ProjectId id) {
    caller.require(Permission.READ);
    return projects.require(caller.org(), id);
  }
}
