package dev.penstock.fleet;

import dev.penstock.engines.slurm.SlurmEngine;
import dev.penstock.engines.slurm.SlurmSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The Slurm clusters as engines, by the names that the configuration gives them. */
@Configuration(proxyBeanMethods = false)
class SlurmEngineConfiguration {

  /** The engines of all clusters, closed together. */
  record SlurmEngines(List<SlurmEngine> all) implements AutoCloseable {
    @Override
    public void close() {
      all.forEach(SlurmEngine::close);
    }
  }

  @Bean
  SlurmEngines slurmEngines(
      FleetSettings settings,
      @Value("${penstock.shared-folder:${penstock.data-folder:.penstock}}") Path sharedFolder,
      Clock clock) {
    List<SlurmEngine> engines = new ArrayList<>();
    settings
        .slurm()
        .forEach(
            (name, setting) ->
                engines.add(
                    new SlurmEngine(
                        settings(name, setting, Installation.of(sharedFolder)), clock)));
    return new SlurmEngines(List.copyOf(engines));
  }

  private static SlurmSettings settings(
      String name, FleetSettings.Slurm setting, String installation) {
    try {
      return new SlurmSettings(
          name,
          installation,
          connection(setting),
          setting.partition(),
          setting.sharedFolder(),
          setting.slurmConf(),
          new SlurmSettings.Users(setting.userPattern(), setting.userHook()),
          setting.accounts(),
          setting.placement().equals("placed"),
          setting.exclusive(),
          setting.qos(),
          setting.ringCards(),
          SlurmSettings.Images.valueOf(setting.images().toUpperCase(Locale.ROOT)),
          SlurmSettings.Sandbox.valueOf(setting.sandbox().toUpperCase(Locale.ROOT)),
          setting.logLimit().toBytes(),
          setting.poll(),
          setting.patience());
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "penstock.fleet.slurm." + name + ": " + wrong.getMessage(), wrong);
    }
  }

  private static SlurmSettings.Connection connection(FleetSettings.Slurm setting) {
    if (!setting.placement().matches("placed|scheduled")) {
      throw new IllegalArgumentException(
          "placement '%s': use placed or scheduled".formatted(setting.placement()));
    }
    if (setting.url() == null) {
      return new SlurmSettings.Connection.Commands();
    }
    if (setting.jwtKeyFile() == null) {
      throw new IllegalArgumentException(
          "jwt-key-file is missing: name the file of AuthAltParameters=jwt_key, or leave out url to use Slurm's commands");
    }
    return new SlurmSettings.Connection.Rest(
        setting.url(), setting.jwtKeyFile(), setting.user(), setting.cluster());
  }
}
