package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import io.fabric8.kubernetes.api.model.APIGroupBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateTerminatedBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An API server that keeps objects and nothing else: no scheduler, controller or kubelet. Tests say
 * what those would have done.
 */
final class MockCluster implements AutoCloseable {
  static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  private final KubernetesMockServer server;
  private final KubernetesClient client;
  private final KubernetesSettings settings;
  private final InstantSource clock;
  private KubernetesEngine engine;

  MockCluster(Path shared, Form form) {
    this(shared, form, settings -> settings, InstantSource.fixed(START.plusSeconds(600)));
  }

  MockCluster(
      Path shared, Form form, UnaryOperator<KubernetesSettings> change, InstantSource clock) {
    Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
    CustomResourceDefinitionContext volcano =
        new CustomResourceDefinitionContext.Builder()
            .withGroup("batch.volcano.sh")
            .withVersion("v1alpha1")
            .withKind("Job")
            .withPlural("jobs")
            .withScope("Namespaced")
            .build();
    server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            responses,
            new OpenLoop(new KubernetesMixedDispatcher(responses, List.of(volcano))),
            false);
    server.init();
    client = another();
    KubernetesSettings plain =
        KubernetesSettings.defaults("k8s", "centre-1", new SharedVolume.Claim(shared, "penstock"))
            .withForm(form);
    settings = change.apply(plain);
    this.clock = clock;
    engine = open();
  }

  private KubernetesEngine open() {
    return new KubernetesEngine(another(), settings, clock);
  }

  /** A client that asks once. */
  KubernetesClient another() {
    return server.createClient(
        builder -> builder.editOrNewConfig().withRequestRetryBackoffLimit(0).endConfig());
  }

  KubernetesEngine engine() {
    return engine;
  }

  KubernetesClient client() {
    return client;
  }

  KubernetesMockServer server() {
    return server;
  }

  KubernetesSettings settings() {
    return settings;
  }

  KubernetesEngine reopened() {
    engine.close();
    engine = open();
    return engine;
  }

  /** The nodes that orders of the tests name. */
  MockCluster withNodes(int count) {
    for (int i = 0; i < count; i++) {
      client.nodes().resource(MockNodes.ready("node-" + i)).create();
    }
    return this;
  }

  void offer(String group) {
    server
        .expect()
        .get()
        .withPath("/apis/" + group)
        .andReturn(200, new APIGroupBuilder().withName(group).build())
        .always();
  }

  String namespace() {
    return "penstock-p-test";
  }

  UUID submit(Orders orders) {
    engine.submit(orders.order());
    return orders.attempt();
  }

  @Nullable ConfigMap record(UUID attempt) {
    return client.configMaps().inNamespace(namespace()).withName(Marks.name(attempt)).get();
  }

  @Nullable GenericKubernetesResource volcanoJob(UUID attempt) {
    return client
        .genericKubernetesResources(VolcanoJobs.CONTEXT)
        .inNamespace(namespace())
        .withName(Marks.name(attempt))
        .get();
  }

  io.fabric8.kubernetes.api.model.batch.v1.@Nullable Job job(UUID attempt) {
    return client.batch().v1().jobs().inNamespace(namespace()).withName(Marks.name(attempt)).get();
  }

  private static PodBuilder pod(UUID attempt, int rank) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(Marks.name(attempt) + "-" + rank)
        .withNamespace("penstock-p-test")
        .addToLabels(Marks.INSTALLATION, "centre-1")
        .addToLabels(Marks.ATTEMPT, attempt.toString())
        .endMetadata()
        .withNewSpec()
        .withNodeName("node-" + rank)
        .addNewContainer()
        .withName("job")
        .withImage("i")
        .endContainer()
        .endSpec();
  }

  /** As the controller makes it and the scheduler binds it. */
  void pending(UUID attempt, int rank, @Nullable String waiting, @Nullable String message) {
    put(
        pod(attempt, rank)
            .withNewStatus()
            .withPhase("Pending")
            .addNewContainerStatus()
            .withName("job")
            .withNewState()
            .withNewWaiting()
            .withReason(waiting)
            .withMessage(message)
            .endWaiting()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build());
  }

  /** As the kubelet tells that the container runs. */
  void running(UUID attempt, int rank, Instant startedAt) {
    put(
        pod(attempt, rank)
            .withNewStatus()
            .withPhase("Running")
            .addNewContainerStatus()
            .withName("job")
            .withNewState()
            .withNewRunning()
            .withStartedAt(startedAt.toString())
            .endRunning()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build());
  }

  /** As the kubelet tells that the container ended. */
  void ended(UUID attempt, int rank, Instant startedAt, Instant finishedAt, int code) {
    ended(attempt, rank, startedAt, finishedAt, code, code == 0 ? "Completed" : "Error", "");
  }

  void ended(
      UUID attempt,
      int rank,
      Instant startedAt,
      Instant finishedAt,
      int code,
      String reason,
      String message) {
    ContainerStateTerminated terminated =
        new ContainerStateTerminatedBuilder()
            .withStartedAt(startedAt.toString())
            .withFinishedAt(finishedAt.toString())
            .withExitCode(code)
            .withReason(reason)
            .withMessage(message)
            .build();
    put(
        pod(attempt, rank)
            .withNewStatus()
            .withPhase(code == 0 ? "Succeeded" : "Failed")
            .addNewContainerStatus()
            .withName("job")
            .withNewState()
            .withTerminated(terminated)
            .endState()
            .endContainerStatus()
            .endStatus()
            .build());
  }

  /** As the kubelet tells that it threw the pod out. */
  void evicted(UUID attempt, int rank) {
    put(
        pod(attempt, rank)
            .withNewStatus()
            .withPhase("Failed")
            .withReason("Evicted")
            .withMessage("The node was low on resource: memory.")
            .endStatus()
            .build());
  }

  private void put(Pod pod) {
    var resource = client.pods().inNamespace(namespace()).resource(pod);
    Pod there = resource.get();
    if (there == null) {
      resource.create();
      return;
    }
    pod.getMetadata().setResourceVersion(null);
    client.pods().inNamespace(namespace()).resource(pod).update();
    client.pods().inNamespace(namespace()).resource(pod).updateStatus();
  }

  void deletePod(UUID attempt, int rank) {
    client
        .pods()
        .inNamespace(namespace())
        .withName(Marks.name(attempt) + "-" + rank)
        .withGracePeriod(0)
        .delete();
  }

  List<Pod> pods(UUID attempt) {
    return client
        .pods()
        .inNamespace(namespace())
        .withLabel(Marks.ATTEMPT, attempt.toString())
        .list()
        .getItems();
  }

  Observation becomes(UUID attempt, Phase phase) {
    Await.until(phase + " of " + attempt, () -> engine.observe(attempt).phase() == phase);
    return engine.observe(attempt);
  }

  static Duration grace() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void close() {
    engine.close();
    client.close();
    server.destroy();
  }
}
