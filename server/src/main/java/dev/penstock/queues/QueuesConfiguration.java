package dev.penstock.queues;

import dev.penstock.dispatch.packing.Mix;
import dev.penstock.fleet.Flavours;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import dev.penstock.shared.Neighbours;
import dev.penstock.tenancy.Tenants;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DispatchSettings.class)
class QueuesConfiguration {

  @Bean
  QueueTable queueTable(JdbcClient jdbc, JsonMapper json) {
    return new QueueTable(jdbc, json);
  }

  @Bean
  AllocationTable allocationTable(JdbcClient jdbc, JdbcTemplate batches) {
    return new AllocationTable(jdbc, batches);
  }

  @Bean
  ClusterView clusterView(Nodes nodes) {
    return new ClusterView(nodes);
  }

  @Bean
  Leadership leadership(JdbcClient jdbc, @Value("${penstock.database.url:}") String external) {
    return new Leadership(jdbc, external.isEmpty());
  }

  @Bean
  DispatchLoop dispatchLoop(
      Access access,
      QueueTable table,
      AllocationTable allocations,
      Nodes nodes,
      JdbcClient jdbc,
      JsonMapper json,
      ObjectProvider<PlacementGate> gate,
      Clock clock,
      Revision revision,
      QueueRights rights,
      Reservations reservations,
      DispatchSettings settings,
      Flavours flavours,
      RoundMeter rounds,
      ApplicationEventPublisher events,
      Leadership leadership) {
    return new DispatchLoop(
        access,
        new KernelTable(jdbc, json),
        new Provisions.Source(revision, rights, reservations),
        new Decided(
            table,
            allocations,
            reservations,
            () -> access.afterCommit(() -> events.publishEvent(new QueuesChanged()))),
        nodes,
        leadership,
        settings.policy(mix(flavours)),
        gate::getObject,
        rounds,
        clock);
  }

  @Bean
  ForecastBook forecastBook() {
    return new ForecastBook();
  }

  @Bean
  RoundMeter roundMeter(ForecastBook forecasts) {
    return new RoundMeter(forecasts);
  }

  @Bean
  QueueMeters queueMeters(
      QueueTrees trees,
      Access access,
      JdbcClient jdbc,
      DispatchLoop loop,
      Outlooks outlooks,
      ForecastBook forecasts,
      Clock clock) {
    return new QueueMeters(trees, access, jdbc, loop, outlooks, forecasts, clock);
  }

  @Bean
  Following following(DispatchLoop loop) {
    return new Following(loop);
  }

  @Bean
  Outlooks outlooks(DispatchLoop loop, ForecastBook forecasts, Clock clock) {
    return new Outlooks(loop, forecasts, clock);
  }

  @Bean
  Queues queues(
      Access access,
      QueueTable table,
      AllocationTable allocations,
      ClusterView cluster,
      DispatchLoop loop,
      Outlooks outlooks,
      JdbcClient jdbc,
      Neighbours neighbours,
      Clock clock) {
    return new Queues(
        access,
        table,
        new DependencyTable(jdbc),
        allocations,
        cluster,
        loop,
        outlooks,
        neighbours,
        clock);
  }

  @Bean
  Occupancy occupancy(Access access, JdbcClient jdbc, DispatchLoop loop) {
    return new Occupancy(access, jdbc, loop);
  }

  @Bean
  WhatIfDesk whatIfDesk(DispatchLoop loop, Tenants tenants, Flavours flavours, Clock clock) {
    return new WhatIfDesk(loop, tenants, () -> mix(flavours), clock);
  }

  /** Each flavour as likely as any other: which are asked for is not known before. */
  private static Mix mix(Flavours flavours) {
    return Mix.of(flavours.all().stream().map(it -> Workloads.task(it.shape())).toList());
  }
}
