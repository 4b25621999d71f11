package dev.penstock.engines.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.kubernetes.CardNames.Profile;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import dev.penstock.engines.kubernetes.KubernetesSettings.JobLimits;
import dev.penstock.engines.kubernetes.KubernetesSettings.Placement;
import dev.penstock.engines.kubernetes.KubernetesSettings.Scheduling;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an order becomes in a cluster, form by form, as the golden files show it. */
final class ManifestsTest {

  /** A form, and how it comes about. */
  enum Case {
    VOLCANO_ASCEND_GANG_PLACED,
    VOLCANO_ASCEND_GANG_SCHEDULED,
    VOLCANO_GANG_OF_MANY_NODES,
    JOB_CPU_GANG,
    JOB_ONE_CARD_CCE,
    JOB_SHARED_CARD_HAMI,
    JOB_VIRTUAL_CARD,
    JOB_NVIDIA,
    KUEUE_NVIDIA_GANG,
    SERVICE;

    Orders order() {
      return switch (this) {
        case VOLCANO_ASCEND_GANG_PLACED, VOLCANO_ASCEND_GANG_SCHEDULED ->
            Orders.of(2, 4, "Ascend910B3");
        case VOLCANO_GANG_OF_MANY_NODES -> Orders.of(34, 4, "Ascend910B3");
        case JOB_CPU_GANG -> Orders.of(3, 0, "");
        case JOB_ONE_CARD_CCE, JOB_SHARED_CARD_HAMI -> Orders.of(1, 1, "Ascend910B3");
        case JOB_VIRTUAL_CARD -> Orders.of(1, 1, "Ascend910-4c");
        case JOB_NVIDIA -> Orders.of(1, 2, "NVIDIA A100-SXM4-80GB");
        case KUEUE_NVIDIA_GANG -> Orders.of(2, 8, "NVIDIA A100-SXM4-80GB");
        case SERVICE -> Orders.cpu().asService();
      };
    }

    Form form() {
      return name().startsWith("VOLCANO")
          ? Form.VOLCANO
          : name().startsWith("KUEUE") ? Form.KUEUE : Form.JOB;
    }

    KubernetesSettings settings() {
      CardNames hami = CardNames.of(Profile.HAMI);
      return new KubernetesSettings(
          "k8s",
          "centre-1",
          form(),
          this == VOLCANO_ASCEND_GANG_SCHEDULED || this == KUEUE_NVIDIA_GANG
              ? Placement.SCHEDULED
              : Placement.PLACED,
          switch (this) {
            case JOB_ONE_CARD_CCE -> CardNames.of(Profile.CCE);
            case JOB_SHARED_CARD_HAMI -> new CardNames(Profile.HAMI, hami.resources(), 16_384, 50);
            default -> CardNames.of(Profile.MINDCLUSTER);
          },
          this == JOB_CPU_GANG
              ? new SharedVolume.Nfs(Orders.SHARED, "nas.example", "/export/penstock")
              : this == JOB_NVIDIA
                  ? new SharedVolume.HostPath(Orders.SHARED, "/mnt/penstock")
                  : new SharedVolume.Claim(Orders.SHARED, "penstock"),
          new Scheduling("training", "volcano", "batch", "pytorch", "large-model-schema", 16),
          new JobLimits(256L << 20, Duration.ofMinutes(30), 61_100, "registry.example/socat:1"),
          KubernetesSettings.Tenants.defaults(),
          KubernetesSettings.Topology.defaults(),
          List.of(),
          Duration.ofMinutes(5));
    }

    /** All that is made for it, the record with its files first. */
    List<HasMetadata> objects() {
      KubernetesSettings settings = settings();
      OrderCheck.check(order().order(), form(), settings);
      List<HasMetadata> all = new ArrayList<>();
      ConfigMap files = new ConfigMap();
      files.setMetadata(new io.fabric8.kubernetes.api.model.ObjectMeta());
      files.getMetadata().setName(Marks.name(Orders.ATTEMPT));
      files.setData(GangFiles.of(order().order(), form(), settings.placement()));
      files.getData().remove(GangFiles.RUN);
      all.add(files);
      all.addAll(new Manifests(settings, form(), node -> node + ".local").of(order().order()));
      return all;
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesWhatTheGoldenFileSays(Case form) {
    StringBuilder yaml = new StringBuilder();
    form.objects().forEach(object -> yaml.append(Serialization.asYaml(object)));

    Golden.check(form.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), yaml.toString());
  }

  @ParameterizedTest
  @EnumSource
  void makesTheSameEachTime(Case form) {
    assertThat(Serialization.asYaml(form.objects()))
        .isEqualTo(Serialization.asYaml(form.objects()));
  }

  @ParameterizedTest
  @EnumSource
  void marksAllThatItMakesAsItsOwn(Case form) {
    for (HasMetadata object : form.objects().subList(1, form.objects().size())) {
      assertThat(object.getMetadata().getLabels())
          .as(object.getKind())
          .containsAllEntriesOf(
              Map.of(
                  Marks.INSTALLATION,
                  "centre-1",
                  Marks.ATTEMPT,
                  Orders.ATTEMPT.toString(),
                  Marks.JOB,
                  Orders.JOB.toString()));
    }
  }
}
