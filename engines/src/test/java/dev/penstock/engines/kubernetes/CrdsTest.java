package dev.penstock.engines.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.type.TypeReference;

/** What is made for Volcano fits Volcano's own definition. */
final class CrdsTest {

  @ParameterizedTest
  @EnumSource(names = "VOLCANO.*", mode = EnumSource.Mode.MATCH_ALL)
  void makesVolcanoJobsThatFitTheirDefinition(ManifestsTest.Case form) {
    Map<String, Object> schema = Crds.schema("batch.volcano.sh_jobs.yaml");

    List<HasMetadata> objects = form.objects();

    assertThat(Crds.problems(schema, plain(objects.getLast()))).isEmpty();
  }

  @Test
  void seesWhatDoesNotFit() {
    Map<String, Object> schema = Crds.schema("batch.volcano.sh_jobs.yaml");
    Map<String, Object> job =
        plain(ManifestsTest.Case.VOLCANO_ASCEND_GANG_PLACED.objects().getLast());
    Map<String, Object> spec = Crds.map(job.get("spec"));
    spec.put("minAvailable", "two");
    spec.put("policies", List.of(Map.of("event", "PodVanished", "act", "TerminateJob")));

    assertThat(Crds.problems(schema, job))
        .anySatisfy(it -> assertThat(it).contains(".spec.minAvailable", "two"))
        .anySatisfy(it -> assertThat(it).contains("PodVanished"))
        .anySatisfy(it -> assertThat(it).contains("does not know act"))
        .hasSize(3);
  }

  private static Map<String, Object> plain(HasMetadata object) {
    return Serialization.unmarshal(Serialization.asJson(object), new TypeReference<>() {});
  }
}
