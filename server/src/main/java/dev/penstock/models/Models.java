package dev.penstock.models;

import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Names;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import dev.penstock.shared.ProjectId;
import dev.penstock.shared.VersionRef;
import dev.penstock.storage.Tree;
import dev.penstock.storage.Trees;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * The models of each organisation. A version never changes, and can't be deleted as long as a job
 * uses it; an endpoint uses it by the jobs that serve it. Every method joins the open transaction.
 */
@Service
public final class Models {
  private final ModelRows rows;
  private final Trees trees;
  private final Access access;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Models(
      JdbcClient jdbc,
      JsonMapper json,
      Trees trees,
      Access access,
      ApplicationEventPublisher events,
      Clock clock) {
    this.rows = new ModelRows(jdbc, json);
    this.trees = trees;
    this.access = access;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Makes a job's output the next version of a model. The same output of the same job makes one
   * version, however often it is registered.
   *
   * @throws dev.penstock.shared.ProblemException when the name can't be, or there is no such tree
   */
  public ModelVersion register(Registration registration) {
    Names.check("model", registration.name());
    OrgId org = registration.org();
    return access.tenant(
        org,
        () -> {
          // the model's row is the lock under which the second of two equal registrations waits
          UUID model =
              rows.lockOrAdd(
                  Ids.next(), org, registration.project(), registration.name(), clock.instant());
          return rows.ofOutput(org, registration.job(), registration.output())
              .orElseGet(() -> add(model, registration));
        });
  }

  private ModelVersion add(UUID model, Registration registration) {
    OrgId org = registration.org();
    UUID id = Ids.next();
    trees.hold(org, registration.tree(), holder(id));
    Tree tree = trees.find(org, registration.tree()).orElseThrow();
    int number = rows.nextNumber(org, model);
    rows.addVersion(id, model, number, registration, tree, clock.instant());
    changed(org, model);
    return version(org, model, number);
  }

  /**
   * The model.
   *
   * @throws dev.penstock.shared.ProblemException when there is none
   */
  public Model find(OrgId org, UUID id) {
    return access.tenant(org, () -> rows.find(org, id).orElseThrow(() -> noSuchModel(id)));
  }

  /**
   * The organisation's models, newest first unless asked otherwise.
   *
   * @param project of this project only, where not null
   */
  public Page<Model> list(OrgId org, @Nullable ProjectId project, ListQuery query) {
    return access.tenant(org, () -> rows.list(org, project, query));
  }

  /**
   * One version of the model.
   *
   * @throws dev.penstock.shared.ProblemException when there is none
   */
  public ModelVersion version(OrgId org, UUID id, int number) {
    return access.tenant(
        org,
        () -> {
          Model model = find(org, id);
          return rows.version(org, id, number).orElseThrow(() -> noSuchVersion(model, number));
        });
  }

  /** The model's versions, newest first unless asked otherwise. */
  public Page<ModelVersion> versions(OrgId org, UUID id, ListQuery query) {
    return access.tenant(
        org,
        () -> {
          find(org, id);
          return rows.versions(org, id, query);
        });
  }

  /**
   * Deletes a version, and its files where nothing else has them.
   *
   * @throws dev.penstock.shared.ProblemException when there is none, or jobs use it (409)
   */
  public ModelVersion deleteVersion(OrgId org, UUID id, int number) {
    return access.tenant(
        org,
        () -> {
          if (!rows.lock(org, id)) {
            throw noSuchModel(id);
          }
          ModelVersion version = version(org, id, number);
          requireUnused(org, version);
          rows.deleteVersion(org, version.id(), clock.instant());
          changed(org, id);
          trees.release(org, version.tree(), holder(version.id()));
          return version;
        });
  }

  /**
   * What a reference such as {@code digits} or {@code digits@3} stands for now.
   *
   * @throws dev.penstock.shared.ProblemException when it stands for nothing; the hint tells what
   *     there is
   */
  public ModelVersion resolve(OrgId org, ProjectId project, String ref) {
    VersionRef asked = VersionRef.parse("model", ref);
    return access.tenant(
        org,
        () -> {
          Model model =
              rows.byName(org, project, asked.name())
                  .orElseThrow(
                      () ->
                          Problems.notFound(
                              "model", ref, Names.hint(asked.name(), rows.names(org, project))));
          Integer number = asked.version() == null ? model.latestVersion() : asked.version();
          if (number == null) {
            throw Problems.notFound("model", ref, "all its versions are deleted: train another");
          }
          return rows.version(org, model.id(), number)
              .orElseThrow(() -> noSuchVersion(model, number));
        });
  }

  /**
   * Notes that the job uses the version, which then can't be deleted. Needs an open transaction;
   * noting it twice is noting it once.
   *
   * @throws dev.penstock.shared.ProblemException when the version has been deleted meanwhile
   */
  public void use(ModelVersion version, JobId job) {
    if (!rows.addUse(version, job)) {
      throw Problems.notFound("model", version.toString(), "it was just deleted: name another");
    }
  }

  /** Ends all uses of the job. Needs an open transaction; a job without a use is no error. */
  public void unuse(JobId job) {
    rows.removeUses(job);
  }

  private void changed(OrgId org, UUID model) {
    access.afterCommit(() -> events.publishEvent(new ModelChanged(model, org)));
  }

  private void requireUnused(OrgId org, ModelVersion version) {
    List<JobId> users = rows.users(org, version.id());
    if (!users.isEmpty()) {
      throw Problems.conflict(
          "model",
          version.toString(),
          "it is used by "
              + users.stream().map(job -> "job " + job).collect(Collectors.joining(", ")),
          "wait until they end, cancel them, or delete their endpoint");
    }
  }

  private static RuntimeException noSuchModel(UUID id) {
    return Problems.notFound("model", id.toString());
  }

  private static RuntimeException noSuchVersion(Model model, int number) {
    return Problems.notFound(
        "model",
        model.name() + "@" + number,
        model.latestVersion() == null
            ? "all its versions are deleted: train another"
            : "its latest version is " + model.latestVersion());
  }

  private static String holder(UUID version) {
    return "model version " + version;
  }
}
