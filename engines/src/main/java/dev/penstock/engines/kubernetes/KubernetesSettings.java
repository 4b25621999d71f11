package dev.penstock.engines.kubernetes;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a Kubernetes cluster is used.
 *
 * @param name the engine's name in the installation's configuration
 * @param installation tells several installations on one cluster apart; 1 to 40 lower-case letters,
 *     digits and hyphens
 * @param form what jobs are made as
 * @param placement who chooses the nodes
 * @param cards how accelerators are asked for
 * @param volume the storage that jobs and this program share
 * @param scheduling queues and schedulers
 * @param limits what the engine enforces by itself
 * @param tenants how projects are kept apart
 * @param topology which labels of nodes say where they hang
 * @param exporters where figures of cards come from
 * @param resync how often the caches are compared with the cluster although nothing was told, 1 s
 *     or more
 */
public record KubernetesSettings(
    String name,
    String installation,
    Form form,
    Placement placement,
    CardNames cards,
    SharedVolume volume,
    Scheduling scheduling,
    JobLimits limits,
    Tenants tenants,
    Topology topology,
    List<Exporter> exporters,
    Duration resync) {

  public KubernetesSettings {
    if (!installation.matches("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")) {
      throw new IllegalArgumentException(
          "installation \"%s\": use 1 to 40 lower-case letters, digits and hyphens"
              .formatted(installation));
    }
    if (resync.toSeconds() < 1) {
      throw new IllegalArgumentException("resync %s: use 1 s or more".formatted(resync));
    }
    exporters = List.copyOf(exporters);
  }

  /** What a job becomes in the cluster. */
  public enum Form {
    /** Volcano where the cluster has it, Kueue where a queue of it is set, else a plain Job. */
    AUTO,
    VOLCANO,
    JOB,
    KUEUE
  }

  /** Who chooses the nodes and cards. */
  public enum Placement {
    /** The order's ranks are kept to, node by node and, where the card plugin can, card by card. */
    PLACED,
    /** The cluster's scheduler chooses; the order's ranks only say how many nodes and cards. */
    SCHEDULED
  }

  /**
   * Queues and schedulers of the cluster.
   *
   * @param volcanoQueue the Volcano queue that gangs go to
   * @param volcanoScheduler the name Volcano's scheduler listens to
   * @param kueueQueue the LocalQueue in each project's namespace, null where Kueue is not used
   * @param framework told to MindCluster: {@code pytorch}, {@code mindspore}, {@code tensorflow}
   * @param torAffinity MindCluster's {@code tor-affinity}; null leaves it out
   * @param superPodBlock MindCluster's {@code sp-block}, cards of a job within one super-node; 0
   *     leaves it out
   */
  public record Scheduling(
      String volcanoQueue,
      String volcanoScheduler,
      @Nullable String kueueQueue,
      String framework,
      @Nullable String torAffinity,
      int superPodBlock) {
    private static final List<String> AFFINITIES =
        List.of("large-model-schema", "normal-schema", "null");

    public Scheduling {
      if (torAffinity != null && !AFFINITIES.contains(torAffinity)) {
        throw new IllegalArgumentException(
            "torAffinity \"%s\": use one of %s".formatted(torAffinity, AFFINITIES));
      }
      if (superPodBlock < 0) {
        throw new IllegalArgumentException(
            "superPodBlock %d: use 0 or more".formatted(superPodBlock));
      }
    }

    /** Volcano's default queue, no Kueue, PyTorch. */
    public static Scheduling defaults() {
      return new Scheduling("default", "volcano", null, "pytorch", null, 0);
    }
  }

  /**
   * What is enforced in the job's own container.
   *
   * @param logBytes a job whose log grows beyond this is ended, 1 or more
   * @param startAllowance how long pulling images and mounting may take on top of the wall time
   *     until the cluster itself ends a pod
   * @param user numeric user and group that jobs run as, 1 or more
   * @param bridgeImage an image with {@code socat}, for services; null when services are not
   *     offered
   */
  public record JobLimits(
      long logBytes, Duration startAllowance, long user, @Nullable String bridgeImage) {
    public JobLimits {
      if (logBytes < 1 || user < 1 || startAllowance.isNegative()) {
        throw new IllegalArgumentException(
            "logBytes %d, user %d: use 1 or more; startAllowance %s: use zero or more"
                .formatted(logBytes, user, startAllowance));
      }
    }

    /** 256 MiB, half an hour, user 61100, no services. */
    public static JobLimits defaults() {
      return new JobLimits(256L << 20, Duration.ofMinutes(30), 61_100, null);
    }
  }

  /**
   * How projects are kept apart. What is null is not limited.
   *
   * @param namespacePrefix namespaces are this and the project's name
   * @param podSecurity the level of the pod security standards: {@code restricted}, {@code
   *     baseline}, {@code privileged}
   * @param maxPods of a project at once
   * @param maxCores of a project at once
   * @param maxMemoryBytes of a project at once
   * @param maxCards of a project at once, of each resource of the profile
   */
  public record Tenants(
      String namespacePrefix,
      String podSecurity,
      @Nullable Integer maxPods,
      @Nullable Long maxCores,
      @Nullable Long maxMemoryBytes,
      @Nullable Long maxCards) {
    public Tenants {
      if (!namespacePrefix.matches("[a-z0-9][a-z0-9-]{0,30}")) {
        throw new IllegalArgumentException(
            "namespacePrefix \"%s\": use 1 to 31 lower-case letters, digits and hyphens"
                .formatted(namespacePrefix));
      }
      if (!List.of("restricted", "baseline", "privileged").contains(podSecurity)) {
        throw new IllegalArgumentException(
            "podSecurity \"%s\": use restricted, baseline or privileged".formatted(podSecurity));
      }
    }

    /** Namespaces {@code penstock-...}, restricted, without quotas. */
    public static Tenants defaults() {
      return new Tenants("penstock-", "restricted", null, null, null, null);
    }
  }

  /**
   * The labels of nodes that say where they hang.
   *
   * @param switchLabel names the switch
   * @param superNodeLabel names the super-node
   * @param ringCardsLabel says how many cards work together as one group
   */
  public record Topology(String switchLabel, String superNodeLabel, String ringCardsLabel) {
    /** MindCluster's super-pod label, and two of Penstock's own. */
    public static Topology defaults() {
      return new Topology(
          "penstock/switch", "huawei.com/topotree.superpodid", "penstock/ring-cards");
    }
  }

  /**
   * Where figures of cards come from.
   *
   * @param address such as {@code http://{node}:8082/metrics}; {@code {node}} is the node's address
   */
  public record Exporter(String address) {
    public Exporter {
      URI.create(address.replace("{node}", "127.0.0.1"));
    }

    /** The address for a node. */
    URI of(String node) {
      return URI.create(address.replace("{node}", node.contains(":") ? "[" + node + "]" : node));
    }
  }

  /** Defaults for everything but what has none. */
  public static KubernetesSettings defaults(String name, String installation, SharedVolume volume) {
    return new KubernetesSettings(
        name,
        installation,
        Form.AUTO,
        Placement.PLACED,
        CardNames.of(CardNames.Profile.MINDCLUSTER),
        volume,
        Scheduling.defaults(),
        JobLimits.defaults(),
        Tenants.defaults(),
        Topology.defaults(),
        List.of(),
        Duration.ofMinutes(5));
  }

  public KubernetesSettings withForm(Form other) {
    return new KubernetesSettings(
        name,
        installation,
        other,
        placement,
        cards,
        volume,
        scheduling,
        limits,
        tenants,
        topology,
        exporters,
        resync);
  }

  public KubernetesSettings withPlacement(Placement other) {
    return new KubernetesSettings(
        name,
        installation,
        form,
        other,
        cards,
        volume,
        scheduling,
        limits,
        tenants,
        topology,
        exporters,
        resync);
  }
}
