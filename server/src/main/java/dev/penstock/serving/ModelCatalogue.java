package dev.penstock.serving;

import dev.penstock.models.ModelVersion;
import dev.penstock.models.Models;
import dev.penstock.shared.OrgId;
import dev.penstock.tenancy.Project;
import dev.penstock.tenancy.Projects;
import org.jspecify.annotations.Nullable;

/** What there is to serve: the models of the organisation's projects. */
final class ModelCatalogue implements Catalogue {
  private final Projects projects;
  private final Models models;

  ModelCatalogue(Projects projects, Models models) {
    this.projects = projects;
    this.models = models;
  }

  @Override
  public Entry find(OrgId org, @Nullable String project, String model) {
    Project found = project == null ? projects.defaultOf(org) : projects.byName(org, project);
    ModelVersion version = models.resolve(org, found.id(), model);
    return new Entry(found.id(), found.name(), version.name(), version.version());
  }
}
