package dev.penstock.fleet;

import dev.penstock.shared.Access;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NodeController {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,6})([smhd])");

  private final Nodes nodes;
  private final Access access;
  private final Audit audit;

  NodeController(Nodes nodes, Access access, Audit audit) {
    this.nodes = nodes;
    this.access = access;
    this.audit = audit;
  }

  /**
   * How a node is drained.
   *
   * @param reason why, for whoever is on duty next
   * @param within how long what runs there may go on, such as 2h; then what can be started
   *     elsewhere is stopped. For as long as it takes where absent
   */
  record Drain(@Nullable String reason, @Nullable String within) {}

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
    Duration within = request.within() == null ? null : within(request.within());
    FleetNode node = nodes.drain(name, reason.strip(), caller.personName(), within);
    Map<String, String> told = new TreeMap<>(Map.of("reason", reason.strip()));
    if (within != null) {
      told.put("within", within.toString());
    }
    record(caller, "node.drain", name, told);
    return node;
  }

  private static Duration within(String text) {
    Matcher matcher = SHORT.matcher(text.strip());
    if (!matcher.matches()) {
      throw Problems.invalid("within", text, "give a time such as 90s, 30m, 2h or 1d");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
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
