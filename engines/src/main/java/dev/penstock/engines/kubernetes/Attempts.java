package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.kubernetes.AttemptRecord.Stop;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The life of attempts: launches, watches, ends them. What was decided is noted on the attempt's
 * record before it is done or told, so that another engine finds it.
 */
final class Attempts {
  private final Cluster cluster;
  private final InstantSource clock;
  private final Listeners listeners;
  private final Object[] locks = Stream.generate(Object::new).limit(64).toArray();

  /** Pods that are no more, as they were last seen. */
  private final Map<UUID, Map<String, Pod>> vanished = new ConcurrentHashMap<>();

  Attempts(Cluster cluster, InstantSource clock, Listeners listeners) {
    this.cluster = cluster;
    this.clock = clock;
    this.listeners = listeners;
  }

  Object lock(UUID attempt) {
    return locks[Math.floorMod(attempt.hashCode(), locks.length)];
  }

  void vanished(Pod pod) {
    Caches.attempt(pod)
        .map(UUID::fromString)
        .ifPresent(
            attempt ->
                vanished
                    .computeIfAbsent(attempt, id -> new ConcurrentHashMap<>())
                    .put(pod.getMetadata().getName(), pod));
  }

  /** Makes the workload of a record, unless it was made or must not start. Done twice is once. */
  ConfigMap launch(ConfigMap map) {
    AttemptRecord record = AttemptRecord.read(map);
    if (!record.toLaunch()) {
      return map;
    }
    synchronized (lock(record.attempt())) {
      ConfigMap fresh = cluster.record(record.attempt());
      if (fresh == null) {
        return map;
      }
      record = AttemptRecord.read(fresh);
      if (!record.toLaunch()) {
        return fresh;
      }
      AttemptRecord.objects(fresh).forEach(cluster::create);
      return cluster.annotate(record, Map.of(Marks.LAUNCHED, clock.instant().toString()));
    }
  }

  /** Looks at an attempt, notes what is new, and does what follows from it. */
  Observation settle(ConfigMap map, List<Pod> pods, Workload workload) {
    AttemptRecord record = AttemptRecord.read(map);
    if (record.end() != null) {
      listeners.tell(record.end());
      return record.end();
    }
    Judge.Judgement judgement = Judge.judge(record, facts(record, pods), workload, clock.instant());
    if (judgement.wanted() != null) {
      stop(record.attempt(), judgement.wanted());
    }
    Observation seen = judgement.seen();
    if (seen.phase() == Phase.ENDED) {
      seen = noteEnd(record.attempt(), seen, pods, workload);
    } else if (seen.startedAt() != null && record.started() == null) {
      seen = noteStart(record.attempt(), seen, seen.startedAt());
    }
    if (record.stop() != null && seen.phase() != Phase.ENDED) {
      take(map, record, record.stop().graceSeconds(), pods, workload);
    }
    listeners.tell(seen);
    return seen;
  }

  private List<PodFacts> facts(AttemptRecord record, List<Pod> pods) {
    String container = record.facts().container();
    Map<String, PodFacts> facts = new LinkedHashMap<>();
    vanished
        .getOrDefault(record.attempt(), Map.of())
        .forEach((name, pod) -> facts.put(name, PodFacts.of(pod, true, container)));
    pods.forEach(pod -> facts.put(pod.getMetadata().getName(), PodFacts.of(pod, false, container)));
    return new ArrayList<>(facts.values());
  }

  /**
   * Judged again by the record as it is now: a copy from before a wish would take the pods that
   * were ended by that wish for lost.
   */
  private Observation noteEnd(UUID attempt, Observation end, List<Pod> pods, Workload workload) {
    synchronized (lock(attempt)) {
      ConfigMap fresh = cluster.record(attempt);
      if (fresh == null) {
        return end;
      }
      AttemptRecord record = AttemptRecord.read(fresh);
      Observation now = Judge.judge(record, facts(record, pods), workload, clock.instant()).seen();
      if (record.end() == null && now.phase() == Phase.ENDED) {
        cluster.annotate(record, Map.of(Marks.END, AttemptRecord.text(now)));
      }
      return now;
    }
  }

  private Observation noteStart(UUID attempt, Observation seen, Instant startedAt) {
    synchronized (lock(attempt)) {
      ConfigMap fresh = cluster.record(attempt);
      if (fresh != null) {
        AttemptRecord record = AttemptRecord.read(fresh);
        if (record.end() != null) {
          return record.end();
        }
        if (record.started() != null) {
          return Observation.running(attempt, record.started());
        }
        cluster.annotate(record, Map.of(Marks.STARTED, startedAt.toString()));
      }
      return seen;
    }
  }

  /** The first wish counts; it is durable before anything ends. */
  void stop(UUID attempt, Cause cause, Duration grace) {
    stop(attempt, Stop.of(cause, clock.instant(), grace, ""));
  }

  private void stop(UUID attempt, Stop stop) {
    synchronized (lock(attempt)) {
      ConfigMap fresh = cluster.record(attempt);
      if (fresh == null) {
        return;
      }
      AttemptRecord record = AttemptRecord.read(fresh);
      if (record.end() != null || record.stop() != null) {
        return;
      }
      ConfigMap noted = cluster.annotate(record, Map.of(Marks.STOP, Serialization.asJson(stop)));
      List<Pod> pods = cluster.pods(record.namespace(), attempt);
      remember(record, pods);
      take(noted, record, stop.graceSeconds(), pods, Workload.of(workload(noted)));
    }
  }

  /** A start that was not noted yet must not be lost with the pods. */
  private void remember(AttemptRecord record, List<Pod> pods) {
    Observation seen =
        Judge.judge(
                record,
                facts(record, pods),
                new Workload(true, false, false, null, ""),
                clock.instant())
            .seen();
    if (seen.startedAt() != null && record.started() == null) {
      noteStart(record.attempt(), seen, seen.startedAt());
    }
  }

  /** First what makes pods, then the pods, each with its grace. */
  private void take(
      ConfigMap map, AttemptRecord record, long grace, List<Pod> pods, Workload workload) {
    if (workload.exists()) {
      cluster.remove(AttemptRecord.objects(map).getLast());
    }
    if (pods.stream().anyMatch(pod -> pod.getMetadata().getDeletionTimestamp() == null)) {
      cluster.removePods(record.namespace(), record.attempt(), grace);
    }
  }

  @Nullable HasMetadata workload(ConfigMap map) {
    return cluster.find(AttemptRecord.objects(map).getLast());
  }

  /** Removes all of an ended attempt; its record last, so that what fails is done again. */
  void forget(ConfigMap map) {
    AttemptRecord record = AttemptRecord.read(map);
    synchronized (lock(record.attempt())) {
      AttemptRecord.objects(map).reversed().forEach(cluster::remove);
      cluster.removePods(record.namespace(), record.attempt(), 0);
      cluster.remove(map);
      vanished.remove(record.attempt());
      listeners.forget(record.attempt());
    }
  }
}
