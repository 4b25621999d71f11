package dev.penstock.datasets;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProjectId;

/** A dataset as somebody asks for it. */
public record NewDataset(
    OrgId org, ProjectId project, String name, String description, PersonId by) {}
