package dev.penstock.notebooks;

import dev.penstock.shared.JobId;
import dev.penstock.shared.ProjectId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notebook as the API shows it.
 *
 * @param projectId the project that its jobs are charged to
 * @param idleMinutes how long nothing may happen until it is stopped
 * @param jobId the job of its last start
 * @param stopsAt when it will be stopped if nothing happens
 * @param lastActiveAt when something last happened
 * @param reason why it is in its state, where there is more to say
 * @param startedAt when it was last asked to start
 */
@Schema(name = "Notebook")
public record NotebookView(
    NotebookId id,
    String name,
    ProjectId projectId,
    String flavour,
    String runtime,
    int idleMinutes,
    NotebookState state,
    @Nullable JobId jobId,
    @Nullable Instant stopsAt,
    @Nullable Instant lastActiveAt,
    @Nullable String reason,
    Instant createdAt,
    @Nullable Instant startedAt) {

  static NotebookView of(Notebook it) {
    return new NotebookView(
        it.id(),
        it.name(),
        it.project(),
        it.flavour(),
        it.runtime(),
        Math.toIntExact(it.idle().toMinutes()),
        it.state(),
        it.job(),
        it.stopsAt(),
        it.lastActiveAt(),
        it.reason(),
        it.createdAt(),
        it.startedAt());
  }
}
