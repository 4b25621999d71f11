package dev.penstock.serving;

import dev.penstock.jobs.Jobs;
import dev.penstock.metering.Usage;
import dev.penstock.models.Models;
import dev.penstock.shared.Access;
import dev.penstock.tenancy.Projects;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServingSettings.class)
class ServingConfiguration {

  @Bean
  Replicas replicas(Jobs jobs, ServingSettings settings) {
    return new JobReplicas(jobs, settings.command());
  }

  @Bean
  Catalogue servingCatalogue(Projects projects, Models models) {
    return new ModelCatalogue(projects, models);
  }

  @Bean
  EndpointTable endpointTable(JdbcClient jdbc) {
    return new EndpointTable(jdbc);
  }

  @Bean
  CallTable callTable(JdbcClient jdbc) {
    return new CallTable(jdbc);
  }

  @Bean
  ReplicaClients replicaClients(ServingSettings settings) {
    return new ReplicaClients(settings.mostBytes());
  }

  @Bean
  Endpoints endpoints(
      Access access,
      EndpointTable table,
      Catalogue catalogue,
      Replicas replicas,
      ApplicationEventPublisher events,
      Clock clock) {
    return new Endpoints(access, table, catalogue, replicas, events, clock);
  }

  @Bean
  Routes inferenceRoutes(
      Access access, EndpointTable table, Replicas replicas, ReplicaClients clients) {
    return new Routes(access, table, replicas, clients);
  }

  @Bean
  EndpointWatch endpointWatch(
      Access access,
      EndpointTable table,
      Endpoints endpoints,
      Replicas replicas,
      ReplicaClients clients,
      Clock clock) {
    return new EndpointWatch(access, table, endpoints, replicas, clients, clock);
  }

  @Bean
  CallCounter callCounter(Access access, CallTable calls) {
    return new CallCounter(access, calls);
  }

  @Bean
  RollUp callRollUp(
      Access access, CallTable calls, Usage usage, Clock clock, ServingSettings settings) {
    return new RollUp(access, calls, usage::accept, clock, settings.rollUp());
  }

  @Bean
  EndpointCounts endpointCounts(Access access, JdbcClient jdbc) {
    return new EndpointCounts(access, jdbc);
  }

  @Bean
  Traffic endpointTraffic(Access access, JdbcClient jdbc, Clock clock) {
    return new Traffic(access, new TrafficTable(jdbc), clock);
  }

  @Bean
  InferenceProxy inferenceProxy(
      Routes routes,
      CallCounter counter,
      Traffic traffic,
      JsonMapper json,
      Clock clock,
      ServingSettings settings) {
    return new InferenceProxy(
        routes, counter, traffic, json, clock, settings.timeout(), settings.mostBytes());
  }
}
