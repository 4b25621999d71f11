package dev.penstock.fleet;

import dev.penstock.shared.Access;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NodeController {
  private final Nodes nodes;
  private final Access access;
  private final Audit audit;

  NodeController(Nodes nodes, Access access, Audit audit) {
    this.nodes = nodes;
    this.access = access;
    this.audit = audit;
  }

  record Drain(@Nullable String reason) {}

  @Operation(summary = "List the nodes of the fleet")
  @GetMapping("/v1/operator/nodes")
  Page<FleetNode> listNodes(Caller caller) {
    caller.require(Permission.OPERATE);
    return new Page<>(nodes.all(), null);
  }

  @Operation(summary = "Start nothing more on a node, and let what runs there end")
  @PostMapping("/v1/operator/nodes/{name}/drain")
  FleetNode drainNode(Caller caller, @PathVariable String name, @RequestBody Drain request) {
    caller.require(Permission.OPERATE);
    String reason = request.reason();
    if (reason == null || reason.isBlank()) {
      throw Problems.invalid("reason", reason, "say why, for whoever is on duty next");
    }
    FleetNode node = nodes.drain(name, reason.strip(), caller.personName());
    record(caller, "node.drain", name, Map.of("reason", reason.strip()));
    return node;
  }

  @Operation(summary = "Take a node into service again")
  @PostMapping("/v1/operator/nodes/{name}/resume")
  FleetNode resumeNode(Caller caller, @PathVariable String name) {
    caller.require(Permission.OPERATE);
    FleetNode node = nodes.resume(name);
    record(caller, "node.resume", name, Map.of());
    return node;
  }

  @Operation(summary = "Say where a node hangs, and what selectors look for there")
  @PatchMapping("/v1/nodes/{name}")
  FleetNode placeNode(Caller caller, @PathVariable String name, @RequestBody NodePlace place) {
    caller.require(Permission.OPERATE);
    FleetNode node = nodes.place(name, place);
    record(caller, "node.place", name, place.told());
    return node;
  }

  private void record(Caller caller, String action, String name, Map<String, String> detail) {
    access.runAsOperator(() -> audit.record(caller, action, "node", name, detail));
  }
}
