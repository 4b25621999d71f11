package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Card;
import dev.penstock.engines.Rank;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.gang.JobEnvironment;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import dev.penstock.engines.kubernetes.KubernetesSettings.Placement;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pod of a rank. Pure.
 *
 * @param hostname the {@code kubernetes.io/hostname} of a node
 */
record Pods(KubernetesSettings settings, Form form, UnaryOperator<String> hostname) {
  static final int BRIDGE_PORT = 8080;
  private static final int ASCEND_PORT = 2222;

  /** The group that the driver's installer gives the cards to, HwHiAiUser. */
  private static final long ASCEND_GROUP = 1000;

  PodTemplateSpec template(StartOrder order, RankGroup group) {
    Map<String, String> labels = new LinkedHashMap<>(Marks.labels(settings, order));
    labels.putAll(Ascend.podLabels(order));
    Map<String, String> annotations = new LinkedHashMap<>();
    if (settings.placement() == Placement.PLACED
        && settings.cards().choosesByAnnotation(group.first())) {
      annotations.putAll(Ascend.chosenCards(settings.cards(), group.first()));
    }
    annotations.putAll(Ascend.annotations(order, settings));
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels)
        .withAnnotations(annotations)
        .endMetadata()
        .withSpec(spec(order, group))
        .build();
  }

  private PodSpec spec(StartOrder order, RankGroup group) {
    boolean ascend = isAscend(order);
    PodSpecBuilder spec =
        new PodSpecBuilder()
            .withRestartPolicy(order.service() ? "Always" : "Never")
            .withServiceAccountName(Marks.SERVICE_ACCOUNT)
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withTerminationGracePeriodSeconds(seconds(order.grace()))
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withRunAsUser(settings.limits().user())
            .withRunAsGroup(settings.limits().user())
            .withSupplementalGroups(ascend ? List.of(ASCEND_GROUP) : List.of())
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .withVolumes(Volumes.volumes(order, settings))
            .withContainers(containers(order, group));
    if (order.wallTime() != null) {
      spec.withActiveDeadlineSeconds(
          seconds(order.wallTime())
              + seconds(order.grace())
              + seconds(settings.limits().startAllowance()));
    }
    if (form == Form.VOLCANO) {
      spec.withSchedulerName(settings.scheduling().volcanoScheduler());
    } else if (order.ranks().size() > 1) {
      spec.withSubdomain(Marks.name(order.attempt()));
    }
    if (settings.placement() == Placement.PLACED) {
      new Pinning(hostname).pin(spec, order, group);
    }
    return spec.build();
  }

  private List<Container> containers(StartOrder order, RankGroup group) {
    List<Container> containers = new ArrayList<>();
    ContainerBuilder job =
        new ContainerBuilder()
            .withName(containerName(order))
            .withImage(((RuntimeRoot.Image) order.root()).reference())
            .withCommand("/bin/sh", JobEnvironment.GANG_FOLDER + "/" + GangFiles.RUN)
            .withArgs(order.command().stream().map(Pods::literal).toList())
            .withWorkingDir(JobEnvironment.CODE)
            .withEnv(environment(order, group))
            .withNewResources()
            .withRequests(resources(order, group.first()))
            .withLimits(resources(order, group.first()))
            .endResources()
            .withSecurityContext(locked())
            .withVolumeMounts(Volumes.mounts(order, settings));
    if (isAscend(order)) {
      job.addNewPort().withName("ascendjob-port").withContainerPort(ASCEND_PORT).endPort();
    }
    containers.add(job.build());
    if (order.service()) {
      containers.add(bridge());
    }
    return containers;
  }

  /** Brings requests for a port to the socket that the job listens on. */
  private Container bridge() {
    return new ContainerBuilder()
        .withName("bridge")
        .withImage(settings.limits().bridgeImage())
        .withCommand(
            "socat",
            "TCP-LISTEN:%d,fork,reuseaddr".formatted(BRIDGE_PORT),
            "UNIX-CONNECT:" + JobEnvironment.SOCKET)
        .addNewPort()
        .withName("http")
        .withContainerPort(BRIDGE_PORT)
        .endPort()
        .withNewResources()
        .withRequests(small("50m"))
        .withLimits(small("500m"))
        .endResources()
        .withSecurityContext(locked())
        .withVolumeMounts(Volumes.socket())
        .build();
  }

  private static Map<String, Quantity> small(String cpu) {
    Map<String, Quantity> resources = new TreeMap<>();
    resources.put("cpu", new Quantity(cpu));
    resources.put("memory", new Quantity("64Mi"));
    return resources;
  }

  private static SecurityContext locked() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  private Map<String, Quantity> resources(StartOrder order, Rank rank) {
    Map<String, Quantity> resources = new TreeMap<>();
    resources.put("cpu", new Quantity(order.limits().milliCores() + "m"));
    resources.put("memory", new Quantity(Long.toString(order.limits().memoryBytes())));
    settings
        .cards()
        .requests(rank)
        .forEach((name, count) -> resources.put(name, new Quantity(Long.toString(count))));
    return resources;
  }

  private List<EnvVar> environment(StartOrder order, RankGroup group) {
    Map<String, String> all = new TreeMap<>();
    // a device plugin shows a container its own cards alone, counted from 0
    Rank seen = renumbered(group.first());
    StartOrder reachable = Reachable.of(order, form, settings.placement());
    all.putAll(JobEnvironment.of(reachable, seen));
    if (!group.alone()) {
      if (!order.environment().containsKey("RANK")) {
        all.remove("RANK");
      }
      all.put("PENSTOCK_RANK_BY", group.by().name().toLowerCase(Locale.ROOT));
    }
    if (all.containsKey("RANK_TABLE_FILE") && settings.placement() == Placement.SCHEDULED) {
      all.put("RANK_TABLE_FILE", Volumes.RINGS_FOLDER + "/" + JobEnvironment.RANK_TABLE);
    }
    all.put("PENSTOCK_GANG", JobEnvironment.GANG_FOLDER);
    all.put("PENSTOCK_LOG", Volumes.LOG_FOLDER);
    all.put("PENSTOCK_LOG_LIMIT", Long.toString(settings.limits().logBytes()));
    all.put("PENSTOCK_END", "/dev/termination-log");
    all.put("PENSTOCK_OUTPUTS", String.join(" ", order.outputs()));
    all.put("PENSTOCK_GRACE", Long.toString(seconds(order.grace())));
    all.put(
        "PENSTOCK_WALL_TIME",
        Long.toString(order.wallTime() == null ? 0 : Math.max(1, seconds(order.wallTime()))));
    List<EnvVar> variables = new ArrayList<>();
    all.forEach((name, value) -> variables.add(new EnvVar(name, literal(value), null)));
    variables.add(
        new EnvVarBuilder()
            .withName("PENSTOCK_NODE")
            .withNewValueFrom()
            .withNewFieldRef()
            .withFieldPath("spec.nodeName")
            .endFieldRef()
            .endValueFrom()
            .build());
    return variables;
  }

  private static Rank renumbered(Rank rank) {
    List<Card> cards =
        IntStream.range(0, rank.cards().size())
            .mapToObj(i -> rank.cards().get(i).numbered(i))
            .collect(Collectors.toList());
    return new Rank(rank.index(), rank.node(), rank.address(), cards);
  }

  /** The kubelet replaces {@code $(NAME)}; a doubled dollar is a dollar. */
  private static String literal(String text) {
    return text.replace("$(", "$$(");
  }

  static String containerName(StartOrder order) {
    return isAscend(order) ? "ascend" : "job";
  }

  static boolean isAscend(StartOrder order) {
    return order.ranks().getFirst().cards().stream().anyMatch(Card::ascend);
  }

  private static long seconds(Duration duration) {
    return Math.ceilDiv(duration.toMillis(), 1000L);
  }
}
