package dev.penstock.queues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Await;
import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What Prometheus is told of the queues. */
@ServerTest
final class QueueMetersTest {
  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;
  @Autowired private Nodes nodes;
  @Autowired private DispatchLoop loop;
  @Autowired private QueueMeters meters;

  @Test
  void tellsWhatAnOrganisationHoldsAndWaitsFor() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    try (SpareNodes spare = new SpareNodes(access, jdbc, nodes, 1, 8);
        WorkRows rows = new WorkRows(access, jdbc, spare, tenant.orgId())) {
      rows.holds(3, tenant.projectId().value());
      rows.waits(2, 4, tenant.projectId().value());
      Await.until(() -> "this server decides", () -> loop.lastRound().leads());
      meters.tick();
      String told = centre.operator().get("/actuator/prometheus").expect(200).text();
      String own = told.lines().filter(it -> it.contains(tenant.email())).toList().toString();
      assertThat(own).as(told).contains("penstock_queue_oldest_wait_seconds");
      assertThat(value(told, tenant, "penstock_queue_jobs", "state=\"waiting\"")).isEqualTo(1);
      assertThat(value(told, tenant, "penstock_queue_jobs", "state=\"running\"")).isEqualTo(1);
      assertThat(value(told, tenant, "penstock_queue_amount", "kind=\"used\",of=\"ascend910b\""))
          .isEqualTo(3);
      assertThat(value(told, tenant, "penstock_queue_amount", "kind=\"waiting\",of=\"ascend910b\""))
          .isEqualTo(8);
      assertThat(told)
          .contains(
              "penstock_dispatch_starts_total",
              "penstock_dispatch_refused_total",
              "penstock_dispatch_preemptions_total{why=\"reclaim\"}",
              "penstock_forecast_age_seconds",
              "penstock_forecast_kept_total{quantile=\"0.9\"}");
    }
  }

  private static double value(String told, Tenant tenant, String metric, String label) {
    return told.lines()
        .filter(it -> it.startsWith(metric + "{"))
        .filter(it -> it.contains(tenant.email()) && it.contains(label))
        .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(-1);
  }
}
