package dev.penstock.engines.kubernetes;

import dev.penstock.engines.StartOrder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gangs as Volcano Jobs. Pure. */
record VolcanoJobs(KubernetesSettings settings, Pods pods) {
  static final String API = "batch.volcano.sh/v1alpha1";
  static final ResourceDefinitionContext CONTEXT =
      new ResourceDefinitionContext.Builder()
          .withGroup("batch.volcano.sh")
          .withVersion("v1alpha1")
          .withKind("Job")
          .withPlural("jobs")
          .withNamespaced(true)
          .build();
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  /** All ranks start together or not at all; the first that fails ends them all, for good. */
  GenericKubernetesResource of(StartOrder order, ObjectMeta meta) {
    List<Map<String, Object>> tasks = new ArrayList<>();
    for (RankGroup group :
        RankGroup.of(order, KubernetesSettings.Form.VOLCANO, settings.placement())) {
      Map<String, Object> task = new LinkedHashMap<>();
      task.put("name", group.task());
      task.put("replicas", group.ranks().size());
      task.put("template", JSON.convertValue(pods.template(order, group), Map.class));
      tasks.add(task);
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("minAvailable", order.ranks().size());
    spec.put("schedulerName", settings.scheduling().volcanoScheduler());
    spec.put("queue", settings.scheduling().volcanoQueue());
    spec.put("maxRetry", 1);
    spec.put(
        "policies",
        List.of(policy("PodFailed", "TerminateJob"), policy("PodEvicted", "TerminateJob")));
    Map<String, Object> plugins = new LinkedHashMap<>();
    plugins.put("env", List.of());
    plugins.put("svc", List.of("--disable-network-policy=true"));
    spec.put("plugins", plugins);
    spec.put("tasks", tasks);
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(API)
        .withKind("Job")
        .withMetadata(meta)
        .addToAdditionalProperties("spec", spec)
        .build();
  }

  private static Map<String, Object> policy(String event, String action) {
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("event", event);
    policy.put("action", action);
    return policy;
  }
}
