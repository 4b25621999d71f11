package dev.penstock.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StorageSettingsTest {
  @Test
  void hasDefaultsForAnOrdinaryCentre() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new StorageSettings(1L << 30, 64L << 30, 16L << 20, 100_000, Duration.ofDays(1)));
  }

  @Test
  void readsEverySetting() {
    assertThat(
            bind(
                Map.of(
                    "penstock.storage.reserve-bytes", "1",
                    "penstock.storage.max-blob-bytes", "2",
                    "penstock.storage.max-chunk-bytes", "3",
                    "penstock.storage.max-files", "4",
                    "penstock.storage.keep-unused", "5h")))
        .isEqualTo(new StorageSettings(1, 2, 3, 4, Duration.ofHours(5)));
  }

  private static StorageSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("penstock.storage", StorageSettings.class);
  }
}
