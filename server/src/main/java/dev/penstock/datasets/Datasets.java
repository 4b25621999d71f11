package dev.penstock.datasets;

import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Names;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.Problems;
import dev.penstock.shared.ProjectId;
import dev.penstock.shared.VersionRef;
import dev.penstock.storage.FileEntry;
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

/**
 * The datasets of each organisation. A version never changes, and can't be deleted as long as a job
 * uses it. Every method joins the open transaction.
 */
@Service
public final class Datasets {
  private static final int LONGEST_DESCRIPTION = 2000;

  private final DatasetRows rows;
  private final Trees trees;
  private final Access access;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Datasets(
      JdbcClient jdbc, Trees trees, Access access, ApplicationEventPublisher events, Clock clock) {
    this.rows = new DatasetRows(jdbc);
    this.trees = trees;
    this.access = access;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Makes a dataset without a version.
   *
   * @throws dev.penstock.shared.ProblemException when the name is not possible, or is used in the
   *     project
   */
  public Dataset create(NewDataset dataset) {
    Names.check("name", dataset.name());
    if (dataset.description().length() > LONGEST_DESCRIPTION) {
      throw Problems.invalid(
          "description",
          dataset.description(),
          "give at most %d characters".formatted(LONGEST_DESCRIPTION));
    }
    return access.tenant(
        dataset.org(),
        () -> {
          UUID id = Ids.next();
          if (!rows.add(id, dataset, clock.instant())) {
            throw Problems.conflict(
                "name",
                dataset.name(),
                "the project has a dataset of this name",
                "add a version to it, or choose another name");
          }
          changed(dataset.org(), id);
          return find(dataset.org(), id);
        });
  }

  /**
   * The dataset.
   *
   * @throws dev.penstock.shared.ProblemException when there is none
   */
  public Dataset find(OrgId org, UUID id) {
    return access.tenant(
        org, () -> rows.find(org, id).orElseThrow(() -> noSuchDataset(id.toString())));
  }

  /**
   * The organisation's datasets, newest first unless asked otherwise.
   *
   * @param project of this project only, where not null
   */
  public Page<Dataset> list(OrgId org, @Nullable ProjectId project, ListQuery query) {
    return access.tenant(org, () -> rows.list(org, project, query));
  }

  /**
   * Makes the next version of these uploaded files. The same files as in the latest version make no
   * new one: that is returned.
   *
   * @throws dev.penstock.shared.ProblemException when there is no such dataset, no file, a path
   *     that can't be, or a file whose content is not uploaded
   */
  public AddedVersion addVersion(OrgId org, UUID id, List<FileEntry> files, PersonId by) {
    if (files.isEmpty()) {
      throw Problems.invalid("files", "[]", "give at least one file");
    }
    return access.tenant(
        org,
        () -> {
          int number = lock(org, id) + 1;
          Tree tree = trees.save(org, files, holder(id, number));
          for (DatasetVersion latest : rows.versions(org, id, number, 1)) {
            if (latest.tree().equals(tree.hash())) {
              trees.release(org, tree.hash(), holder(id, number));
              return new AddedVersion(latest, false);
            }
          }
          rows.addVersion(org, id, number, tree, by, clock.instant());
          changed(org, id);
          return new AddedVersion(version(org, id, number), true);
        });
  }

  /**
   * One version of the dataset.
   *
   * @throws dev.penstock.shared.ProblemException when there is none
   */
  public DatasetVersion version(OrgId org, UUID id, int number) {
    return access.tenant(
        org,
        () -> {
          Dataset dataset = find(org, id);
          return rows.version(org, id, number).orElseThrow(() -> noSuchVersion(dataset, number));
        });
  }

  /** The dataset's versions, newest first unless asked otherwise. */
  public Page<DatasetVersion> versions(OrgId org, UUID id, ListQuery query) {
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
  public DatasetVersion deleteVersion(OrgId org, UUID id, int number) {
    return access.tenant(
        org,
        () -> {
          lock(org, id);
          DatasetVersion version = version(org, id, number);
          requireUnused(org, id, number, version.toString());
          delete(org, version);
          changed(org, id);
          return version;
        });
  }

  /**
   * Deletes the dataset with all its versions; its name is free again.
   *
   * @throws dev.penstock.shared.ProblemException when there is none, or jobs use a version (409)
   */
  public Dataset delete(OrgId org, UUID id) {
    return access.tenant(
        org,
        () -> {
          lock(org, id);
          Dataset dataset = find(org, id);
          requireUnused(org, id, null, dataset.name());
          rows.versions(org, id, Integer.MAX_VALUE, Integer.MAX_VALUE)
              .forEach(version -> delete(org, version));
          rows.delete(org, id, clock.instant());
          changed(org, id);
          return dataset;
        });
  }

  private void changed(OrgId org, UUID id) {
    access.afterCommit(() -> events.publishEvent(new DatasetChanged(id, org)));
  }

  private void delete(OrgId org, DatasetVersion version) {
    rows.deleteVersion(org, version.dataset(), version.version(), clock.instant());
    trees.release(org, version.tree(), holder(version.dataset(), version.version()));
  }

  /**
   * What a reference such as {@code digits} or {@code digits@3} stands for now.
   *
   * @throws dev.penstock.shared.ProblemException when it stands for nothing; the hint tells what
   *     there is
   */
  public DatasetVersion resolve(OrgId org, ProjectId project, String ref) {
    VersionRef asked = VersionRef.parse("dataset", ref);
    return access.tenant(
        org,
        () -> {
          Dataset dataset =
              rows.byName(org, project, asked.name())
                  .orElseThrow(
                      () ->
                          Problems.notFound(
                              "dataset", ref, Names.hint(asked.name(), rows.names(org, project))));
          Integer number = asked.version() == null ? dataset.latestVersion() : asked.version();
          if (number == null) {
            throw Problems.notFound(
                "dataset", ref, "the dataset has no version yet: upload its files first");
          }
          return rows.version(org, dataset.id(), number)
              .orElseThrow(() -> noSuchVersion(dataset, number));
        });
  }

  /**
   * Notes that the job uses the version, which then can't be deleted. Needs an open transaction;
   * noting it twice is noting it once.
   *
   * @throws dev.penstock.shared.ProblemException when the version has been deleted meanwhile
   */
  public void use(DatasetVersion version, JobId job) {
    if (!rows.addUse(version.dataset(), version.version(), job)) {
      throw Problems.notFound("dataset", version.toString(), "it was just deleted: name another");
    }
  }

  /** Ends all uses of the job. Needs an open transaction; a job without a use is no error. */
  public void unuse(JobId job) {
    rows.removeUses(job);
  }

  private int lock(OrgId org, UUID id) {
    return rows.lock(org, id).orElseThrow(() -> noSuchDataset(id.toString()));
  }

  private void requireUnused(OrgId org, UUID id, @Nullable Integer number, String name) {
    List<JobId> users = rows.users(org, id, number);
    if (!users.isEmpty()) {
      throw Problems.conflict(
          "dataset",
          name,
          "it is used by "
              + users.stream().map(job -> "job " + job).collect(Collectors.joining(", ")),
          "wait until they end, or cancel them");
    }
  }

  private static RuntimeException noSuchDataset(String id) {
    return Problems.notFound("dataset", id);
  }

  private static RuntimeException noSuchVersion(Dataset dataset, int number) {
    return Problems.notFound(
        "dataset",
        dataset.name() + "@" + number,
        dataset.latestVersion() == null
            ? "the dataset has no version yet: upload its files first"
            : "its latest version is " + dataset.latestVersion());
  }

  private static String holder(UUID dataset, int version) {
    return "dataset %s@%d".formatted(dataset, version);
  }
}
