package dev.penstock.dispatch.centre;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What decides whether and where a task fits: equal ones share what was found out of it. */
final class Kind {
  /** The state of the nodes in which it was last found to have no room. */
  long noRoomAt = -1;

  /** How many workloads are of it. */
  int jobs;

  record Key(
      List<Role> roles, Topology topology, Map<String, String> selectors, @Nullable String apart) {
    static Key of(Workload work) {
      Wishes wishes = work.wishes();
      return new Key(work.roles(), wishes.topology(), wishes.selectors(), wishes.apart());
    }
  }
}
