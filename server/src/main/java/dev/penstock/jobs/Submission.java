package dev.penstock.jobs;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that somebody asks for.
 *
 * @param org whose account pays
 * @param by who asks
 * @param spec what for; its project is named in it
 * @param folder one of the {@link KeptFolders}, which the job sees at {@link KeptFolders#SEEN_AT}
 *     and may write to; a notebook has one, other jobs have none
 */
public record Submission(OrgId org, PersonId by, JobSpec spec, @Nullable UUID folder) {
  /** A job without a folder of its own. */
  public Submission(OrgId org, PersonId by, JobSpec spec) {
    this(org, by, spec, null);
  }
}
