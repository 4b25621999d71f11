package dev.penstock.engines.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/** Nodes as a cluster lists them. */
final class MockNodes {
  private MockNodes() {}

  static Node ready(String name) {
    Map<String, Quantity> resources =
        Map.of("cpu", new Quantity("32"), "memory", new Quantity("64Gi"));
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewStatus()
        .addNewAddress("10.0.0.1", "InternalIP")
        .withCapacity(resources)
        .withAllocatable(resources)
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }
}
