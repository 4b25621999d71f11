package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Account;
import dev.penstock.engines.kubernetes.KubernetesSettings.Tenants;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a project has of its own in the cluster, before its first job. Pure. */
record Tenancy(KubernetesSettings settings) {
  private static final String NAME = "penstock";
  private static final int DNS = 53;

  /** In the order in which they are made. */
  List<HasMetadata> of(Account account) {
    String namespace = Marks.namespace(settings, account.name());
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(Marks.INSTALLATION, settings.installation());
    labels.put(Marks.PROJECT, account.name());
    labels.put(Marks.ORGANISATION, account.parent());
    List<HasMetadata> all = new ArrayList<>();
    Map<String, String> secured = new LinkedHashMap<>(labels);
    secured.put("pod-security.kubernetes.io/enforce", podSecurity());
    secured.put("pod-security.kubernetes.io/warn", podSecurity());
    all.add(
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(namespace)
            .withLabels(secured)
            .endMetadata()
            .build());
    all.add(
        new ServiceAccountBuilder()
            .withMetadata(meta(namespace, Marks.SERVICE_ACCOUNT, labels))
            .withAutomountServiceAccountToken(false)
            .build());
    all.add(denied(namespace, labels));
    all.add(
        new LimitRangeBuilder()
            .withMetadata(meta(namespace, NAME, labels))
            .withNewSpec()
            .addNewLimit()
            .withType("Container")
            .withDefault(container("1", "1Gi"))
            .withDefaultRequest(container("100m", "128Mi"))
            .endLimit()
            .endSpec()
            .build());
    Map<String, Quantity> most = most();
    if (!most.isEmpty()) {
      all.add(
          new ResourceQuotaBuilder()
              .withMetadata(meta(namespace, NAME, labels))
              .withNewSpec()
              .withHard(most)
              .endSpec()
              .build());
    }
    return all;
  }

  /** The storage decides how strict pods can be held: NFS and host paths are not restricted. */
  private String podSecurity() {
    String wanted = settings.tenants().podSecurity();
    return switch (settings.volume()) {
      case SharedVolume.Claim claim -> wanted;
      case SharedVolume.Nfs nfs -> wanted.equals("restricted") ? "baseline" : wanted;
      case SharedVolume.HostPath path -> "privileged";
    };
  }

  /** Nobody reaches a pod and it reaches nobody, but names are looked up. */
  private static HasMetadata denied(String namespace, Map<String, String> labels) {
    return new NetworkPolicyBuilder()
        .withMetadata(meta(namespace, "penstock-deny", labels))
        .withNewSpec()
        .withNewPodSelector()
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .addNewEgress()
        .addNewTo()
        .withNewNamespaceSelector()
        .addToMatchLabels("kubernetes.io/metadata.name", "kube-system")
        .endNamespaceSelector()
        .endTo()
        .addNewPort()
        .withProtocol("UDP")
        .withNewPort(DNS)
        .endPort()
        .addNewPort()
        .withProtocol("TCP")
        .withNewPort(DNS)
        .endPort()
        .endEgress()
        .endSpec()
        .build();
  }

  private Map<String, Quantity> most() {
    Tenants tenants = settings.tenants();
    Map<String, Quantity> hard = new TreeMap<>();
    if (tenants.maxPods() != null) {
      hard.put("pods", new Quantity(tenants.maxPods().toString()));
    }
    if (tenants.maxCores() != null) {
      hard.put("limits.cpu", new Quantity(tenants.maxCores().toString()));
    }
    if (tenants.maxMemoryBytes() != null) {
      hard.put("limits.memory", new Quantity(tenants.maxMemoryBytes().toString()));
    }
    if (tenants.maxCards() != null) {
      settings.cards().fixedResources().stream()
          .forEach(
              name -> hard.put("requests." + name, new Quantity(tenants.maxCards().toString())));
    }
    return hard;
  }

  private static Map<String, Quantity> container(String cpu, String memory) {
    Map<String, Quantity> resources = new TreeMap<>();
    resources.put("cpu", new Quantity(cpu));
    resources.put("memory", new Quantity(memory));
    return resources;
  }

  private static ObjectMeta meta(String namespace, String name, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(namespace)
        .withLabels(labels)
        .build();
  }
}
