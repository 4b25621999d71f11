package dev.penstock.serving;

import dev.penstock.shared.Problems;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What goes through an endpoint. */
@RestController
@Tag(name = "serving")
final class TrafficController {
  private final Endpoints endpoints;
  private final Traffic traffic;
  private final Clock clock;

  TrafficController(Endpoints endpoints, Traffic traffic, Clock clock) {
    this.endpoints = endpoints;
    this.traffic = traffic;
    this.clock = clock;
  }

  @Operation(summary = "Show an endpoint's calls, errors and latency by the minute")
  @GetMapping("/v1/endpoints/{id}/traffic")
  TrafficView showTraffic(
      Caller caller, @PathVariable String id, @RequestParam(defaultValue = "60") int minutes) {
    caller.require(Permission.READ);
    if (minutes < 1 || minutes > Traffic.KEPT.toMinutes()) {
      throw Problems.invalid(
          "minutes",
          String.valueOf(minutes),
          "give a number between 1 and " + Traffic.KEPT.toMinutes());
    }
    EndpointView endpoint = endpoints.find(caller.org(), EndpointId.parse(id));
    Instant to = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    Instant from = to.minus(Duration.ofMinutes(minutes - 1L));
    return TrafficView.of(from, to, traffic.since(caller.org(), endpoint.id(), from));
  }
}
