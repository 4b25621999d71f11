package dev.penstock.jobs;

import dev.penstock.engines.Engine;
import dev.penstock.fleet.EngineHealth;
import dev.penstock.fleet.Engines;
import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import dev.penstock.shared.Page;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The engines as the staff sees them. */
@RestController
class EngineController {
  private final Engines engines;
  private final EngineHealth health;
  private final Nodes nodes;
  private final AttemptTable attempts;
  private final Access access;

  EngineController(
      Engines engines, EngineHealth health, Nodes nodes, AttemptTable attempts, Access access) {
    this.engines = engines;
    this.health = health;
    this.nodes = nodes;
    this.attempts = attempts;
    this.access = access;
  }

  /**
   * An engine, and whether it answers.
   *
   * @param kind what it is, in a word
   * @param since since when it answers, or does not
   * @param lastAnswer when it last answered this server; null where it has not yet
   * @param error why it does not answer; null where it does
   * @param nodes how many nodes it has
   * @param runningAttempts how many attempts it has been told to run and has not said to be over
   */
  @Schema(name = "Engine")
  record EngineView(
      String name,
      String kind,
      boolean reachable,
      Instant since,
      @Nullable Instant lastAnswer,
      @Nullable String error,
      int nodes,
      long runningAttempts) {}

  @Operation(summary = "List the engines, and whether they answer")
  @GetMapping("/v1/engines")
  Page<EngineView> listEngines(Caller caller) {
    caller.require(Permission.OPERATE);
    Map<String, Long> running = access.operator(attempts::openByEngine);
    List<FleetNode> fleet = nodes.all();
    return new Page<>(
        engines.all().stream().map(engine -> view(engine, fleet, running)).toList(), null);
  }

  private EngineView view(Engine engine, List<FleetNode> fleet, Map<String, Long> running) {
    EngineHealth.Answer answer = health.of(engine.name());
    return new EngineView(
        engine.name(),
        engine.kind(),
        answer.reachable(),
        answer.since(),
        answer.lastAnswer(),
        answer.error(),
        (int) fleet.stream().filter(it -> it.engine().equals(engine.name())).count(),
        running.getOrDefault(engine.name(), 0L));
  }
}
