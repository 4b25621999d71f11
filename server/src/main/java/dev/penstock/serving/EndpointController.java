package dev.penstock.serving;

import dev.penstock.shared.Access;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import dev.penstock.shared.ProjectId;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import dev.penstock.tenancy.Projects;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
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

/** Endpoints over HTTP. */
@RestController
@RequestMapping("/v1/endpoints")
@Tag(name = "serving")
final class EndpointController {
  private final Endpoints endpoints;
  private final Projects projects;
  private final Audit audit;
  private final Access access;

  EndpointController(Endpoints endpoints, Projects projects, Audit audit, Access access) {
    this.endpoints = endpoints;
    this.projects = projects;
    this.audit = audit;
    this.access = access;
  }

  @Operation(summary = "Serve a version of a model")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  EndpointView createEndpoint(Caller caller, @RequestBody NewEndpoint endpoint) {
    caller.require(Permission.SUBMIT);
    return access.tenant(
        caller.org(),
        () -> {
          EndpointView made = endpoints.create(caller.org(), caller.person(), endpoint);
          record(
              caller,
              "endpoint.created",
              made,
              Map.of("name", made.name(), "model", made.model() + "@" + made.version()));
          return made;
        });
  }

  @Operation(summary = "List endpoints, the newest first unless asked otherwise")
  @GetMapping
  Page<EndpointView> listEndpoints(
      Caller caller,
      @RequestParam(required = false) @Nullable String project,
      @RequestParam(required = false) @Nullable EndpointState state,
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
          return endpoints.list(caller.org(), only, state, query);
        });
  }

  @Operation(summary = "Show an endpoint")
  @GetMapping("/{id}")
  EndpointView showEndpoint(Caller caller, @PathVariable String id) {
    caller.require(Permission.READ);
    return endpoints.find(caller.org(), EndpointId.parse(id));
  }

  @Operation(summary = "Stop serving; the endpoint stays in the list")
  @DeleteMapping("/{id}")
  EndpointView deleteEndpoint(Caller caller, @PathVariable String id) {
    caller.require(Permission.SUBMIT);
    return access.tenant(
        caller.org(),
        () -> {
          EndpointView stopping =
              endpoints.stop(
                  caller.org(), EndpointId.parse(id), "deleted by " + caller.personName());
          record(caller, "endpoint.deleted", stopping, Map.of("name", stopping.name()));
          return stopping;
        });
  }

  private void record(
      Caller caller, String action, EndpointView endpoint, Map<String, String> detail) {
    audit.record(caller, action, "endpoint", endpoint.id().toString(), detail);
  }
}
