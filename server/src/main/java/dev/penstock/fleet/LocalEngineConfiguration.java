package dev.penstock.fleet;

import dev.penstock.engines.local.LocalEngine;
import dev.penstock.engines.local.LocalSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This machine as an engine, unless {@code penstock.fleet.local.enabled} is false. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "penstock.fleet.local.enabled", matchIfMissing = true)
class LocalEngineConfiguration {

  @Bean
  LocalEngine localEngine(
      FleetSettings settings,
      @Value("${penstock.data-folder:.penstock}") Path dataFolder,
      Clock clock) {
    Path folder = dataFolder.toAbsolutePath().normalize().resolve("local");
    String name = settings.local().nodeName();
    return new LocalEngine(
        new LocalSettings(folder, name == null ? hostName() : name, Installation.of(dataFolder)),
        clock);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
