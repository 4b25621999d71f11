package dev.penstock.tenancy;

import dev.penstock.shared.ListQuery;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import java.time.Instant;
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
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String subject,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.AUDIT);
    return audit.list(
        caller.org(),
        new Audit.Filter(action, actor, subject, from, to),
        new ListQuery(q, sort, limit, cursor));
  }

  @GetMapping("/v1/operator/audit")
  Page<AuditEntry> listEverybodysAudit(
      Caller caller,
      @RequestParam(required = false) @Nullable OrgId organisation,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String subject,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.AUDIT);
    return audit.listAll(
        organisation,
        new Audit.Filter(action, actor, subject, from, to),
        new ListQuery(q, sort, limit, cursor));
  }
}
