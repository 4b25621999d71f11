package dev.penstock.jobs;

import dev.penstock.billing.Waivers;
import dev.penstock.fleet.EngineHealth;
import dev.penstock.fleet.Engines;
import dev.penstock.fleet.IncidentHits;
import dev.penstock.fleet.Incidents;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import dev.penstock.tenancy.Messages;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What becomes of jobs where a fault is. */
@Configuration(proxyBeanMethods = false)
class FaultConfiguration {

  @Bean
  FaultEnds faultEnds(IncidentHits hits, Waivers waivers, AttemptUsage usage) {
    return new FaultEnds(hits, waivers, usage);
  }

  @Bean
  FaultTexts faultTexts(IncidentHits hits, EngineHealth health, Messages messages) {
    return new FaultTexts(hits, health, messages);
  }

  /** It stops what runs where a fault is. */
  @Bean
  FaultWatch faultWatch(
      Access access,
      JobTable jobs,
      AttemptTable attempts,
      Stops stops,
      Engines engines,
      EngineHealth health,
      Incidents incidents,
      Nodes nodes,
      JobFolders folders,
      Clock clock) {
    return new FaultWatch(
        access, jobs, attempts, stops, engines, health, incidents, nodes, folders, clock);
  }
}
