package dev.penstock.jobs;

import dev.penstock.engines.Engine;
import dev.penstock.fleet.Engines;
import dev.penstock.jobs.ComparisonViews.EngineComparisons;
import dev.penstock.shared.Problems;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Engines' books beside ours over HTTP. */
@RestController
final class ComparisonController {
  private static final Duration LONGEST = Duration.ofDays(31);

  private final Engines engines;
  private final ComparisonDesk desk;
  private final Clock clock;

  ComparisonController(Engines engines, ComparisonDesk desk, Clock clock) {
    this.engines = engines;
    this.desk = desk;
    this.clock = clock;
  }

  @Operation(
      summary = "Compare what engines' own books say of attempts with what was metered",
      description =
          "Attempts that lived in the time, at most 31 days. Where an engine keeps no books of its"
              + " own there is nothing to compare. What happened in the last ten minutes counts as"
              + " open where one side has not heard of it.")
  @GetMapping("/v1/engines/comparison")
  EngineComparisons compareEngines(
      Caller caller,
      @RequestParam Instant from,
      @RequestParam Instant to,
      @RequestParam(required = false) @Nullable String engine) {
    if (!caller.may(Permission.FINANCE)) {
      caller.require(Permission.OPERATE);
    }
    if (!to.isAfter(from)) {
      throw Problems.invalid("to", to.toString(), "give a time after from, which is " + from);
    }
    if (to.isAfter(from.plus(LONGEST))) {
      throw Problems.invalid(
          "to", to.toString(), "give at most 31 days, until " + from.plus(LONGEST));
    }
    Instant at = clock.instant();
    return new EngineComparisons(
        from, to, at, asked(engine).stream().map(it -> desk.compare(it, from, to)).toList());
  }

  private Collection<Engine> asked(@Nullable String name) {
    return name == null
        ? engines.all()
        : List.of(
            engines
                .find(name)
                .orElseThrow(
                    () ->
                        Problems.notFound(
                            "engine",
                            name,
                            "use one that this server reaches: "
                                + String.join(", ", engines.names()))));
  }
}
