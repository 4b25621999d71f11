package dev.penstock.queues;

import dev.penstock.fleet.Flavours;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Directory;
import dev.penstock.tenancy.Projects;
import dev.penstock.tenancy.Tenants;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What the operator says of queues. */
@Configuration(proxyBeanMethods = false)
class RightsConfiguration {

  @Bean
  Revision revision(JdbcClient jdbc) {
    return new Revision(jdbc);
  }

  @Bean
  QueueRights queueRights(JdbcClient jdbc, JsonMapper json) {
    return new QueueRights(jdbc, json);
  }

  @Bean
  Reservations reservations(JdbcClient jdbc) {
    return new Reservations(jdbc);
  }

  @Bean
  QueueTrees queueTrees(
      Access access,
      JdbcClient jdbc,
      QueueRights rights,
      Nodes nodes,
      Tenants tenants,
      Clock clock) {
    return new QueueTrees(access, jdbc, rights, nodes, tenants, clock);
  }

  @Bean
  RightsDesk rightsDesk(
      Access access,
      QueueRights rights,
      Revision revision,
      Nodes nodes,
      Flavours flavours,
      Tenants tenants,
      Projects projects,
      Audit audit,
      ApplicationEventPublisher events,
      Clock clock) {
    return new RightsDesk(
        access, rights, revision, nodes, flavours, tenants, projects, audit, events, clock);
  }

  @Bean
  BookingDesk bookingDesk(
      Access access,
      Reservations table,
      Revision revision,
      Nodes nodes,
      Flavours flavours,
      Tenants tenants,
      Projects projects,
      Directory directory,
      Audit audit,
      ApplicationEventPublisher events,
      Clock clock) {
    return new BookingDesk(
        access, table, revision, nodes, flavours, tenants, projects, directory, audit, events,
        clock);
  }

  @Bean
  MaintenanceDesk maintenanceDesk(
      Access access,
      Reservations table,
      Revision revision,
      Nodes nodes,
      Audit audit,
      ApplicationEventPublisher events,
      Clock clock) {
    return new MaintenanceDesk(access, table, revision, nodes, audit, events, clock);
  }

  @Bean
  QueueWaker queueWaker(DispatchLoop loop) {
    return new QueueWaker(loop);
  }

  /** Lets the dispatcher look at once. */
  record QueueWaker(DispatchLoop loop) {
    @EventListener
    void on(QueuesChanged it) {
      loop.wake();
    }
  }
}
