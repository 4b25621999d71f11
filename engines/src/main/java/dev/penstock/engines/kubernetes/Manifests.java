package dev.penstock.engines.kubernetes;

import dev.penstock.engines.StartOrder;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The objects of the cluster that an attempt is made of, besides its record. Pure: the same order
 * and settings give the same objects.
 */
final class Manifests {
  private final KubernetesSettings settings;
  private final Form form;
  private final Pods pods;

  /**
   * @param form any but {@link Form#AUTO}
   * @param hostname the {@code kubernetes.io/hostname} of a node
   */
  Manifests(KubernetesSettings settings, Form form, UnaryOperator<String> hostname) {
    this.settings = settings;
    this.form = form;
    this.pods = new Pods(settings, form, hostname);
  }

  /** In the order in which they are made; the last one runs the work. */
  List<HasMetadata> of(StartOrder order) {
    List<HasMetadata> objects = new ArrayList<>();
    if (order.service()) {
      objects.add(service(order, false));
      objects.add(deployment(order));
      return objects;
    }
    if (order.ranks().size() > 1) {
      objects.add(amongRanks(order));
    }
    if (form == Form.VOLCANO) {
      objects.add(new VolcanoJobs(settings, pods).of(order, workload(order)));
      return objects;
    }
    if (order.ranks().size() > 1) {
      objects.add(service(order, true));
    }
    objects.add(indexedJob(order));
    return objects;
  }

  private HasMetadata indexedJob(StartOrder order) {
    RankGroup group = RankGroup.of(order, form, settings.placement()).getFirst();
    ObjectMeta meta = workload(order);
    if (form == Form.KUEUE) {
      Map<String, String> labels = new LinkedHashMap<>(meta.getLabels());
      labels.put("kueue.x-k8s.io/queue-name", settings.scheduling().kueueQueue());
      meta.setLabels(labels);
    }
    return new JobBuilder()
        .withMetadata(meta)
        .withNewSpec()
        .withSuspend(form == Form.KUEUE)
        .withCompletionMode("Indexed")
        .withCompletions(order.ranks().size())
        .withParallelism(order.ranks().size())
        .withBackoffLimit(0)
        .withTemplate(pods.template(order, group))
        .endSpec()
        .build();
  }

  private HasMetadata deployment(StartOrder order) {
    RankGroup group = RankGroup.of(order, Form.JOB, settings.placement()).getFirst();
    return new DeploymentBuilder()
        .withMetadata(workload(order))
        .withNewSpec()
        .withReplicas(1)
        .withNewSelector()
        .withMatchLabels(selector(order))
        .endSelector()
        .withNewStrategy()
        .withType("Recreate")
        .endStrategy()
        .withTemplate(pods.template(order, group))
        .endSpec()
        .build();
  }

  private Service service(StartOrder order, boolean headless) {
    ServiceBuilder service =
        new ServiceBuilder()
            .withMetadata(meta(order))
            .withNewSpec()
            .withSelector(selector(order))
            .endSpec();
    if (headless) {
      return service
          .editSpec()
          .withClusterIP("None")
          .withPublishNotReadyAddresses(true)
          .endSpec()
          .build();
    }
    return service
        .editSpec()
        .addNewPort()
        .withName("http")
        .withPort(80)
        .withNewTargetPort("http")
        .endPort()
        .endSpec()
        .build();
  }

  /** The ranks of one gang reach each other, although the namespace forbids all else. */
  private NetworkPolicy amongRanks(StartOrder order) {
    return new NetworkPolicyBuilder()
        .withMetadata(meta(order))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(selector(order))
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .addNewIngress()
        .addNewFrom()
        .withNewPodSelector()
        .withMatchLabels(selector(order))
        .endPodSelector()
        .endFrom()
        .endIngress()
        .addNewEgress()
        .addNewTo()
        .withNewPodSelector()
        .withMatchLabels(selector(order))
        .endPodSelector()
        .endTo()
        .endEgress()
        .endSpec()
        .build();
  }

  private static Map<String, String> selector(StartOrder order) {
    return Map.of(Marks.ATTEMPT, order.attempt().toString());
  }

  private ObjectMeta meta(StartOrder order) {
    return new ObjectMetaBuilder()
        .withName(Marks.name(order.attempt()))
        .withNamespace(Marks.namespace(settings, order.account().name()))
        .withLabels(Marks.labels(settings, order))
        .build();
  }

  private ObjectMeta workload(StartOrder order) {
    ObjectMeta meta = meta(order);
    Map<String, String> labels = new LinkedHashMap<>(meta.getLabels());
    labels.putAll(Ascend.jobLabels(order, settings));
    meta.setLabels(labels);
    meta.setAnnotations(Ascend.annotations(order, settings));
    return meta;
  }
}
