package dev.penstock.metering;

import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An organisation's own usage. */
@RestController
final class UsageController {
  private final UsageHistory history;

  UsageController(UsageHistory history) {
    this.history = history;
  }

  @GetMapping("/v1/usage")
  Page<UsageView> usage(
      Caller caller,
      @RequestParam(required = false) @Nullable UUID resource,
      @RequestParam(required = false) @Nullable String meter,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.BILLING_READ);
    return history.list(
        caller.org(), resource, meter, from, to, new ListQuery(null, sort, limit, cursor));
  }
}
