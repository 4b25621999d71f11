package dev.penstock.queues;

import dev.penstock.dispatch.FirstFit;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class QueuesConfiguration {

  @Bean
  QueueTable queueTable(JdbcClient jdbc, JsonMapper json) {
    return new QueueTable(jdbc, json);
  }

  @Bean
  AllocationTable allocationTable(JdbcClient jdbc) {
    return new AllocationTable(jdbc);
  }

  @Bean
  ClusterView clusterView(Nodes nodes) {
    return new ClusterView(nodes);
  }

  @Bean
  DispatchLoop dispatchLoop(
      Access access,
      QueueTable table,
      AllocationTable allocations,
      ClusterView cluster,
      JdbcClient jdbc,
      ObjectProvider<PlacementGate> gate,
      Clock clock,
      @Value("${penstock.database.url:}") String external) {
    return new DispatchLoop(
        access,
        table,
        allocations,
        cluster,
        new Leadership(jdbc, external.isEmpty()),
        new FirstFit(),
        gate::getObject,
        clock);
  }

  @Bean
  Queues queues(
      Access access,
      QueueTable table,
      AllocationTable allocations,
      ClusterView cluster,
      DispatchLoop loop,
      JdbcClient jdbc,
      Clock clock) {
    return new Queues(access, table, new DependencyTable(jdbc), allocations, cluster, loop, clock);
  }

  @Bean
  Occupancy occupancy(Access access, JdbcClient jdbc, DispatchLoop loop) {
    return new Occupancy(access, jdbc, loop);
  }
}
