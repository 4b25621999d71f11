package dev.penstock.jobs;

import dev.penstock.shared.JobId;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Why a job waits. */
@RestController
class WaitController {
  private final Waits waits;

  WaitController(Waits waits) {
    this.waits = waits;
  }

  @Operation(summary = "Say what holds a job that waits, and what would let it start sooner")
  @GetMapping("/v1/jobs/{id}/wait")
  WaitView explainWait(Caller caller, Locale locale, @PathVariable JobId id) {
    caller.require(Permission.READ);
    return waits.of(caller.org(), id, locale);
  }
}
