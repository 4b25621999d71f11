package dev.penstock.queues;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the kernel names queues, which is how a history of the centre names them. */
public final class QueueNames {
  private QueueNames() {}

  /** Where a project's work waits. */
  public static String leaf(OrgId org, ProjectId project) {
    return leaf(org, project.value());
  }

  /** Where an organisation's work waits that is of no project, too. */
  static String leaf(OrgId org, @Nullable UUID project) {
    return org + "/" + (project == null ? "" : project);
  }
}
