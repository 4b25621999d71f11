package dev.penstock.serving;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it stands in the database.
 *
 * @param reason why it is in its state, where there is more to say
 * @param model the model's name
 * @param version the version that it serves
 * @param job the job that is its replica
 * @param calls all calls so far, those not yet rolled up included
 */
record Endpoint(
    EndpointId id,
    OrgId org,
    ProjectId project,
    String name,
    EndpointState state,
    @Nullable String reason,
    String model,
    int version,
    String flavour,
    JobId job,
    long calls,
    Instant createdAt) {

  /**
   * The same endpoint in the next state.
   *
   * @throws IllegalStateException when that does not follow
   */
  Endpoint to(EndpointState next, @Nullable String why) {
    return with(state.to(next), why);
  }

  /** The same endpoint in the same state, with more to say about it. */
  Endpoint because(@Nullable String why) {
    return with(state, why);
  }

  private Endpoint with(EndpointState newState, @Nullable String why) {
    return new Endpoint(
        id, org, project, name, newState, why, model, version, flavour, job, calls, createdAt);
  }
}
