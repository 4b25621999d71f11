package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log over HTTP. */
@RestController
final class AuditController {
  private final Audit audit;

  AuditController(Audit audit) {
    this.audit = audit;
  }

  @GetMapping("/v1/audit")
  Page<AuditEntry> listAudit(
      Caller caller,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.AUDIT);
    return audit.list(caller.org(), limit, cursor);
  }

  @GetMapping("/v1/operator/audit")
  Page<AuditEntry> listEverybodysAudit(
      Caller caller,
      @RequestParam(required = false) @Nullable OrgId organisation,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.AUDIT);
    return audit.listAll(organisation, limit, cursor);
  }
}
