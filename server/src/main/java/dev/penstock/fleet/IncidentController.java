package dev.penstock.fleet;

import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Incidents over HTTP, for the staff. */
@RestController
@RequestMapping("/v1/incidents")
final class IncidentController {
  private static final int LONGEST_NOTE = 1000;

  private final IncidentDesk desk;
  private final Incidents incidents;
  private final Access access;
  private final Audit audit;

  IncidentController(IncidentDesk desk, Incidents incidents, Access access, Audit audit) {
    this.desk = desk;
    this.incidents = incidents;
    this.access = access;
    this.audit = audit;
  }

  /**
   * What ends an incident.
   *
   * @param note why it is over, for whoever reads its story
   */
  record Clearing(@Nullable String note) {}

  @Operation(summary = "List incidents, the newest first")
  @GetMapping
  Page<Incident> listIncidents(
      Caller caller,
      @RequestParam(required = false) @Nullable Boolean open,
      @RequestParam(required = false) @Nullable String node,
      @RequestParam(required = false) @Nullable String severity,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.OPERATE);
    return desk.list(open, node, severity(severity), new ListQuery(null, sort, limit, cursor));
  }

  private static @Nullable Severity severity(@Nullable String asked) {
    if (asked == null) {
      return null;
    }
    return Arrays.stream(Severity.values())
        .filter(it -> word(it).equals(asked))
        .findAny()
        .orElseThrow(
            () ->
                Problems.invalid(
                    "severity",
                    asked,
                    "give one of "
                        + Arrays.stream(Severity.values())
                            .map(IncidentController::word)
                            .collect(Collectors.joining(", "))));
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  @Operation(summary = "Tell an incident's story: what happened, and whom it hit")
  @GetMapping("/{id}")
  Incident.Story showIncident(Caller caller, @PathVariable String id) {
    caller.require(Permission.OPERATE);
    return desk.story(Ids.parse("incident", id));
  }

  @Operation(summary = "Say that an incident is over, so that work starts there again")
  @PostMapping("/{id}/clear")
  Incident.Story clearIncident(
      Caller caller, @PathVariable String id, @RequestBody Clearing request) {
    caller.require(Permission.OPERATE);
    UUID incident = Ids.parse("incident", id);
    String note = request.note();
    if (note == null || note.isBlank() || note.length() > LONGEST_NOTE) {
      throw Problems.invalid(
          "note", note, "say why it is over, in at most %d characters".formatted(LONGEST_NOTE));
    }
    incidents.clear(incident, caller.personName(), note.strip());
    access.runAsOperator(
        () -> audit.record(caller, "incident.clear", "incident", id, Map.of("note", note.strip())));
    return desk.story(incident);
  }
}
