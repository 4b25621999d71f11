package dev.penstock.engines.kubernetes;

import dev.penstock.engines.StartOrder;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import dev.penstock.engines.kubernetes.KubernetesSettings.Placement;

/** An order whose ranks are known by the names of their pods, not by the addresses of nodes. */
final class Reachable {
  private Reachable() {}

  static StartOrder of(StartOrder order, Form form, Placement placement) {
    return new StartOrder(
        order.attempt(),
        order.job(),
        order.account(),
        order.priority(),
        GangFiles.reachable(order, form, placement),
        order.root(),
        order.command(),
        order.environment(),
        order.mounts(),
        order.outputs(),
        order.limits(),
        order.wallTime(),
        order.grace(),
        order.service());
  }
}
