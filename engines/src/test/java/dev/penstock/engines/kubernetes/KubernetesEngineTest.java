package dev.penstock.engines.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of attempts, against an API server whose controllers and nodes the test plays. */
final class KubernetesEngineTest {
  @TempDir private Path shared;
  private MockCluster cluster;

  @BeforeEach
  void open() {
    cluster = new MockCluster(shared, Form.JOB).withNodes(4);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private UUID submitted() {
    return cluster.submit(Orders.cpu().bare().fresh());
  }

  @Test
  void acceptsAnOrderOnce() {
    Orders orders = Orders.cpu().bare().fresh();

    cluster.submit(orders);
    String uid = Objects.requireNonNull(cluster.job(orders.attempt())).getMetadata().getUid();
    cluster.submit(orders);
    cluster.reopened().submit(orders.order());

    assertThat(Objects.requireNonNull(cluster.job(orders.attempt())).getMetadata().getUid())
        .isEqualTo(uid);
    assertThat(cluster.engine().list())
        .extracting(Observation::attempt)
        .containsExactly(orders.attempt());
    assertThat(cluster.engine().observe(orders.attempt()).phase()).isEqualTo(Phase.ACCEPTED);
    assertThat(shared.resolve("penstock-attempts/" + orders.attempt() + "/work")).isDirectory();
  }

  @Test
  void acceptsAllOrdersThatOpenAProjectAtTheSameMoment() throws Exception {
    List<Orders> orders = Stream.generate(() -> Orders.cpu().bare().fresh()).limit(12).toList();

    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<UUID> accepted :
          senders.invokeAll(
              orders.stream().map(it -> (Callable<UUID>) () -> cluster.submit(it)).toList())) {
        accepted.get();
      }
    }

    assertThat(cluster.engine().list())
        .extracting(Observation::attempt)
        .containsExactlyInAnyOrderElementsOf(orders.stream().map(Orders::attempt).toList());
  }

  @Test
  void tellsTheTimesOfTheContainerAndNotWhenItLooked() {
    UUID attempt = submitted();
    List<Observation> told = new CopyOnWriteArrayList<>();
    cluster.engine().subscribe(told::add);

    cluster.running(attempt, 0, MockCluster.START);
    assertThat(cluster.becomes(attempt, Phase.RUNNING).startedAt()).isEqualTo(MockCluster.START);
    cluster.ended(attempt, 0, MockCluster.START, MockCluster.START.plusSeconds(75), 0);
    Observation end = cluster.becomes(attempt, Phase.ENDED);

    assertThat(end.cause()).isEqualTo(Cause.COMPLETED);
    assertThat(end.exitCode()).isZero();
    assertThat(end.startedAt()).isEqualTo(MockCluster.START);
    assertThat(end.endedAt()).isEqualTo(MockCluster.START.plusSeconds(75));
    Await.until("both were told", () -> told.size() == 2);
    assertThat(told).extracting(Observation::phase).containsExactly(Phase.RUNNING, Phase.ENDED);
  }

  @Test
  void keepsTheEndWhenThePodsAreGone() {
    UUID attempt = submitted();
    cluster.ended(attempt, 0, MockCluster.START, MockCluster.START.plusSeconds(75), 3);
    Observation end = cluster.becomes(attempt, Phase.ENDED);

    cluster.deletePod(attempt, 0);
    cluster.client().batch().v1().jobs().inNamespace(cluster.namespace()).delete();

    assertThat(cluster.reopened().observe(attempt)).isEqualTo(end);
    assertThat(end.cause()).isEqualTo(Cause.FAILED);
    assertThat(end.exitCode()).isEqualTo(3);
  }

  @Test
  void tellsByWhatAProgramWasEnded() {
    UUID memory = submitted();
    cluster.ended(
        memory, 0, MockCluster.START, MockCluster.START.plusSeconds(5), 137, "OOMKilled", "");
    UUID wall = submitted();
    cluster.ended(
        wall, 0, MockCluster.START, MockCluster.START.plusSeconds(5), 143, "Error", "WALL_TIME\n");
    UUID log = submitted();
    cluster.ended(
        log, 0, MockCluster.START, MockCluster.START.plusSeconds(5), 143, "Error", "LOG_LIMIT\n");
    UUID evicted = submitted();
    cluster.running(evicted, 0, MockCluster.START);
    cluster.becomes(evicted, Phase.RUNNING);
    cluster.evicted(evicted, 0);

    assertThat(cluster.becomes(memory, Phase.ENDED).cause()).isEqualTo(Cause.MEMORY_LIMIT);
    assertThat(cluster.becomes(wall, Phase.ENDED).cause()).isEqualTo(Cause.WALL_TIME);
    assertThat(cluster.becomes(log, Phase.ENDED).cause()).isEqualTo(Cause.LOG_LIMIT);
    Observation lost = cluster.becomes(evicted, Phase.ENDED);
    assertThat(lost.cause()).isEqualTo(Cause.LOST);
    assertThat(lost.detail()).contains("Evicted").contains("low on resource");
    assertThat(lost.startedAt()).isEqualTo(MockCluster.START);
  }

  @Test
  void callsAPodThatSomebodyElseDeletedLost() {
    UUID attempt = submitted();
    cluster.running(attempt, 0, MockCluster.START);
    cluster.becomes(attempt, Phase.RUNNING);

    cluster.deletePod(attempt, 0);

    Observation end = cluster.becomes(attempt, Phase.ENDED);
    assertThat(end.cause()).isEqualTo(Cause.LOST);
    assertThat(end.startedAt()).isEqualTo(MockCluster.START);
  }

  @Test
  void endsWhatCanNotPullItsImageAndSaysWhy() {
    UUID attempt = submitted();

    cluster.pending(attempt, 0, "ImagePullBackOff", "Back-off pulling image \"i\"");

    Observation end = cluster.becomes(attempt, Phase.ENDED);
    assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(end.startedAt()).isNull();
    assertThat(end.detail()).contains("ImagePullBackOff").contains("Back-off pulling image");
    assertThat(cluster.job(attempt)).isNull();
    assertThat(cluster.pods(attempt)).isEmpty();
  }

  @Test
  void neverStartsWhatWasStoppedBefore() {
    UUID attempt = submitted();

    cluster.engine().stop(attempt, Cause.FUNDS, MockCluster.grace());

    Observation end = cluster.becomes(attempt, Phase.ENDED);
    assertThat(end.cause()).isEqualTo(Cause.FUNDS);
    assertThat(end.startedAt()).isNull();
    assertThat(cluster.job(attempt)).isNull();
  }

  @Test
  void keepsTheFirstCauseOfAStop() {
    UUID attempt = submitted();
    cluster.running(attempt, 0, MockCluster.START);

    cluster.engine().stop(attempt, Cause.DRAIN, MockCluster.grace());
    cluster.engine().stop(attempt, Cause.CANCELLED, Duration.ZERO);

    Observation end = cluster.becomes(attempt, Phase.ENDED);
    assertThat(end.cause()).isEqualTo(Cause.DRAIN);
    assertThat(end.startedAt()).isEqualTo(MockCluster.START);
    assertThat(end.endedAt()).isAfterOrEqualTo(end.startedAt());
    assertThat(cluster.pods(attempt)).isEmpty();
  }

  @Test
  void startsWhatWasAcceptedButNotMadeBecauseItsEngineDied() {
    UUID attempt = submitted();
    ConfigMap accepted =
        new ConfigMapBuilder(cluster.record(attempt))
            .editMetadata()
            .removeFromAnnotations(Marks.LAUNCHED)
            .withResourceVersion(null)
            .withUid(null)
            .endMetadata()
            .build();

    try (MockCluster other = new MockCluster(shared, Form.JOB).withNodes(4)) {
      other.client().configMaps().inNamespace(other.namespace()).resource(accepted).create();
      other.reopened();

      Await.until("the job is made", () -> other.job(attempt) != null);
      assertThat(other.engine().observe(attempt).phase()).isEqualTo(Phase.ACCEPTED);
    }
  }

  @Test
  void neverTouchesWhatIsNotItsOwn() {
    Orders orders = Orders.cpu().bare().fresh();
    cluster
        .client()
        .configMaps()
        .inNamespace(cluster.namespace())
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(Marks.name(orders.attempt()))
                .addToLabels(Marks.INSTALLATION, "centre-2")
                .endMetadata()
                .addToData("a", "b")
                .build())
        .create();

    EngineException refused =
        catchThrowableOfType(EngineException.class, () -> cluster.submit(orders));

    assertThat(refused.blame()).isEqualTo(Blame.PLATFORM);
    assertThat(refused).hasMessageContaining("not of this installation");
    assertThat(Objects.requireNonNull(cluster.record(orders.attempt())).getData())
        .containsEntry("a", "b")
        .hasSize(1);
    assertThat(cluster.engine().list()).isEmpty();
    assertThat(cluster.engine().observe(orders.attempt()).phase()).isEqualTo(Phase.UNKNOWN);
  }

  @Test
  void callsALostServerThePlatformsFaultAndNotAnEnd() {
    UUID attempt = submitted();
    cluster.running(attempt, 0, MockCluster.START);
    cluster.becomes(attempt, Phase.RUNNING);

    cluster.server().shutdown();

    assertThatThrownBy(() -> cluster.engine().observe(attempt))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.blame()).isEqualTo(Blame.PLATFORM));
    assertThatThrownBy(() -> cluster.engine().observe(UUID.randomUUID()))
        .isInstanceOf(EngineException.class);
    assertThatThrownBy(() -> cluster.engine().nodes()).isInstanceOf(EngineException.class);
  }

  @Test
  void forgetsAllOfAnAttempt() throws Exception {
    UUID attempt = submitted();
    assertThatThrownBy(() -> cluster.engine().forget(attempt))
        .hasMessageContaining("has not ended");
    Files.writeString(cluster.engine().folder(attempt).resolve("metrics.jsonl"), "{}");
    cluster.ended(attempt, 0, MockCluster.START, MockCluster.START.plusSeconds(75), 0);
    cluster.becomes(attempt, Phase.ENDED);

    cluster.engine().forget(attempt);
    cluster.engine().forget(attempt);

    assertThat(cluster.engine().observe(attempt).phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(cluster.record(attempt)).isNull();
    assertThat(cluster.job(attempt)).isNull();
    assertThat(cluster.pods(attempt)).isEmpty();
    assertThat(shared.resolve("penstock-attempts/" + attempt)).doesNotExist();
  }

  @Test
  void readsTheLogFromTheSharedVolume() throws Exception {
    UUID attempt = submitted();
    assertThat(cluster.engine().readLog(attempt, 0, 10).bytes()).isEmpty();
    Files.writeString(
        shared.resolve("penstock-attempts/" + attempt + "/log/rank-0.log"), "hello world");

    assertThat(cluster.engine().readLog(attempt, 6, 3).bytes()).asString().isEqualTo("wor");
    assertThat(cluster.engine().readLog(attempt, 6, 3).nextOffset()).isEqualTo(9);
    assertThat(cluster.engine().readLog(attempt, 100, 3).bytes()).isEmpty();
  }
}
