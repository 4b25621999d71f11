package dev.penstock.queues;

import dev.penstock.fleet.Nodes;
import dev.penstock.queues.HistoryCentre.HistoryNode;
import dev.penstock.queues.HistoryCentre.HistoryPolicy;
import dev.penstock.queues.HistoryCentre.HistoryQueue;
import dev.penstock.shared.Access;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import dev.penstock.tenancy.Tenants;
import io.swagger.v3.oas.annotations.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a replay of the centre's history needs beside its jobs, over HTTP. */
@RestController
final class HistoryCentreController {
  private final Access access;
  private final Nodes nodes;
  private final QueueRights rights;
  private final Tenants tenants;
  private final DispatchSettings settings;

  HistoryCentreController(
      Access access, Nodes nodes, QueueRights rights, Tenants tenants, DispatchSettings settings) {
    this.access = access;
    this.nodes = nodes;
    this.rights = rights;
    this.tenants = tenants;
    this.settings = settings;
  }

  @Operation(
      summary = "Show the nodes, the queues and the policy as a replay of the past needs them")
  @GetMapping("/v1/history/centre")
  HistoryCentre showHistoryCentre(Caller caller) {
    caller.require(Permission.OPERATE);
    return new HistoryCentre(
        HistoryPolicy.of(settings),
        nodes.all().stream().map(HistoryNode::of).toList(),
        access.system(this::queues));
  }

  private List<HistoryQueue> queues() {
    Map<UUID, QueueRight> known = rights.byQueue();
    List<HistoryQueue> queues = new ArrayList<>();
    for (Tenants.Branch branch : tenants.branches()) {
      UUID org = branch.id().value();
      queues.add(queue(branch, branch.name(), known.get(org), QueueRight.plain(org, null)));
      branch
          .projects()
          .forEach(
              (project, name) ->
                  queues.add(
                      queue(
                          branch,
                          branch.name() + "/" + name,
                          known.get(project.value()),
                          QueueRight.plain(org, project.value()))));
    }
    return queues;
  }

  private static HistoryQueue queue(
      Tenants.Branch branch,
      String title,
      @org.jspecify.annotations.Nullable QueueRight said,
      QueueRight plain) {
    return HistoryQueue.of(title, said == null ? plain : said, branch.id().toString());
  }
}
