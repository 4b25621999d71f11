package dev.penstock.queues;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProjectId;
import dev.penstock.shared.Shape;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that waits for its place.
 *
 * @param job the job
 * @param org whose it is
 * @param project in which project
 * @param person who submitted it
 * @param nodes how many nodes it has at once if it can
 * @param leastNodes with how many it may start, 1 to nodes
 * @param shape what it needs on each
 * @param priority the higher goes first
 * @param wallTime how long it runs at most; null for without end
 * @param terms when and where it runs
 * @param tasks what waits of an array; null for a single job
 * @param after what must have ended before; each has not yet
 */
public record Waiting(
    JobId job,
    OrgId org,
    ProjectId project,
    PersonId person,
    int nodes,
    int leastNodes,
    Shape shape,
    int priority,
    @Nullable Duration wallTime,
    Terms terms,
    @Nullable Tasks tasks,
    List<After> after) {
  public Waiting {
    after = List.copyOf(after);
  }

  /**
   * The tasks of an array that wait: those from the next on, and those that wait again.
   *
   * @param count how many the array has
   * @param atOnce how many may have a place at once
   * @param next the first that never had a place, from 0; count when all had
   * @param again earlier ones that wait again
   */
  public record Tasks(int count, int atOnce, int next, List<Integer> again) {
    public Tasks {
      again = List.copyOf(again);
    }
  }

  /**
   * A job that must have ended before.
   *
   * @param job which
   * @param name its name
   * @param ok whether it must have ended well
   */
  public record After(JobId job, String name, boolean ok) {}
}
