package dev.penstock.jobs;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;

/**
 * A job that somebody asks for.
 *
 * @param org whose account pays
 * @param by who asks
 * @param spec what for; its project is named in it
 */
public record Submission(OrgId org, PersonId by, JobSpec spec) {}
