package dev.penstock.engines.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies of this installation's objects that the cluster keeps up to date. They are believed only
 * while all of them are connected.
 */
final class Caches implements AutoCloseable {
  private static final String BY_ATTEMPT = "attempt";

  private final List<SharedIndexInformer<?>> informers = new CopyOnWriteArrayList<>();
  private final SharedIndexInformer<ConfigMap> records;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<Job> jobs;
  private final SharedIndexInformer<Deployment> deployments;
  private final KubernetesClient client;
  private final KubernetesSettings settings;
  private final Consumer<UUID> changed;
  private @Nullable SharedIndexInformer<GenericKubernetesResource> volcano;

  /**
   * @param changed told the attempt of each object that changed
   * @param vanished told each pod that is no more, as it was last seen
   */
  Caches(
      KubernetesClient client,
      KubernetesSettings settings,
      Consumer<UUID> changed,
      Consumer<Pod> vanished) {
    this.client = client;
    this.settings = settings;
    this.changed = changed;
    String ours = settings.installation();
    records =
        watch(
            client
                .configMaps()
                .inAnyNamespace()
                .withLabel(Marks.INSTALLATION, ours)
                .withLabel(Marks.ROLE, Marks.RECORD),
            record -> {});
    pods = watch(client.pods().inAnyNamespace().withLabel(Marks.INSTALLATION, ours), vanished);
    jobs =
        watch(
            client.batch().v1().jobs().inAnyNamespace().withLabel(Marks.INSTALLATION, ours),
            job -> {});
    deployments =
        watch(
            client.apps().deployments().inAnyNamespace().withLabel(Marks.INSTALLATION, ours),
            deployment -> {});
  }

  /** Begins to follow the cluster; changes are told from now on. */
  void start() {
    List.of(records, pods, jobs, deployments).forEach(SharedIndexInformer::start);
  }

  /** Begins to follow Volcano's jobs, once it is known that the cluster has them. */
  synchronized void followVolcano() {
    if (volcano == null) {
      volcano =
          watch(
              client
                  .genericKubernetesResources(VolcanoJobs.CONTEXT)
                  .inAnyNamespace()
                  .withLabel(Marks.INSTALLATION, settings.installation()),
              job -> {});
      volcano.start();
    }
  }

  private <T extends HasMetadata> SharedIndexInformer<T> watch(
      Informable<T> objects, Consumer<T> vanished) {
    SharedIndexInformer<T> informer = objects.runnableInformer(settings.resync().toMillis());
    informer.addIndexers(Map.of(BY_ATTEMPT, object -> attempt(object).stream().toList()));
    informer.addEventHandler(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(T object) {
            tell(object);
          }

          @Override
          public void onUpdate(T before, T object) {
            tell(object);
          }

          @Override
          public void onDelete(T object, boolean unseen) {
            vanished.accept(object);
            tell(object);
          }
        });
    // a server that does not answer is asked again for as long as it takes
    informer.exceptionHandler((started, problem) -> true);
    informers.add(informer);
    return informer;
  }

  private void tell(HasMetadata object) {
    attempt(object).map(UUID::fromString).ifPresent(changed);
  }

  static Optional<String> attempt(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return Optional.ofNullable(labels == null ? null : labels.get(Marks.ATTEMPT));
  }

  /** Whether all of it is as the cluster has it, up to what is on its way. */
  boolean believable() {
    return informers.stream().allMatch(it -> it.hasSynced() && it.isWatching());
  }

  List<ConfigMap> records() {
    return records.getStore().list();
  }

  @Nullable ConfigMap record(UUID attempt) {
    return records.getIndexer().byIndex(BY_ATTEMPT, attempt.toString()).stream()
        .findFirst()
        .orElse(null);
  }

  List<Pod> pods(UUID attempt) {
    return pods.getIndexer().byIndex(BY_ATTEMPT, attempt.toString());
  }

  @Nullable HasMetadata workload(AttemptRecord record) {
    String attempt = record.attempt().toString();
    SharedIndexInformer<? extends HasMetadata> informer =
        record.facts().service()
            ? deployments
            : switch (record.facts().formOf()) {
              case VOLCANO -> {
                followVolcano();
                yield Objects.requireNonNull(volcano);
              }
              default -> jobs;
            };
    return informer.getIndexer().byIndex(BY_ATTEMPT, attempt).stream().findFirst().orElse(null);
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
  }
}
