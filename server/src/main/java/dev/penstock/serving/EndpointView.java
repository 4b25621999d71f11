package dev.penstock.serving;

import dev.penstock.shared.JobId;
import dev.penstock.shared.ProjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as the API shows it.
 *
 * @param reason why it is in its state, where there is more to say
 * @param model the model's name
 * @param version the version that it serves
 * @param jobId the job that is its replica
 * @param url the address of the model in the Open Inference Protocol, from the server's root
 * @param calls the successful calls so far
 */
public record EndpointView(
    EndpointId id,
    String name,
    ProjectId projectId,
    EndpointState state,
    @Nullable String reason,
    String model,
    int version,
    String flavour,
    JobId jobId,
    String url,
    long calls,
    Instant createdAt) {

  static EndpointView of(Endpoint it) {
    return new EndpointView(
        it.id(),
        it.name(),
        it.project(),
        it.state(),
        it.reason(),
        it.model(),
        it.version(),
        it.flavour(),
        it.job(),
        "/v2/models/" + it.name(),
        it.calls(),
        it.createdAt());
  }
}
