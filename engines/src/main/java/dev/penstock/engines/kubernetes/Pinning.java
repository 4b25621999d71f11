package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Rank;
import dev.penstock.engines.StartOrder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Keeps pods on the nodes that were chosen for them. Pure. */
record Pinning(UnaryOperator<String> hostname) {

  void pin(PodSpecBuilder spec, StartOrder order, RankGroup group) {
    if (group.alone()) {
      spec.withNodeSelector(Map.of(Marks.HOSTNAME, hostname.apply(group.first().node())));
      return;
    }
    List<String> hosts = group.ranks().stream().map(Rank::node).map(hostname).toList();
    spec.withNewAffinity()
        .withNewNodeAffinity()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .addNewNodeSelectorTerm()
        .addNewMatchExpression()
        .withKey(Marks.HOSTNAME)
        .withOperator("In")
        .withValues(hosts)
        .endMatchExpression()
        .endNodeSelectorTerm()
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .withNewPodAntiAffinity()
        .addNewRequiredDuringSchedulingIgnoredDuringExecution()
        .withTopologyKey(Marks.HOSTNAME)
        .withNewLabelSelector()
        .withMatchLabels(Map.of(Marks.ATTEMPT, order.attempt().toString()))
        .endLabelSelector()
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endPodAntiAffinity()
        .endAffinity();
  }
}
