package dev.penstock.queues;

import dev.penstock.queues.WhatIfViews.AskedWhatIf;
import dev.penstock.queues.WhatIfViews.WhatIfView;
import dev.penstock.shared.Ids;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the centre's next hours could be, over HTTP. */
@RestController
@RequestMapping("/v1/what-if")
final class WhatIfController {
  private final WhatIfDesk desk;

  WhatIfController(WhatIfDesk desk) {
    this.desk = desk;
  }

  @Operation(summary = "Ask what comes of the queue with other nodes, another policy or quotas")
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  WhatIfView askWhatIf(Caller caller, @RequestBody AskedWhatIf asked) {
    caller.require(Permission.OPERATE);
    return desk.ask(asked);
  }

  @Operation(summary = "Show a what-if: how far it is, and its answers")
  @GetMapping("/{id}")
  WhatIfView showWhatIf(Caller caller, @PathVariable String id) {
    caller.require(Permission.OPERATE);
    return desk.find(Ids.parse("what-if", id));
  }

  @Operation(summary = "Cancel a what-if that is being played")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancelWhatIf(Caller caller, @PathVariable String id) {
    caller.require(Permission.OPERATE);
    desk.cancel(Ids.parse("what-if", id));
  }
}
