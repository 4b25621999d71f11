package dev.penstock.storage;

import dev.penstock.shared.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** The store in the data folder, and its sweep. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageSettings.class)
class StorageConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(StorageConfiguration.class);

  @Bean
  Parts storageParts(
      @Value("${penstock.shared-folder:${penstock.data-folder:.penstock}}") Path sharedFolder,
      StorageSettings settings,
      Access access,
      JdbcClient jdbc,
      Clock clock) {
    if (!"UTF-8".equals(System.getProperty("sun.jnu.encoding"))) {
      LOG.warn(
          "File names are limited to {}: start the server with LC_ALL=C.UTF-8.",
          System.getProperty("sun.jnu.encoding"));
    }
    return Parts.of(sharedFolder.resolve("store"), settings, access, jdbc, clock);
  }

  @Bean
  Uploads uploads(Parts storageParts) {
    return new Uploads(storageParts);
  }

  @Bean
  Collector storageCollector(Parts storageParts, Uploads uploads) {
    return new Collector(storageParts, uploads);
  }

  @Bean
  Trees trees(Parts storageParts, Collector storageCollector) {
    return new Trees(storageParts, storageCollector);
  }

  /** Sweeps the store every few hours. */
  record Sweep(Collector collector) {
    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT6H")
    void run() {
      try {
        collector.sweep();
      } catch (IOException | RuntimeException e) {
        LOG.warn("The store is not swept; the next sweep tries again.", e);
      }
    }
  }

  @Bean
  Sweep storageSweep(Collector storageCollector) {
    return new Sweep(storageCollector);
  }
}
