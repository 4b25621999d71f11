package dev.penstock.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Engine;
import dev.penstock.engines.EngineException;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Clusters that the configuration names become engines. */
final class KubernetesEngineConfigurationTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withBean(Clock.class, Clock::systemUTC)
          .withUserConfiguration(KubernetesEngineConfiguration.class);

  @Test
  void makesNoEngineWhereNoClusterIsConfigured() {
    runner.run(context -> assertThat(context).doesNotHaveBean(Engine.class));
  }

  @Test
  void makesAnEngineForEachClusterAlsoWhenItDoesNotAnswerYet() {
    runner
        .withPropertyValues(
            "penstock.fleet.kubernetes.east.volume.seen-at=/mnt/penstock",
            "penstock.fleet.kubernetes.east.volume.claim=penstock",
            "penstock.fleet.kubernetes.east.profile=cce",
            "penstock.fleet.kubernetes.west.volume.seen-at=/mnt/penstock",
            "penstock.fleet.kubernetes.west.volume.nfs-server=nas",
            "penstock.fleet.kubernetes.west.volume.nfs-export=/penstock")
        .withSystemProperties("kubernetes.master=http://127.0.0.1:1")
        .run(
            context -> {
              assertThat(context.getBeansOfType(Engine.class).values())
                  .extracting(Engine::name)
                  .containsExactlyInAnyOrder("east", "west");
              Engine east = context.getBean("kubernetesEngine-east", Engine.class);
              assertThat(catchEngineException(east)).isNotNull();
            });
  }

  @Test
  void namesTheSettingThatIsMissing() {
    runner
        .withPropertyValues("penstock.fleet.kubernetes.east.form=volcano")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("penstock.fleet.kubernetes.east.volume.seen-at"));
  }

  private static EngineException catchEngineException(Engine engine) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(
        EngineException.class, engine::nodes);
  }
}
