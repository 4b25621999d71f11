package dev.penstock.insights;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problems;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How the centre does, for its staff. */
@RestController
@RequestMapping("/v1/operator")
final class InsightsController {
  private final LoadBook load;
  private final FleetView fleet;
  private final HealthWatch health;
  private final OrganisationDetails organisations;

  InsightsController(
      LoadBook load, FleetView fleet, HealthWatch health, OrganisationDetails organisations) {
    this.load = load;
    this.fleet = fleet;
    this.health = health;
    this.organisations = organisations;
  }

  @Operation(summary = "Show the load over the last hours")
  @GetMapping("/load")
  LoadView showLoad(Caller caller, @RequestParam(defaultValue = "24") int hours) {
    caller.require(Permission.OPERATE);
    if (hours < 1 || hours > LoadBook.KEPT.toHours()) {
      throw Problems.invalid(
          "hours", String.valueOf(hours), "give a number between 1 and " + LoadBook.KEPT.toHours());
    }
    Duration grain = LoadHistory.grain(hours);
    return LoadView.of(grain, load.history(hours, grain));
  }

  @Operation(summary = "Show what runs where: the fleet's floor plan")
  @GetMapping("/fleet")
  FleetPlan showFleet(Caller caller) {
    caller.require(Permission.OPERATE);
    return fleet.plan();
  }

  @Operation(summary = "Show how the server's parts do")
  @GetMapping("/health")
  HealthReport showHealth(Caller caller, Locale locale) {
    caller.require(Permission.OPERATE);
    return health.report(locale);
  }

  @Operation(summary = "Show an organisation with its work and its money")
  @GetMapping("/organisations/{id}")
  OrganisationDetail showOrganisationDetail(Caller caller, @PathVariable OrgId id) {
    boolean money = caller.may(Permission.BILLING_READ);
    if (!money) {
      caller.require(Permission.OPERATE);
    }
    return organisations.of(id, money);
  }
}
