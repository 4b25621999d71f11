package dev.penstock.jobs;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;

/** A job has changed its state. It only wakes: what holds is in the database. */
public record JobChanged(JobId job, OrgId org, JobState state) {}
