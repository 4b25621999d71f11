package dev.penstock.fleet;

import dev.penstock.engines.Engine;
import dev.penstock.shared.Access;
import dev.penstock.shared.Neighbours;
import dev.penstock.shared.Shape;
import dev.penstock.tenancy.Directory;
import dev.penstock.tenancy.Notifications;
import dev.penstock.tenancy.Staff;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FleetSettings.class)
class FleetConfiguration {
  /** The kind of an engine, under which a runtime says what it is on all of them. */
  private static final String SLURM = "slurm";

  @Bean
  Flavours flavours(FleetSettings settings) {
    return new Flavours(
        settings.flavours().entrySet().stream()
            .map(it -> new Flavour(it.getKey(), shape(it.getKey(), it.getValue())))
            .toList());
  }

  private static Shape shape(String name, FleetSettings.FlavourSetting setting) {
    try {
      return new Shape(
          setting.cardModel(),
          whole(setting.cards(), 1000),
          whole(setting.cores(), 1000),
          whole(setting.memoryGib(), 1024));
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      throw new IllegalArgumentException(
          "penstock.fleet.flavours." + name + ": " + wrong.getMessage(), wrong);
    }
  }

  private static long whole(BigDecimal amount, int parts) {
    return amount.multiply(BigDecimal.valueOf(parts)).longValueExact();
  }

  @Bean
  Runtimes runtimes(FleetSettings settings) {
    return new Runtimes(
        settings.runtimes().stream()
            .map(
                it ->
                    new RuntimeSpec(
                        it.name(),
                        it.version(),
                        it.description(),
                        forms(it.engines(), settings.slurm().keySet())))
            .toList());
  }

  /** By engine; a cluster for which nothing of its own is said has what its kind has. */
  private static Map<String, RuntimeSpec.Form> forms(
      @Nullable Map<String, FleetSettings.FormSetting> given, Set<String> clusters) {
    Map<String, RuntimeSpec.Form> forms = new TreeMap<>();
    if (given != null) {
      given.forEach((name, setting) -> forms.put(name, form(setting)));
      RuntimeSpec.Form ofKind = clusters.contains(SLURM) ? forms.get(SLURM) : forms.remove(SLURM);
      if (ofKind != null) {
        clusters.forEach(cluster -> forms.putIfAbsent(cluster, ofKind));
      }
    }
    return forms;
  }

  private static RuntimeSpec.Form form(FleetSettings.FormSetting setting) {
    return new RuntimeSpec.Form(setting.host(), setting.folder(), setting.image(), setting.extra());
  }

  @Bean
  Engines engines(ObjectProvider<Engine> engines, SlurmEngineConfiguration.SlurmEngines clusters) {
    return new Engines(Stream.concat(engines.orderedStream(), clusters.all().stream()).toList());
  }

  @Bean
  EngineHealth engineHealth(Engines engines, Clock clock) {
    return new EngineHealth(engines, clock.instant());
  }

  @Bean
  Incidents incidents(
      Access access,
      JdbcClient jdbc,
      FleetSettings settings,
      Duty duty,
      Staff staff,
      Notifications notifications,
      ApplicationEventPublisher events,
      JsonMapper json,
      Clock clock) {
    return new Incidents(
        access,
        new IncidentTable(jdbc),
        new LookTable(jdbc, json),
        duty,
        settings.incidents().rules(),
        settings.incidents().stop(),
        new IncidentNotices(staff, notifications),
        events,
        clock);
  }

  @Bean
  FleetGauges fleetGauges(Incidents incidents, Engines engines, EngineHealth health) {
    return new FleetGauges(incidents, engines, health);
  }

  @Bean
  IncidentHits incidentHits(JdbcClient jdbc) {
    return new IncidentHits(jdbc);
  }

  @Bean
  IncidentDesk incidentDesk(Access access, JdbcClient jdbc, Directory names) {
    return new IncidentDesk(access, jdbc, names);
  }

  @Bean
  Nodes nodes(
      Access access,
      JdbcClient jdbc,
      Engines engines,
      FleetSettings settings,
      Incidents incidents,
      EngineHealth health,
      Neighbours neighbours,
      ApplicationEventPublisher events,
      Clock clock,
      JsonMapper json) {
    Nodes nodes =
        new Nodes(
            access,
            jdbc,
            engines,
            new CardModels(settings.cardModels()),
            new Sightings(settings.incidents().severities()),
            incidents,
            health,
            neighbours,
            events,
            clock,
            json);
    // before the first request, which can't look itself: it may be within a tenant's transaction
    nodes.refresh();
    return nodes;
  }
}
