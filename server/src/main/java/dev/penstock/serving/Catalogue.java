package dev.penstock.serving;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import org.jspecify.annotations.Nullable;

/** Knows what there is to serve. */
@FunctionalInterface
interface Catalogue {
  /**
   * A version of a model.
   *
   * @param project the project that it is in
   * @param projectName that project's name
   * @param model the model's name
   * @param version its number
   */
  record Entry(ProjectId project, String projectName, String model, int version) {}

  /**
   * What a reference such as {@code digits} or {@code digits@1} stands for now.
   *
   * @param project the project's name; the default project where null
   * @throws dev.penstock.shared.ProblemException when there is no such project or model
   */
  Entry find(OrgId org, @Nullable String project, String model);
}
