package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the API server. What does not answer, or answers with an error, is the platform's fault;
 * an object without this installation's label is never changed.
 */
final class Cluster {
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final String installation;

  /** Where attempts are, so that one is asked for by name instead of searched. */
  private final Map<UUID, String> namespaces = new ConcurrentHashMap<>();

  Cluster(KubernetesClient client, String installation) {
    this.client = client;
    this.installation = installation;
  }

  /** Makes an object; one that is there already is fine when it is ours. */
  <T extends HasMetadata> T create(T object) {
    return call(
        "make the " + told(object),
        () -> {
          Resource<T> resource = resource(object);
          try {
            return resource.create();
          } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
              throw e;
            }
            T there = resource.get();
            if (there == null || !ours(there, object)) {
              throw new EngineException(
                  Blame.PLATFORM,
                  "The cluster has a %s that is not of this installation. Remove it, or change namespace-prefix."
                      .formatted(told(object)),
                  e);
            }
            return there;
          }
        });
  }

  /** Makes an object or brings it to what it should be. */
  <T extends HasMetadata> void establish(T object) {
    T there = create(object);
    if (there.getMetadata().getUid() == null) {
      return;
    }
    call(
        "change the " + told(object),
        () -> {
          object.getMetadata().setResourceVersion(null);
          return resource(object).update();
        });
  }

  /** Removes an object when it is ours; what is gone already is fine. */
  void remove(HasMetadata object) {
    call(
        "remove the " + told(object),
        () -> {
          Resource<HasMetadata> resource = resource(object);
          HasMetadata there = resource.get();
          if (there != null && ours(there, object)) {
            resource.withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
          }
          return there;
        });
  }

  void removePods(String namespace, UUID attempt, long graceSeconds) {
    call(
        "end the pods of " + attempt,
        () ->
            client
                .pods()
                .inNamespace(namespace)
                .withLabels(labels(attempt))
                .withGracePeriod(graceSeconds)
                .delete());
  }

  List<Pod> pods(String namespace, UUID attempt) {
    return call(
        "list the pods of " + attempt,
        () -> client.pods().inNamespace(namespace).withLabels(labels(attempt)).list().getItems());
  }

  List<ConfigMap> records() {
    return call(
        "list the attempts",
        () ->
            client
                .configMaps()
                .inAnyNamespace()
                .withLabels(Map.of(Marks.INSTALLATION, installation, Marks.ROLE, Marks.RECORD))
                .list()
                .getItems());
  }

  @Nullable ConfigMap record(UUID attempt) {
    String namespace = namespaces.get(attempt);
    if (namespace != null) {
      ConfigMap there =
          call(
              "look for " + attempt,
              () -> client.configMaps().inNamespace(namespace).withName(Marks.name(attempt)).get());
      if (there != null && isRecord(there)) {
        return there;
      }
    }
    Optional<ConfigMap> found =
        call(
                "look for " + attempt,
                () ->
                    client
                        .configMaps()
                        .inAnyNamespace()
                        .withLabels(labels(attempt))
                        .withLabel(Marks.ROLE, Marks.RECORD)
                        .list()
                        .getItems())
            .stream()
            .findFirst();
    found.ifPresent(it -> namespaces.put(attempt, it.getMetadata().getNamespace()));
    return found.orElse(null);
  }

  private boolean isRecord(ConfigMap map) {
    Map<String, String> labels =
        Objects.requireNonNullElse(map.getMetadata().getLabels(), Map.of());
    return installation.equals(labels.get(Marks.INSTALLATION))
        && Marks.RECORD.equals(labels.get(Marks.ROLE));
  }

  /** Adds annotations to a record; fails when it has changed since it was read. */
  ConfigMap annotate(AttemptRecord record, Map<String, String> annotations) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("annotations", annotations);
    if (record.version() != null) {
      metadata.put("resourceVersion", record.version());
    }
    String patch = Serialization.asJson(Map.of("metadata", metadata));
    return call(
        "note something on " + record.name(),
        () ->
            client
                .configMaps()
                .inNamespace(record.namespace())
                .withName(record.name())
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch));
  }

  @Nullable HasMetadata find(HasMetadata object) {
    return call("look at the " + told(object), () -> resource(object).get());
  }

  boolean offers(String group) {
    return call("ask for " + group, () -> client.getApiGroup(group) != null);
  }

  /** Does it, and says as an engine what went wrong. */
  static <T extends @Nullable Object> T call(String what, Supplier<T> action) {
    try {
      return action.get();
    } catch (KubernetesClientException e) {
      String said = e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
      throw new EngineException(
          Blame.PLATFORM, "The cluster could not %s: %s".formatted(what, said), e);
    }
  }

  @SuppressWarnings("unchecked")
  private <T extends HasMetadata> Resource<T> resource(T object) {
    if (object instanceof GenericKubernetesResource generic) {
      return (Resource<T>)
          client
              .genericKubernetesResources(VolcanoJobs.CONTEXT)
              .inNamespace(object.getMetadata().getNamespace())
              .resource(generic);
    }
    return client.resource(object);
  }

  private boolean ours(HasMetadata there, HasMetadata wanted) {
    Map<String, String> labels =
        Objects.requireNonNullElse(there.getMetadata().getLabels(), Map.of());
    String attempt =
        Objects.requireNonNullElse(wanted.getMetadata().getLabels(), Map.<String, String>of())
            .get(Marks.ATTEMPT);
    return installation.equals(labels.get(Marks.INSTALLATION))
        && (attempt == null || attempt.equals(labels.get(Marks.ATTEMPT)));
  }

  private Map<String, String> labels(UUID attempt) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(Marks.INSTALLATION, installation);
    labels.put(Marks.ATTEMPT, attempt.toString());
    return labels;
  }

  private static String told(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return object.getKind()
        + " "
        + (namespace == null ? "" : namespace + "/")
        + object.getMetadata().getName();
  }
}
