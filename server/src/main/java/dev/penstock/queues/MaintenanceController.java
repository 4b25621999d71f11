package dev.penstock.queues;

import dev.penstock.queues.MaintenanceDesk.MaintenanceView;
import dev.penstock.queues.MaintenanceDesk.NewMaintenance;
import dev.penstock.shared.Ids;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
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

/** Maintenance windows over HTTP. */
@RestController
@RequestMapping("/v1/maintenance")
final class MaintenanceController {
  private final MaintenanceDesk desk;

  MaintenanceController(MaintenanceDesk desk) {
    this.desk = desk;
  }

  @Operation(summary = "List the maintenance windows that have not ended, or all with ended=true")
  @GetMapping
  Page<MaintenanceView> listMaintenance(
      Caller caller,
      @RequestParam(defaultValue = "false") boolean ended,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.OPERATE);
    return desk.list(ended, new ListQuery(null, sort, limit, cursor));
  }

  @Operation(summary = "Announce when nothing may run on some nodes")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  MaintenanceView announceMaintenance(Caller caller, @RequestBody NewMaintenance wanted) {
    caller.require(Permission.OPERATE);
    return desk.announce(caller, wanted);
  }

  @Operation(summary = "Take a maintenance window back")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeMaintenance(Caller caller, @PathVariable String id) {
    caller.require(Permission.OPERATE);
    desk.remove(caller, Ids.parse("maintenance window", id));
  }
}
