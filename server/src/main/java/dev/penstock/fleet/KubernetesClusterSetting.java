package dev.penstock.fleet;

import dev.penstock.engines.kubernetes.CardNames;
import dev.penstock.engines.kubernetes.KubernetesSettings;
import dev.penstock.engines.kubernetes.KubernetesSettings.Exporter;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import dev.penstock.engines.kubernetes.KubernetesSettings.JobLimits;
import dev.penstock.engines.kubernetes.KubernetesSettings.Placement;
import dev.penstock.engines.kubernetes.KubernetesSettings.Scheduling;
import dev.penstock.engines.kubernetes.KubernetesSettings.Tenants;
import dev.penstock.engines.kubernetes.KubernetesSettings.Topology;
import dev.penstock.engines.kubernetes.SharedVolume;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A Kubernetes cluster, under {@code penstock.fleet.kubernetes.<name>}.
 *
 * @param kubeconfig how to reach it, by its current context; where absent, the environment's own
 *     way (in a pod: its service account)
 * @param installation tells several installations on one cluster apart
 * @param resources names of card resources by the beginning of a model, beside the profile's
 * @param exporters addresses of metrics, {@code {node}} stands for the node's address
 */
record KubernetesClusterSetting(
    @Nullable Path kubeconfig,
    @DefaultValue("penstock") String installation,
    @DefaultValue("auto") Form form,
    @DefaultValue("placed") Placement placement,
    @DefaultValue("mindcluster") CardNames.Profile profile,
    @DefaultValue Map<String, String> resources,
    @Nullable Integer shareMemoryMib,
    @Nullable Integer shareCorePercent,
    Volume volume,
    @DefaultValue("default") String volcanoQueue,
    @DefaultValue("volcano") String volcanoScheduler,
    @Nullable String kueueQueue,
    @DefaultValue("pytorch") String framework,
    @Nullable String torAffinity,
    @DefaultValue("0") int superPodBlock,
    @DefaultValue("30m") Duration startAllowance,
    @DefaultValue("61100") long jobUser,
    @Nullable String bridgeImage,
    @DefaultValue("penstock-") String namespacePrefix,
    @DefaultValue("restricted") String podSecurity,
    @DefaultValue Quota quota,
    @DefaultValue("penstock/switch") String switchLabel,
    @DefaultValue("huawei.com/topotree.superpodid") String superNodeLabel,
    @DefaultValue("penstock/ring-cards") String ringCardsLabel,
    @DefaultValue List<String> exporters,
    @DefaultValue("5m") Duration resync) {

  /** What a project may have at once; absent means no limit. */
  record Quota(
      @Nullable Integer pods,
      @Nullable Long cores,
      @Nullable Long memoryGib,
      @Nullable Long cards) {}

  /**
   * The shared volume: a claim, or NFS, or a folder of the nodes.
   *
   * @param seenAt where the server sees it
   */
  record Volume(
      Path seenAt,
      @Nullable String claim,
      @Nullable String nfsServer,
      @Nullable String nfsExport,
      @Nullable String hostPath) {
    SharedVolume of(String field) {
      if (claim != null && nfsServer == null && hostPath == null) {
        return new SharedVolume.Claim(seenAt, claim);
      }
      if (nfsServer != null && nfsExport != null && claim == null && hostPath == null) {
        return new SharedVolume.Nfs(seenAt, nfsServer, nfsExport);
      }
      if (hostPath != null && claim == null && nfsServer == null) {
        return new SharedVolume.HostPath(seenAt, hostPath);
      }
      throw new IllegalArgumentException(
          field + ": give claim, or nfs-server and nfs-export, or host-path, and one of them only");
    }
  }

  /** The engine's own settings. */
  KubernetesSettings settings(String name) {
    String field = "penstock.fleet.kubernetes." + name;
    if (volume == null || volume.seenAt() == null) {
      throw new IllegalArgumentException(
          field
              + ".volume.seen-at: is missing. Name the folder at which the server sees the volume.");
    }
    CardNames names = CardNames.of(profile, resources);
    Long memoryGib = quota.memoryGib();
    try {
      return new KubernetesSettings(
          name,
          installation,
          form,
          placement,
          new CardNames(profile, names.resources(), shareMemoryMib, shareCorePercent),
          volume.of(field + ".volume"),
          new Scheduling(
              volcanoQueue, volcanoScheduler, kueueQueue, framework, torAffinity, superPodBlock),
          new JobLimits(JobLimits.defaults().logBytes(), startAllowance, jobUser, bridgeImage),
          new Tenants(
              namespacePrefix,
              podSecurity,
              quota.pods(),
              quota.cores(),
              memoryGib == null ? null : memoryGib << 30,
              quota.cards()),
          new Topology(switchLabel, superNodeLabel, ringCardsLabel),
          exporters.stream().map(Exporter::new).toList(),
          resync);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(field + ": " + wrong.getMessage(), wrong);
    }
  }
}
