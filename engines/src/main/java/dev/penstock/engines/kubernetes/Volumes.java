package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Mount;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.gang.JobEnvironment;
import dev.penstock.engines.kubernetes.KubernetesSettings.Placement;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a pod sees as its file system besides its image. Pure. */
final class Volumes {
  static final String LOG_FOLDER = "/run/penstock-log";

  /** Where MindCluster puts the rank table that it makes itself. */
  static final String RINGS_FOLDER = "/user/serverid/devindex/config";

  /** On the shared volume, beneath its root. */
  static final String ATTEMPTS = "penstock-attempts";

  private static final String SHARED = "shared";
  private static final String GANG = "gang";
  private static final String RINGS = "rings";

  private Volumes() {}

  static String folder(UUID attempt) {
    return ATTEMPTS + "/" + attempt;
  }

  static List<Volume> volumes(StartOrder order, KubernetesSettings settings) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(shared(settings.volume()));
    VolumeBuilder gang = new VolumeBuilder().withName(GANG);
    gang.withNewConfigMap()
        .withName(Marks.name(order.attempt()))
        .withDefaultMode(0444)
        .endConfigMap();
    for (String file :
        GangFiles.of(order, KubernetesSettings.Form.JOB, settings.placement()).keySet()) {
      gang.editConfigMap().addNewItem().withKey(file).withPath(file).endItem().endConfigMap();
    }
    volumes.add(gang.build());
    volumes.add(memory("tmp", order));
    volumes.add(memory("shm", order));
    if (!hasCode(order)) {
      volumes.add(empty("code"));
    }
    if (order.service()) {
      volumes.add(empty("socket"));
    }
    if (needsRings(order, settings)) {
      volumes.add(
          new VolumeBuilder()
              .withName(RINGS)
              .withNewConfigMap()
              .withName("rings-config-" + Marks.name(order.attempt()))
              .withOptional(true)
              .endConfigMap()
              .build());
    }
    return volumes;
  }

  static List<VolumeMount> mounts(StartOrder order, KubernetesSettings settings) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(mount(SHARED, JobEnvironment.WORK, folder(order.attempt()) + "/work", false));
    mounts.add(mount(SHARED, LOG_FOLDER, folder(order.attempt()) + "/log", false));
    Path root = settings.volume().seenAt();
    for (Mount mount : order.mounts()) {
      String below = root.relativize(mount.source().normalize()).toString();
      mounts.add(mount(SHARED, mount.target(), below, !mount.writable()));
    }
    mounts.add(mount(GANG, JobEnvironment.GANG_FOLDER, null, true));
    mounts.add(mount("tmp", "/tmp", null, false));
    mounts.add(mount("shm", "/dev/shm", null, false));
    if (!hasCode(order)) {
      mounts.add(mount("code", JobEnvironment.CODE, null, true));
    }
    if (order.service()) {
      mounts.add(socket());
    }
    if (needsRings(order, settings)) {
      mounts.add(mount(RINGS, RINGS_FOLDER, null, true));
    }
    return mounts;
  }

  static VolumeMount socket() {
    return mount("socket", Path.of(JobEnvironment.SOCKET).getParent() + "", null, false);
  }

  private static boolean hasCode(StartOrder order) {
    return order.mounts().stream().anyMatch(it -> it.target().equals(JobEnvironment.CODE));
  }

  private static boolean needsRings(StartOrder order, KubernetesSettings settings) {
    return settings.placement() == Placement.SCHEDULED && Pods.isAscend(order);
  }

  private static Volume shared(SharedVolume volume) {
    VolumeBuilder shared = new VolumeBuilder().withName(SHARED);
    return switch (volume) {
      case SharedVolume.Claim it ->
          shared
              .withNewPersistentVolumeClaim()
              .withClaimName(it.claim())
              .endPersistentVolumeClaim()
              .build();
      case SharedVolume.Nfs it ->
          shared.withNewNfs().withServer(it.server()).withPath(it.export()).endNfs().build();
      case SharedVolume.HostPath it ->
          shared.withNewHostPath().withPath(it.path()).withType("Directory").endHostPath().build();
    };
  }

  /** Counted as the job's memory, and no larger than that. */
  private static Volume memory(String name, StartOrder order) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withMedium("Memory")
        .withNewSizeLimit(Long.toString(order.limits().memoryBytes()))
        .endEmptyDir()
        .build();
  }

  private static Volume empty(String name) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withNewSizeLimit("1Mi")
        .endEmptyDir()
        .build();
  }

  private static VolumeMount mount(
      String volume,
      String target,
      @org.jspecify.annotations.Nullable String below,
      boolean readOnly) {
    return new VolumeMountBuilder()
        .withName(volume)
        .withMountPath(target)
        .withSubPath(below)
        .withReadOnly(readOnly)
        .build();
  }
}
