package dev.penstock.fleet;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All nodes as of one look, in their order and by name. */
record KnownNodes(List<FleetNode> all, Map<String, FleetNode> byName) {
  static KnownNodes of(List<FleetNode> nodes) {
    return new KnownNodes(
        List.copyOf(nodes),
        nodes.stream().collect(Collectors.toUnmodifiableMap(FleetNode::name, Function.identity())));
  }
}
