package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.api.model.KubernetesListBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an attempt for good: a ConfigMap beside its workload. It is made first and
 * removed last, holds the workload's manifests, so that a start that was cut off is finished later,
 * and keeps in annotations what must outlive pods.
 *
 * @param launched when its workload had been made; from then on the workload's absence is an end
 * @param started when it was first seen running
 * @param stop the first wish to end it
 * @param end how it ended
 */
record AttemptRecord(
    UUID attempt,
    String namespace,
    @Nullable String version,
    Facts facts,
    @Nullable Instant launched,
    @Nullable Instant started,
    @Nullable Stop stop,
    @Nullable Observation end) {
  private static final String FACTS = "facts.json";
  private static final String OBJECTS = "objects.json";

  /** An etcd entry takes 1 MiB of data of a ConfigMap. */
  private static final int MOST_BYTES = 1 << 20;

  /** What of the order counts after its start. */
  record Facts(
      String form,
      int ranks,
      long memoryBytes,
      long logBytes,
      @Nullable Long wallSeconds,
      boolean service,
      String container) {
    Form formOf() {
      return Form.valueOf(form);
    }
  }

  /** A wish to end an attempt. */
  record Stop(
      String cause, String at, long graceSeconds, String detail, @Nullable Integer exitCode) {
    static Stop of(Cause cause, Instant at, Duration grace, String detail) {
      return new Stop(
          cause.name(), at.toString(), Math.ceilDiv(grace.toMillis(), 1000L), detail, null);
    }

    Cause causeOf() {
      return Cause.valueOf(cause);
    }

    Instant atOf() {
      return Instant.parse(at);
    }
  }

  private record End(
      @Nullable String startedAt,
      String endedAt,
      @Nullable Integer exitCode,
      String cause,
      String detail) {}

  static ConfigMap write(
      StartOrder order, Form form, KubernetesSettings settings, List<HasMetadata> objects) {
    Duration wall = order.wallTime();
    Facts facts =
        new Facts(
            form.name(),
            order.ranks().size(),
            order.limits().memoryBytes(),
            settings.limits().logBytes(),
            wall == null ? null : wall.toSeconds(),
            order.service(),
            Pods.containerName(order));
    Map<String, String> data = new TreeMap<>(GangFiles.of(order, form, settings.placement()));
    data.put(FACTS, Serialization.asJson(facts));
    data.put(OBJECTS, Serialization.asJson(new KubernetesListBuilder().withItems(objects).build()));
    int bytes = data.values().stream().mapToInt(String::length).sum();
    if (bytes > MOST_BYTES) {
      throw new EngineException(
          Blame.USER,
          "nodes, command and environment: together they need %d bytes, but the cluster keeps at most %d of a job. Ask for fewer nodes, or put long arguments into a file of the code."
              .formatted(bytes, MOST_BYTES));
    }
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(Marks.name(order.attempt()))
        .withNamespace(Marks.namespace(settings, order.account().name()))
        .withLabels(Marks.labels(settings, order))
        .addToLabels(Marks.ROLE, Marks.RECORD)
        .endMetadata()
        .withData(data)
        .build();
  }

  static AttemptRecord read(ConfigMap map) {
    Map<String, String> notes =
        Objects.requireNonNullElse(map.getMetadata().getAnnotations(), Map.of());
    UUID attempt = UUID.fromString(map.getMetadata().getLabels().get(Marks.ATTEMPT));
    String stop = notes.get(Marks.STOP);
    String end = notes.get(Marks.END);
    return new AttemptRecord(
        attempt,
        map.getMetadata().getNamespace(),
        map.getMetadata().getResourceVersion(),
        json(Objects.requireNonNull(map.getData().get(FACTS), FACTS), Facts.class),
        instant(notes.get(Marks.LAUNCHED)),
        instant(notes.get(Marks.STARTED)),
        stop == null ? null : json(stop, Stop.class),
        end == null ? null : observation(attempt, json(end, End.class)));
  }

  /** The workload's manifests, in the order in which they are made. */
  static List<HasMetadata> objects(ConfigMap map) {
    return json(Objects.requireNonNull(map.getData().get(OBJECTS), OBJECTS), KubernetesList.class)
        .getItems();
  }

  boolean toLaunch() {
    return launched == null && stop == null && end == null;
  }

  String name() {
    return Marks.name(attempt);
  }

  static String text(Observation end) {
    Instant startedAt = end.startedAt();
    return Serialization.asJson(
        new End(
            startedAt == null ? null : startedAt.toString(),
            Objects.requireNonNull(end.endedAt()).toString(),
            end.exitCode(),
            Objects.requireNonNull(end.cause()).name(),
            end.detail()));
  }

  private static Observation observation(UUID attempt, End end) {
    return new Observation(
        attempt,
        Phase.ENDED,
        instant(end.startedAt()),
        Instant.parse(end.endedAt()),
        end.exitCode(),
        Cause.valueOf(end.cause()),
        end.detail());
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }

  private static <T> T json(String text, Class<T> type) {
    return Serialization.unmarshal(text, type);
  }
}
