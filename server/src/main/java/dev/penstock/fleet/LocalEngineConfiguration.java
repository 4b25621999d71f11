package dev.penstock.fleet;

import dev.penstock.engines.local.LocalEngine;
import dev.penstock.engines.local.LocalSettings;
import dev.penstock.shared.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This machine as an engine. */
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
        new LocalSettings(folder, name == null ? hostName() : name, installation(folder)), clock);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  /** Tells what is ours from another installation's on the same machine, across restarts. */
  private static String installation(Path folder) {
    Path file = folder.resolve("installation");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(folder);
        Files.writeString(file, Ids.next().toString());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " can't be used", e);
    }
  }
}
