package dev.penstock.models;

import static dev.penstock.storage.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.penstock.ServerTest;
import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.Problem;
import dev.penstock.shared.ProjectId;
import dev.penstock.storage.Blobs;
import dev.penstock.storage.Trees;
import dev.penstock.storage.Uploads;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class ModelsTest {
  private static final String CODE = "c".repeat(64);

  @Autowired private Models models;
  @Autowired private Uploads uploads;
  @Autowired private Trees trees;
  @Autowired private Access access;

  private final OrgId org = OrgId.next();
  private final ProjectId project = ProjectId.next();
  private final PersonId person = PersonId.next();

  @Test
  void keepsTheLineageOfAVersion() {
    JobId job = JobId.next();
    List<DatasetVersionRef> datasets = List.of(new DatasetVersionRef(Ids.next(), "digits", 3));
    Map<String, Double> metrics = Map.of("accuracy", 0.97, "loss", Double.NaN, "steps", 1e6);
    ModelVersion made =
        models.register(
            new Registration(
                org,
                project,
                "digits",
                tree("weights"),
                job,
                "model",
                CODE,
                datasets,
                metrics,
                person));

    ModelVersion read = models.version(org, made.model(), 1);
    assertThat(read).isEqualTo(made).hasToString("digits@1");
    assertThat(read.job()).isEqualTo(job);
    assertThat(read.output()).isEqualTo("model");
    assertThat(read.codeHash()).isEqualTo(CODE);
    assertThat(read.datasets()).isEqualTo(datasets);
    assertThat(read.metrics()).isEqualTo(metrics);
    assertThat(read.by()).isEqualTo(person);
    assertThat(read.files()).isEqualTo(1);
    assertThat(read.bytes()).isEqualTo("weights".length());
  }

  @Test
  void registersAnOutputOnceHoweverOftenAndAtOnce() throws Exception {
    Registration registration = registration("digits", JobId.next(), "model", tree("weights"));
    Callable<ModelVersion> register = () -> models.register(registration);
    ModelVersion first = models.register(registration);
    Registration racing = registration("other", JobId.next(), "model", tree("weights"));
    Callable<ModelVersion> race = () -> models.register(racing);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<ModelVersion> each : threads.invokeAll(Collections.nCopies(6, register))) {
        assertThat(each.get()).isEqualTo(first);
      }
      assertThat(
              threads.invokeAll(Collections.nCopies(6, race)).stream()
                  .map(ModelsTest::get)
                  .distinct())
          .hasSize(1);
    }
    assertThat(models.versions(org, first.model(), new ListQuery(null, null, 10, null)).items())
        .containsExactly(first);
  }

  @Test
  void numbersTheVersionsOfAModel() {
    String tree = tree("weights");
    JobId job = JobId.next();
    assertThat(models.register(registration("digits", job, "a", tree)).version()).isEqualTo(1);
    assertThat(models.register(registration("digits", job, "b", tree)).version()).isEqualTo(2);
    assertThat(models.register(registration("digits", JobId.next(), "a", tree)).version())
        .isEqualTo(3);
    assertThat(models.register(registration("poems", JobId.next(), "a", tree)).version())
        .isEqualTo(1);
    assertThat(models.list(org, project, new ListQuery(null, null, 10, null)).items())
        .extracting(Model::name, Model::latestVersion)
        .containsExactly(tuple("poems", 1), tuple("digits", 3));
  }

  @Test
  void resolvesTheLatestOrTheNumberThatIsAskedFor() {
    ModelVersion first = register("digits");
    ModelVersion second = register("digits");
    assertThat(models.resolve(org, project, "digits")).isEqualTo(second);
    assertThat(models.resolve(org, project, "digits@1")).isEqualTo(first);
    Problem unknown = refusal(() -> models.resolve(org, project, "digitz"));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.field()).isEqualTo("model");
    assertThat(unknown.hint()).contains("digits");
    assertThat(refusal(() -> models.resolve(org, project, "digits@9")).hint())
        .contains("latest version is 2");
  }

  @Test
  void refusesToDeleteWhatAJobServes() {
    ModelVersion version = register("digits");
    JobId replica = JobId.next();
    access.runAsSystem(() -> models.use(version, replica));
    access.runAsTenant(org, () -> models.use(version, replica));
    Problem problem = refusal(() -> models.deleteVersion(org, version.model(), 1));
    assertThat(problem.status()).isEqualTo(409);
    assertThat(problem.detail()).contains(replica.toString());

    access.runAsTenant(org, () -> models.unuse(replica));
    models.deleteVersion(org, version.model(), 1);
    assertThat(refusal(() -> models.version(org, version.model(), 1)).status()).isEqualTo(404);
    assertThat(refusal(() -> models.resolve(org, project, "digits")).status()).isEqualTo(404);
    assertThat(refusal(() -> access.runAsTenant(org, () -> models.use(version, replica))).status())
        .isEqualTo(404);
    assertThat(register("digits").version()).as("a number is never given again").isEqualTo(2);
  }

  @Test
  void keepsTheFilesAsLongAsTheVersion() {
    String tree =
        trees
            .save(org, List.of(Blobs.upload(uploads, org, "m", "weights")), "the job's output")
            .hash();
    ModelVersion version = models.register(registration("digits", JobId.next(), "model", tree));
    trees.release(org, tree, "the job's output");
    assertThat(trees.find(org, tree)).isPresent();
    models.deleteVersion(org, version.model(), 1);
    assertThat(trees.find(org, tree)).isEmpty();
  }

  @Test
  void hidesAModelFromEveryOtherOrganisation() {
    ModelVersion version = register("digits");
    OrgId other = OrgId.next();
    assertThat(refusal(() -> models.find(other, version.model())).status()).isEqualTo(404);
    assertThat(refusal(() -> models.version(other, version.model(), 1)).status()).isEqualTo(404);
    assertThat(refusal(() -> models.deleteVersion(other, version.model(), 1)).status())
        .isEqualTo(404);
    assertThat(models.list(other, null, new ListQuery(null, null, 10, null)).items()).isEmpty();
  }

  @Test
  void refusesWhatCanNotBeAModel() {
    assertThat(
            refusal(
                    () ->
                        models.register(
                            registration("Digits", JobId.next(), "model", tree("weights"))))
                .field())
        .isEqualTo("model");
    String none = "0".repeat(64);
    assertThat(
            refusal(() -> models.register(registration("digits", JobId.next(), "model", none)))
                .field())
        .isEqualTo("tree");
    assertThat(models.list(org, null, new ListQuery(null, null, 10, null)).items())
        .as("no model half made")
        .isEmpty();
  }

  private ModelVersion register(String name) {
    return models.register(registration(name, JobId.next(), "model", tree("weights")));
  }

  private Registration registration(String name, JobId job, String output, String tree) {
    return new Registration(
        org, project, name, tree, job, output, null, List.of(), Map.of(), person);
  }

  private String tree(String text) {
    return trees.save(org, List.of(Blobs.upload(uploads, org, "model.onnx", text))).hash();
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
