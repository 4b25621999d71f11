package dev.penstock.engines.kubernetes;

import dev.penstock.engines.conformance.Program;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plays the job controller and the kubelets: writes what they would have written. */
final class PlayedNodes implements AutoCloseable {
  /** Keeps a deleted pod until its program has ended, as a kubelet does. */
  private static final String KEPT = "penstock.test/kubelet";

  private static final long PAUSE_NANOS = 5_000_000;

  private final KubernetesClient client;
  private final Path shared;
  private final Map<UUID, Program> programs = new ConcurrentHashMap<>();
  private final Map<String, Instant> since = new ConcurrentHashMap<>();
  private final Map<String, Instant> killed = new ConcurrentHashMap<>();
  private final Set<UUID> made = new HashSet<>();
  private final Thread thread;
  private volatile boolean held;
  private volatile boolean closed;

  PlayedNodes(KubernetesClient client, Path shared) {
    this.client = client;
    this.shared = shared;
    thread = Thread.ofPlatform().daemon().name("played-nodes").start(this::play);
  }

  void plays(UUID attempt, Program program) {
    programs.put(attempt, program);
  }

  void hold(boolean now) {
    held = now;
  }

  private void play() {
    while (!closed) {
      try {
        step();
      } catch (KubernetesClientException changedMeanwhile) {
        // looked at again in the next round
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private synchronized void step() {
    if (!held) {
      client.batch().v1().jobs().inAnyNamespace().list().getItems().forEach(this::make);
    }
    List<Pod> pods = client.pods().inAnyNamespace().list().getItems();
    Set<UUID> failed =
        pods.stream()
            .filter(pod -> "Failed".equals(pod.getStatus().getPhase()))
            .map(pod -> attempt(pod.getMetadata().getLabels()))
            .collect(Collectors.toSet());
    for (Pod pod : pods) {
      boolean goes =
          "Running".equals(pod.getStatus().getPhase())
              && pod.getMetadata().getDeletionTimestamp() == null;
      if (goes && failed.contains(attempt(pod.getMetadata().getLabels()))) {
        // a Job without retries takes its other pods away
        client.resource(pod).delete();
      } else {
        advance(pod);
      }
    }
  }

  private static UUID attempt(Map<String, String> labels) {
    return UUID.fromString(Objects.requireNonNull(labels.get(Marks.ATTEMPT)));
  }

  private void make(Job job) {
    UUID attempt = attempt(job.getMetadata().getLabels());
    if (!made.add(attempt)) {
      return;
    }
    Program program = Objects.requireNonNull(programs.get(attempt));
    int ranks = Objects.requireNonNullElse(job.getSpec().getCompletions(), 1);
    String says =
        switch (program) {
          case Program.Exits(int code, String words) -> words;
          case Program.Waits _, Program.Deaf _, Program.Saves _ -> "up\n";
          default -> "";
        };
    say(attempt, says);
    for (int rank = 0; rank < ranks; rank++) {
      Instant now = Instant.now();
      Pod pod =
          new PodBuilder()
              .withNewMetadata()
              .withName(job.getMetadata().getName() + "-" + rank)
              .withNamespace(job.getMetadata().getNamespace())
              .withLabels(job.getMetadata().getLabels())
              .withFinalizers(KEPT)
              .endMetadata()
              .withNewSpec()
              .withNodeName("node-" + rank)
              .endSpec()
              .build();
      since.put(pod.getMetadata().getName(), now);
      client
          .resource(
              status(
                  pod,
                  "Running",
                  null,
                  new ContainerStateBuilder()
                      .withNewRunning()
                      .withStartedAt(time(now))
                      .endRunning()
                      .build()))
          .create();
    }
  }

  private static Pod status(
      Pod pod, String phase, @Nullable String reason, @Nullable ContainerState state) {
    var status = new PodBuilder(pod).withNewStatus().withPhase(phase).withReason(reason);
    if (state != null) {
      status.addNewContainerStatus().withName("job").withState(state).endContainerStatus();
    }
    return status.endStatus().build();
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void say(UUID attempt, String words) {
    Path log = shared.resolve("penstock-attempts/" + attempt + "/log/rank-0.log");
    try {
      Files.writeString(log, words, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void advance(Pod pod) {
    if ("Running".equals(pod.getStatus().getPhase())) {
      run(pod);
    } else if (pod.getMetadata().getDeletionTimestamp() != null) {
      update(new PodBuilder(pod).editMetadata().withFinalizers().endMetadata().build());
    }
  }

  private void run(Pod pod) {
    UUID attempt = attempt(pod.getMetadata().getLabels());
    Program program = Objects.requireNonNull(programs.get(attempt));
    ConfigMap map =
        client
            .configMaps()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(Marks.name(attempt))
            .get();
    if (map == null) {
      return;
    }
    AttemptRecord record = AttemptRecord.read(map);
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      terminate(pod, attempt, program, record);
      return;
    }
    String name = pod.getMetadata().getName();
    Long wall = record.facts().wallSeconds();
    if (wall != null && Instant.now().isAfter(started(name).plusSeconds(wall))) {
      end(pod, 143, "Error", "WALL_TIME\n");
      return;
    }
    switch (program) {
      case Program.Exits(int code, String words) -> exit(pod, code);
      case Program.Signalled(int signal) -> exit(pod, 128 + signal);
      case Program.Hungry() -> end(pod, 137, "OOMKilled", "");
      case Program.Floods() -> end(pod, 143, "Error", "LOG_LIMIT\n");
      case Program.Waits(int code, String words) -> {
        if (Files.exists(shared.resolve("penstock-attempts/" + attempt + "/work/go"))) {
          if (name.endsWith("-0")) {
            say(attempt, words);
          }
          exit(pod, code);
        }
      }
      default -> {}
    }
  }

  private Instant started(String name) {
    return Objects.requireNonNull(since.get(name));
  }

  /** The mock keeps no grace with a deletion, so it is taken from the noted wish. */
  private void terminate(Pod pod, UUID attempt, Program program, AttemptRecord record) {
    long grace = record.stop() == null ? 0 : record.stop().graceSeconds();
    String name = pod.getMetadata().getName();
    Instant asked = killed.computeIfAbsent(name, _ -> Instant.now());
    if (grace == 0 || !Instant.now().isBefore(asked.plusSeconds(grace))) {
      exit(pod, 137);
    } else if (program instanceof Program.Saves) {
      say(attempt, "saved\n");
      exit(pod, 3);
    } else if (!(program instanceof Program.Deaf)) {
      exit(pod, 143);
    }
  }

  private void exit(Pod pod, int code) {
    end(pod, code, code == 0 ? "Completed" : "Error", "");
  }

  private void end(Pod pod, int code, String reason, String message) {
    ContainerState state =
        new ContainerStateBuilder()
            .withNewTerminated()
            .withStartedAt(time(started(pod.getMetadata().getName())))
            .withFinishedAt(time(Instant.now()))
            .withExitCode(code)
            .withReason(reason)
            .withMessage(message)
            .endTerminated()
            .build();
    update(status(pod, code == 0 ? "Succeeded" : "Failed", null, state));
  }

  private void update(Pod pod) {
    client.pods().inNamespace(pod.getMetadata().getNamespace()).resource(pod).update();
    if (!pod.getMetadata().getFinalizers().isEmpty()) {
      client.pods().inNamespace(pod.getMetadata().getNamespace()).resource(pod).updateStatus();
    }
  }

  /** As the node controller and the pod collector tell it once a node is gone. */
  synchronized void lose(String node) {
    client.nodes().withName(node).delete();
    for (Pod pod : client.pods().inAnyNamespace().list().getItems()) {
      if (node.equals(pod.getSpec().getNodeName())) {
        update(
            status(
                pod,
                "Failed",
                "NodeLost",
                pod.getStatus().getContainerStatuses().getFirst().getState()));
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
