package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Account;
import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Engine;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.LogSlice;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kubernetes cluster as an engine. All that it knows is in the cluster, in a record beside each
 * attempt's workload, so that the engine can be closed and opened anywhere.
 *
 * <p>Times are those of container statuses, whole seconds. A cluster that does not answer is the
 * platform's fault, never an end.
 */
public final class KubernetesEngine implements Engine {
  private static final Logger log = LoggerFactory.getLogger(KubernetesEngine.class);
  private static final int MOST_LOG_BY_API = 16 << 20;

  private final KubernetesClient client;
  private final KubernetesSettings settings;
  private final Cluster cluster;
  private final Caches caches;
  private final Attempts attempts;
  private final SharedFolder folder;
  private final Inventory inventory;
  private final Sockets sockets;
  private final Listeners listeners = new Listeners();
  private final Map<Account, Boolean> established = new ConcurrentHashMap<>();
  private final Set<UUID> toLook = ConcurrentHashMap.newKeySet();
  private final ExecutorService looker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("kubernetes-engine").factory());
  private volatile @Nullable Form form;

  /**
   * Opens the engine. A cluster that does not answer yet is waited for in the background.
   *
   * @param client closed with the engine
   */
  public KubernetesEngine(
      KubernetesClient client, KubernetesSettings settings, InstantSource clock) {
    this.client = client;
    this.settings = settings;
    cluster = new Cluster(client, settings.installation());
    attempts = new Attempts(cluster, clock, listeners);
    folder = new SharedFolder(settings);
    inventory = new Inventory(client, settings);
    sockets = new Sockets(client);
    caches = new Caches(client, settings, this::look, attempts::vanished);
    caches.start();
  }

  @Override
  public String name() {
    return settings.name();
  }

  /** Only with HAMi's device plugin, of which each part's memory is asked. */
  @Override
  public boolean sharesCards() {
    return settings.cards().shares();
  }

  /** Only with an image that bridges to their sockets. */
  @Override
  public boolean runsServices() {
    return settings.limits().bridgeImage() != null;
  }

  @Override
  public void submit(StartOrder order) {
    Form chosen = form();
    OrderCheck.check(order, chosen, settings);
    ConfigMap there = cluster.record(order.attempt());
    if (there == null) {
      inventory.requireKnown(order);
      folder.prepare(order);
      // one at a time: the cluster refuses a change that crosses another
      established.computeIfAbsent(order.account(), this::establish);
      Manifests manifests = new Manifests(settings, chosen, inventory::hostname);
      there = cluster.create(AttemptRecord.write(order, chosen, settings, manifests.of(order)));
    }
    attempts.launch(there);
  }

  private Form form() {
    Form known = form;
    if (known == null) {
      known = settings.form() == Form.AUTO ? discovered() : settings.form();
      if (known == Form.KUEUE && settings.scheduling().kueueQueue() == null) {
        throw new EngineException(Blame.PLATFORM, "kueue-queue: is not set. Name a LocalQueue.");
      }
      form = known;
    }
    if (known == Form.VOLCANO) {
      caches.followVolcano();
    }
    return known;
  }

  private Form discovered() {
    if (settings.scheduling().kueueQueue() != null && cluster.offers("kueue.x-k8s.io")) {
      return Form.KUEUE;
    }
    return cluster.offers("batch.volcano.sh") ? Form.VOLCANO : Form.JOB;
  }

  private boolean establish(Account account) {
    new Tenancy(settings).of(account).forEach(cluster::establish);
    return true;
  }

  @Override
  public Observation observe(UUID attempt) {
    ConfigMap record = record(attempt);
    return record == null ? Observation.unknown(attempt) : observe(record);
  }

  private @Nullable ConfigMap record(UUID attempt) {
    ConfigMap known = caches.believable() ? caches.record(attempt) : null;
    return known == null ? cluster.record(attempt) : known;
  }

  private Observation observe(ConfigMap map) {
    AttemptRecord record = AttemptRecord.read(map);
    if (record.end() != null) {
      listeners.tell(record.end());
      return record.end();
    }
    // what a cache has not seen yet must not pass for an end
    return attempts.settle(
        map,
        cluster.pods(record.namespace(), record.attempt()),
        Workload.of(attempts.workload(map)));
  }

  @Override
  public List<Observation> list() {
    List<ConfigMap> records = caches.believable() ? caches.records() : cluster.records();
    return records.stream().map(this::cached).toList();
  }

  /** As the caches have it where they can be believed. */
  private Observation cached(ConfigMap map) {
    AttemptRecord record = AttemptRecord.read(map);
    if (!caches.believable() || record.end() != null) {
      return observe(map);
    }
    Workload workload = Workload.of(caches.workload(record));
    if (!workload.exists()) {
      return observe(map);
    }
    return attempts.settle(map, caches.pods(record.attempt()), workload);
  }

  @Override
  public void stop(UUID attempt, Cause cause, Duration grace) {
    attempts.stop(attempt, cause, grace);
    look(attempt);
  }

  private void look(UUID attempt) {
    if (toLook.add(attempt)) {
      try {
        looker.execute(() -> lookAt(attempt));
      } catch (RejectedExecutionException closed) {
        log.debug("Something changed after the engine was closed", closed);
      }
    }
  }

  private void lookAt(UUID attempt) {
    toLook.remove(attempt);
    try {
      ConfigMap record = record(attempt);
      if (record != null) {
        cached(attempts.launch(record));
      }
    } catch (RuntimeException e) {
      // it is looked at again with the next change, or the next resync
      log.warn("Attempt {} on {} can't be looked at: {}", attempt, name(), e.getMessage());
    }
  }

  @Override
  public LogSlice readLog(UUID attempt, long offset, int maxBytes) {
    ConfigMap map = record(attempt);
    if (map == null) {
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s is not known here, or was forgotten.".formatted(attempt));
    }
    boolean ended = AttemptRecord.read(map).end() != null;
    Optional<Path> kept = folder.log(attempt);
    if (kept.isPresent()) {
      try {
        return SharedFolder.slice(kept.get(), offset, maxBytes, ended);
      } catch (IOException e) {
        throw new EngineException(Blame.PLATFORM, "The log of %s: %s".formatted(attempt, e), e);
      }
    }
    return logByApi(AttemptRecord.read(map), offset, maxBytes, ended);
  }

  /** What a container said before its wrapper could keep it. */
  private LogSlice logByApi(AttemptRecord record, long offset, int maxBytes, boolean ended) {
    Optional<Pod> first =
        cluster.pods(record.namespace(), record.attempt()).stream()
            .filter(pod -> PodFacts.of(pod, false, record.facts().container()).startedAt() != null)
            .min(Comparator.comparing(pod -> pod.getMetadata().getName()));
    if (first.isEmpty() || offset >= MOST_LOG_BY_API) {
      return new LogSlice(new byte[0], offset, ended);
    }
    int end = (int) Math.min(MOST_LOG_BY_API, offset + maxBytes);
    String text =
        Cluster.call(
            "read the log of " + record.name(),
            () ->
                client
                    .pods()
                    .inNamespace(record.namespace())
                    .withName(first.get().getMetadata().getName())
                    .inContainer(record.facts().container())
                    .limitBytes(end)
                    .getLog());
    byte[] all = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    int from = (int) Math.min(offset, all.length);
    byte[] part = java.util.Arrays.copyOfRange(all, from, Math.min(all.length, end));
    return new LogSlice(part, offset + part.length, ended);
  }

  @Override
  public Path folder(UUID attempt) {
    return folder.work(attempt);
  }

  @Override
  public Optional<Path> socket(UUID attempt) {
    ConfigMap map = record(attempt);
    if (map == null || !AttemptRecord.read(map).facts().service()) {
      return Optional.empty();
    }
    AttemptRecord record = AttemptRecord.read(map);
    return observe(map).phase() == Phase.RUNNING
        ? sockets.of(record, cluster.pods(record.namespace(), attempt))
        : Optional.empty();
  }

  @Override
  public void forget(UUID attempt) {
    ConfigMap map = cluster.record(attempt);
    if (map == null) {
      return;
    }
    if (AttemptRecord.read(map).end() == null && observe(map).phase() != Phase.ENDED) {
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s has not ended. Stop it first.".formatted(attempt));
    }
    sockets.close(attempt);
    folder.remove(attempt);
    attempts.forget(map);
  }

  @Override
  public List<NodeInfo> nodes() {
    return inventory.nodes();
  }

  @Override
  public void subscribe(Consumer<Observation> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    looker.shutdownNow();
    caches.close();
    sockets.close();
    listeners.close();
    client.close();
  }
}
