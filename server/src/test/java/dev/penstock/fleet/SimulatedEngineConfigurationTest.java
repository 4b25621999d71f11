package dev.penstock.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.simulated.SimulatedEngine;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

final class SimulatedEngineConfigurationTest {
  @TempDir private Path folder;

  private ApplicationContextRunner with(String... properties) {
    return new ApplicationContextRunner()
        .withUserConfiguration(SimulatedEngineConfiguration.class)
        .withBean(Clock.class, Clock::systemUTC)
        .withPropertyValues("penstock.data-folder=" + folder)
        .withPropertyValues(properties);
  }

  @Test
  void isNotThereUnlessItsNodesAreGiven() {
    with().run(context -> assertThat(context).doesNotHaveBean(SimulatedEngine.class));
  }

  @Test
  void hasTheNodesThatAreAskedFor() {
    with(
            "penstock.fleet.simulated.nodes=70",
            "penstock.fleet.simulated.cards-per-node=16",
            "penstock.fleet.simulated.nodes-per-super-node=48")
        .run(
            context -> {
              var nodes = context.getBean(SimulatedEngine.class).nodes();
              assertThat(nodes).hasSize(70);
              assertThat(nodes.getLast().cards()).hasSize(16);
              assertThat(nodes.getLast().labels())
                  .containsEntry(NodeInfo.SWITCH, "sw-0003")
                  .containsEntry(NodeInfo.SUPER_NODE, "super-0002");
            });
  }

  @Test
  void saysWhichSettingIsWrong() {
    with("penstock.fleet.simulated.nodes=0")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("penstock.fleet.simulated.nodes: 0"));
  }
}
