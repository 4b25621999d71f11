package dev.penstock.insights;

import dev.penstock.fleet.Nodes;
import dev.penstock.jobs.JobFigures;
import dev.penstock.queues.Occupancy;
import dev.penstock.queues.Occupancy.Held;
import dev.penstock.shared.Access;
import dev.penstock.tenancy.Directory;
import java.time.Clock;
import java.util.List;

/** Reads the floor plan. */
final class FleetView {
  private final Access access;
  private final Nodes nodes;
  private final Occupancy occupancy;
  private final JobFigures jobs;
  private final Directory directory;
  private final Clock clock;

  FleetView(
      Access access,
      Nodes nodes,
      Occupancy occupancy,
      JobFigures jobs,
      Directory directory,
      Clock clock) {
    this.access = access;
    this.nodes = nodes;
    this.occupancy = occupancy;
    this.jobs = jobs;
    this.directory = directory;
    this.clock = clock;
  }

  /** The plan now. */
  FleetPlan plan() {
    return access.system(
        () -> {
          List<Held> held = occupancy.held();
          return FleetPlan.of(
              clock.instant(),
              nodes.all(),
              held,
              jobs.running(held.stream().map(Held::attempt).toList()),
              directory.organisations(held.stream().map(it -> it.org().value()).toList()));
        });
  }
}
