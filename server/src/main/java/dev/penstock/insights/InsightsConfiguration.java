package dev.penstock.insights;

import dev.penstock.billing.Funds;
import dev.penstock.billing.MoneyBook;
import dev.penstock.billing.Prices;
import dev.penstock.billing.TopUps;
import dev.penstock.engines.Engine;
import dev.penstock.fleet.Engines;
import dev.penstock.fleet.Flavours;
import dev.penstock.fleet.Nodes;
import dev.penstock.jobs.JobFigures;
import dev.penstock.metering.Backlog;
import dev.penstock.metering.CentreTime;
import dev.penstock.queues.Occupancy;
import dev.penstock.serving.EndpointCounts;
import dev.penstock.shared.Access;
import dev.penstock.tenancy.Directory;
import dev.penstock.tenancy.Messages;
import dev.penstock.tenancy.Tenants;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CentreSettings.class)
class InsightsConfiguration {

  @Bean
  LoadBook loadBook(
      Access access,
      JdbcClient jdbc,
      JsonMapper json,
      Nodes nodes,
      Occupancy occupancy,
      JobFigures jobs,
      Clock clock) {
    return new LoadBook(access, new LoadTable(jdbc, json), nodes, occupancy, jobs, clock);
  }

  @Bean
  PublicPage publicPage(
      LoadBook load,
      Nodes nodes,
      Occupancy occupancy,
      JobFigures jobs,
      Flavours flavours,
      Prices prices,
      Clock clock) {
    return new PublicPage(load, nodes, occupancy, jobs, flavours, prices, clock);
  }

  @Bean
  FleetView fleetView(
      Access access,
      Nodes nodes,
      Occupancy occupancy,
      JobFigures jobs,
      Directory directory,
      Clock clock) {
    return new FleetView(access, nodes, occupancy, jobs, directory, clock);
  }

  @Bean
  OrganisationDetails organisationDetails(
      Access access,
      Tenants tenants,
      JobFigures jobs,
      EndpointCounts endpoints,
      Funds funds,
      MoneyBook money,
      TopUps topUps,
      CentreTime time,
      Clock clock) {
    return new OrganisationDetails(
        access, tenants, jobs, endpoints, funds, money, topUps, time, clock);
  }

  @Bean
  HealthWatch healthWatch(
      Access access,
      JdbcClient jdbc,
      @Value("${penstock.data-folder:.penstock}") Path dataFolder,
      Engines engines,
      Nodes nodes,
      Occupancy occupancy,
      Backlog backlog,
      MoneyBook money,
      JobFigures jobs,
      EndpointCounts endpoints,
      Messages messages,
      Clock clock) {
    HealthChecks checks =
        new HealthChecks(
            access,
            jdbc,
            dataFolder,
            engines.all().stream().map(Engine::name).toList(),
            nodes,
            occupancy,
            backlog,
            money,
            jobs,
            endpoints,
            clock);
    return new HealthWatch(checks, messages, clock);
  }

  @Bean
  InsightsLoop insightsLoop(LoadBook load, HealthWatch health, LoadGauges loadGauges) {
    return new InsightsLoop(load, health, loadGauges);
  }

  @Bean
  Gauges gauges(HealthWatch health) {
    return new Gauges(health);
  }

  @Bean
  LoadGauges loadGauges(LoadBook load, Nodes nodes) {
    return new LoadGauges(load, nodes);
  }
}
