package dev.penstock.datasets;

import static dev.penstock.storage.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.Problem;
import dev.penstock.shared.ProjectId;
import dev.penstock.storage.Blobs;
import dev.penstock.storage.FileEntry;
import dev.penstock.storage.Trees;
import dev.penstock.storage.Uploads;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class DatasetsTest {
  @Autowired private Datasets datasets;
  @Autowired private Uploads uploads;
  @Autowired private Trees trees;
  @Autowired private Access access;

  private final OrgId org = OrgId.next();
  private final ProjectId project = ProjectId.next();
  private final PersonId person = PersonId.next();
  private final JobId job = JobId.next();

  @Test
  void numbersVersionsFromOne() {
    Dataset dataset = create("digits");
    assertThat(dataset.latestVersion()).isNull();
    assertThat(add(dataset, "first").version()).isEqualTo(1);
    assertThat(add(dataset, "second").version()).isEqualTo(2);
    assertThat(datasets.find(org, dataset.id()).latestVersion()).isEqualTo(2);
    assertThat(datasets.versions(org, dataset.id(), new ListQuery(null, null, 10, null)).items())
        .extracting(DatasetVersion::toString)
        .containsExactly("digits@2", "digits@1");
  }

  @Test
  void makesNoNewVersionOfTheSameFiles() {
    Dataset dataset = create("digits");
    DatasetVersion first = add(dataset, "same");
    assertThat(add(dataset, "same")).isEqualTo(first);
    add(dataset, "other");
    assertThat(add(dataset, "same").version()).isEqualTo(3);
    datasets.deleteVersion(org, dataset.id(), 1);
    assertThat(trees.find(org, first.tree())).as("version 3 has it still").isPresent();
  }

  @Test
  void numbersVersionsOneByOneWhenManyAreMadeAtOnce() throws Exception {
    Dataset dataset = create("digits");
    AtomicInteger text = new AtomicInteger();
    Callable<DatasetVersion> one = () -> add(dataset, "text " + text.incrementAndGet());
    Set<Integer> numbers = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<DatasetVersion> each : threads.invokeAll(Collections.nCopies(12, one))) {
        numbers.add(each.get().version());
      }
    }
    assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void refusesANameThatIsUsedUntilItIsFree() {
    Dataset dataset = create("digits");
    Problem problem = refusal(() -> create("digits"));
    assertThat(problem.type()).isEqualTo("conflict");
    assertThat(problem.field()).isEqualTo("name");
    assertThat(problem.value()).isEqualTo("digits");
    datasets.create(new NewDataset(org, ProjectId.next(), "digits", "", person));
    datasets.create(new NewDataset(OrgId.next(), project, "digits", "", person));
    datasets.delete(org, dataset.id());
    assertThat(create("digits").id()).isNotEqualTo(dataset.id());
  }

  @Test
  void resolvesTheLatestOrTheNumberThatIsAskedFor() {
    Dataset dataset = create("digits");
    DatasetVersion first = add(dataset, "first");
    DatasetVersion second = add(dataset, "second");
    assertThat(datasets.resolve(org, project, "digits")).isEqualTo(second);
    assertThat(datasets.resolve(org, project, "digits@1")).isEqualTo(first);
    datasets.deleteVersion(org, dataset.id(), 2);
    assertThat(datasets.resolve(org, project, "digits")).isEqualTo(first);
    assertThat(add(dataset, "third").version()).as("a number is never given again").isEqualTo(3);
  }

  @Test
  void tellsWhatThereIsWhenThereIsNoSuchDataset() {
    create("digits");
    create("digits-test");
    Problem unknown = refusal(() -> datasets.resolve(org, project, "digit@1"));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.field()).isEqualTo("dataset");
    assertThat(unknown.value()).isEqualTo("digit@1");
    assertThat(unknown.hint()).isEqualTo("did you mean one of: digits, digits-test");
    assertThat(refusal(() -> datasets.resolve(org, project, "digits")).hint())
        .contains("no version yet");
    assertThat(refusal(() -> datasets.resolve(org, project, "digits@latest")).type())
        .isEqualTo("invalid-value");
    Dataset dataset =
        datasets.list(org, project, new ListQuery(null, null, 1, null)).items().getFirst();
    add(dataset, "x");
    assertThat(refusal(() -> datasets.version(org, dataset.id(), 7)).hint())
        .contains("latest version is 1");
  }

  @Test
  void hidesADatasetFromEveryOtherOrganisation() {
    Dataset dataset = create("digits");
    add(dataset, "secret");
    OrgId other = OrgId.next();
    assertThat(refusal(() -> datasets.find(other, dataset.id())).status()).isEqualTo(404);
    assertThat(refusal(() -> datasets.version(other, dataset.id(), 1)).status()).isEqualTo(404);
    assertThat(refusal(() -> datasets.delete(other, dataset.id())).status()).isEqualTo(404);
    assertThat(refusal(() -> datasets.resolve(other, project, "digits")).hint())
        .isEqualTo("there is none yet");
    assertThat(datasets.list(other, null, new ListQuery(null, null, 10, null)).items()).isEmpty();
  }

  @Test
  void refusesToDeleteWhatAJobUsesAndNamesTheJob() {
    Dataset dataset = create("digits");
    DatasetVersion first = add(dataset, "first");
    add(dataset, "second");
    access.runAsTenant(org, () -> datasets.use(first, job));
    access.runAsSystem(() -> datasets.use(first, job));

    Problem version = refusal(() -> datasets.deleteVersion(org, dataset.id(), 1));
    assertThat(version.status()).isEqualTo(409);
    assertThat(version.value()).isEqualTo("digits@1");
    assertThat(version.detail()).contains(job.toString());
    assertThat(refusal(() -> datasets.delete(org, dataset.id())).detail()).contains(job.toString());
    datasets.deleteVersion(org, dataset.id(), 2);

    access.runAsTenant(org, () -> datasets.unuse(job));
    datasets.delete(org, dataset.id());
    assertThat(refusal(() -> datasets.find(org, dataset.id())).status()).isEqualTo(404);
  }

  @Test
  void letsNoOtherOrganisationEndAUse() {
    Dataset dataset = create("digits");
    DatasetVersion version = add(dataset, "x");
    access.runAsTenant(org, () -> datasets.use(version, job));
    access.runAsTenant(OrgId.next(), () -> datasets.unuse(job));
    assertThat(refusal(() -> datasets.delete(org, dataset.id())).status()).isEqualTo(409);
  }

  @Test
  void refusesToUseWhatIsDeleted() {
    Dataset dataset = create("digits");
    DatasetVersion version = add(dataset, "x");
    datasets.delete(org, dataset.id());
    assertThat(refusal(() -> access.runAsTenant(org, () -> datasets.use(version, job))).status())
        .isEqualTo(404);
  }

  /** Whichever comes first wins; never is a version both used and deleted. */
  @Test
  void neverDeletesWhatIsTakenIntoUseAtTheSameTime() throws Exception {
    for (int round = 0; round < 10; round++) {
      Dataset dataset = create("race-" + round);
      DatasetVersion version = add(dataset, "text");
      Callable<Boolean> use =
          () -> succeeds(() -> access.runAsTenant(org, () -> datasets.use(version, job)));
      Callable<Boolean> delete = () -> succeeds(() -> datasets.delete(org, dataset.id()));
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        List<Future<Boolean>> both = threads.invokeAll(List.of(use, delete));
        assertThat(both.get(0).get()).isNotEqualTo(both.get(1).get());
      }
    }
  }

  @Test
  void removesTheFilesOfADeletedDatasetUnlessAnotherHasThem() {
    Dataset one = create("one");
    Dataset two = create("two");
    FileEntry file = Blobs.upload(uploads, org, "f", "in both");
    DatasetVersion version = datasets.addVersion(org, one.id(), List.of(file), person).version();
    datasets.addVersion(org, two.id(), List.of(file), person);
    datasets.delete(org, one.id());
    assertThat(trees.find(org, version.tree())).isPresent();
    datasets.delete(org, two.id());
    assertThat(trees.find(org, version.tree())).isEmpty();
    assertThat(uploads.find(org, file.sha256())).isEmpty();
  }

  @Test
  void makesNothingOfAVersionThatIsRefused() {
    Dataset dataset = create("digits");
    FileEntry fine = Blobs.upload(uploads, org, "fine", "fine");
    assertThat(refusal(() -> datasets.addVersion(org, dataset.id(), List.of(), person)).field())
        .isEqualTo("files");
    List<FileEntry> bad = List.of(fine, new FileEntry("../up", fine.sha256(), fine.size()));
    assertThat(refusal(() -> datasets.addVersion(org, dataset.id(), bad, person)).field())
        .isEqualTo("files[1].path");
    assertThat(datasets.find(org, dataset.id()).latestVersion()).isNull();
    assertThat(datasets.addVersion(org, dataset.id(), List.of(fine), person).version().version())
        .isEqualTo(1);
  }

  @Test
  void refusesNamesAndDescriptionsThatCanNotBe() {
    assertThat(refusal(() -> create("Digits!")).field()).isEqualTo("name");
    String description = "x".repeat(2001);
    assertThat(
            refusal(() -> datasets.create(new NewDataset(org, project, "a", description, person)))
                .field())
        .isEqualTo("description");
  }

  @Test
  void pagesThroughItsLists() {
    for (int i = 0; i < 5; i++) {
      create("d" + i);
    }
    Page<Dataset> first = datasets.list(org, null, new ListQuery(null, null, 3, null));
    Page<Dataset> second = datasets.list(org, null, new ListQuery(null, null, 3, first.next()));
    assertThat(first.items()).extracting(Dataset::name).containsExactly("d4", "d3", "d2");
    assertThat(second.items()).extracting(Dataset::name).containsExactly("d1", "d0");
    assertThat(second.next()).isNull();
    assertThat(refusal(() -> datasets.list(org, null, new ListQuery(null, null, 3, "x"))).field())
        .isEqualTo("cursor");
    assertThat(
            refusal(() -> datasets.list(org, null, new ListQuery(null, null, 501, null))).field())
        .isEqualTo("limit");
  }

  private Dataset create(String name) {
    return datasets.create(new NewDataset(org, project, name, "", person));
  }

  private DatasetVersion add(Dataset dataset, String text) {
    return datasets
        .addVersion(org, dataset.id(), List.of(Blobs.upload(uploads, org, "f.txt", text)), person)
        .version();
  }

  private static boolean succeeds(Runnable work) {
    try {
      work.run();
      return true;
    } catch (dev.penstock.shared.ProblemException refused) {
      return false;
    }
  }
}
