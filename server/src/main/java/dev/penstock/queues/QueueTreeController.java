package dev.penstock.queues;

import dev.penstock.queues.QueueTree.GivenRights;
import dev.penstock.queues.RightsDesk.NewRights;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The tree of the queues over HTTP. */
@RestController
@RequestMapping("/v1/queues")
final class QueueTreeController {
  private final QueueTrees trees;
  private final RightsDesk desk;

  QueueTreeController(QueueTrees trees, RightsDesk desk) {
    this.trees = trees;
    this.desk = desk;
  }

  @Operation(summary = "Show the tree of the queues: all of it to the operator, one's own branch")
  @GetMapping
  QueueTree showQueueTree(Caller caller) {
    if (caller.may(Permission.OPERATE)) {
      return trees.tree(null);
    }
    caller.require(Permission.READ);
    return trees.tree(caller.org());
  }

  @Operation(summary = "Say what an organisation's queue may")
  @PutMapping("/{org}")
  GivenRights giveOrganisationRights(
      Caller caller, @PathVariable OrgId org, @RequestBody NewRights rights) {
    caller.require(Permission.OPERATE);
    return GivenRights.of(desk.give(caller, org, rights));
  }

  @Operation(summary = "Say what a project's queue may")
  @PutMapping("/{org}/projects/{project}")
  GivenRights giveProjectRights(
      Caller caller,
      @PathVariable OrgId org,
      @PathVariable ProjectId project,
      @RequestBody NewRights rights) {
    caller.require(Permission.OPERATE);
    return GivenRights.of(desk.give(caller, org, project, rights));
  }
}
