package dev.penstock.tenancy;

import dev.penstock.shared.ListQuery;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The staff's decisions on organisations, over HTTP. */
@RestController
@RequestMapping("/v1/operator/organisations")
final class OperatorController {
  private final Organisations organisations;

  OperatorController(Organisations organisations) {
    this.organisations = organisations;
  }

  /** Why; the organisation reads it. */
  record Reason(String reason) {}

  @GetMapping
  Page<Organisation> listOrganisations(
      Caller caller,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    requireStaffsView(caller);
    return organisations.list(
        state == null ? null : OrganisationState.parse(state),
        kind == null ? null : OrganisationKind.parse(kind),
        new ListQuery(q, sort, limit, cursor));
  }

  private static void requireStaffsView(Caller caller) {
    // whoever tops accounts up, or audits, needs to know them
    if (!caller.staff() || !caller.may(Permission.BILLING_READ)) {
      caller.require(Permission.OPERATE);
    }
  }

  @PostMapping("/{id}/approve")
  Organisation approveOrganisation(Caller caller, @PathVariable OrgId id) {
    return organisations.approve(caller, id);
  }

  @PostMapping("/{id}/reject")
  Organisation rejectOrganisation(
      Caller caller, @PathVariable OrgId id, @RequestBody Reason reason) {
    return organisations.reject(caller, id, reason.reason);
  }

  @PostMapping("/{id}/suspend")
  Organisation suspendOrganisation(
      Caller caller, @PathVariable OrgId id, @RequestBody Reason reason) {
    return organisations.suspend(caller, id, reason.reason);
  }

  @PostMapping("/{id}/resume")
  Organisation resumeOrganisation(Caller caller, @PathVariable OrgId id) {
    return organisations.resume(caller, id);
  }
}
