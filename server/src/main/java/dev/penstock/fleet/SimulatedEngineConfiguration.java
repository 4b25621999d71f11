package dev.penstock.fleet;

import dev.penstock.engines.simulated.SimulatedCluster;
import dev.penstock.engines.simulated.SimulatedEngine;
import dev.penstock.engines.simulated.SimulatedSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A simulated cluster as an engine, to measure and rehearse a large centre on one machine. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("penstock.fleet.simulated.nodes")
@EnableConfigurationProperties(SimulatedFleetSettings.class)
class SimulatedEngineConfiguration {
  private static final Duration POLL = Duration.ofMillis(100);

  @Bean
  SimulatedCluster simulatedCluster(
      SimulatedFleetSettings settings,
      @Value("${penstock.data-folder:.penstock}") Path dataFolder,
      Clock clock) {
    return new SimulatedCluster(settings.plan(), folder(dataFolder).resolve("cluster"), clock);
  }

  @Bean
  SimulatedEngine simulatedEngine(
      SimulatedFleetSettings settings,
      SimulatedCluster cluster,
      @Value("${penstock.data-folder:.penstock}") Path dataFolder) {
    // the cluster is this server's own, so that there is no other installation on it
    return new SimulatedEngine(
        cluster, new SimulatedSettings(folder(dataFolder), "own", settings.duration(), POLL));
  }

  private static Path folder(Path dataFolder) {
    return dataFolder.toAbsolutePath().normalize().resolve("simulated");
  }
}
