package dev.penstock.notebooks;

import dev.penstock.fleet.Flavours;
import dev.penstock.fleet.Runtimes;
import dev.penstock.jobs.Jobs;
import dev.penstock.jobs.KeptFolders;
import dev.penstock.shared.Access;
import dev.penstock.shared.ProblemWriter;
import dev.penstock.storage.Trees;
import dev.penstock.tenancy.Notifications;
import dev.penstock.tenancy.Projects;
import dev.penstock.tenancy.SignIns;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotebookSettings.class)
class NotebooksConfiguration {

  @Bean
  NotebookDoor notebookDoor(
      NotebookSettings settings, @Value("${server.address:#{null}}") @Nullable String address) {
    return new NotebookDoor(settings, address);
  }

  @Bean
  Sandboxes notebookSandboxes(Jobs jobs, NotebookSettings settings) {
    return new JobSandboxes(jobs, settings.command());
  }

  @Bean
  NotebookTable notebookTable(JdbcClient jdbc) {
    return new NotebookTable(jdbc);
  }

  @Bean
  NotebookClient notebookClient(JsonMapper json) {
    return new NotebookClient(json);
  }

  @Bean
  Notebooks notebooks(
      Access access,
      NotebookTable table,
      Sandboxes sandboxes,
      KeptFolders folders,
      Projects projects,
      Flavours flavours,
      Runtimes runtimes,
      NotebookSettings settings,
      ApplicationEventPublisher events,
      Clock clock) {
    return new Notebooks(
        access,
        table,
        sandboxes,
        folders,
        projects,
        flavours,
        runtimes,
        settings.runtime(),
        events,
        clock);
  }

  @Bean
  NotebookJobs notebookJobs(
      Jobs jobs, KeptFolders folders, Trees trees, Projects projects, JsonMapper json) {
    return new NotebookJobs(jobs, folders, trees, projects, json);
  }

  @Bean
  NotebookWatch notebookWatch(
      Access access,
      NotebookTable table,
      Notebooks notebooks,
      Sandboxes sandboxes,
      NotebookClient client,
      Notifications notifications,
      KeptFolders folders,
      Clock clock,
      NotebookSettings settings) {
    return new NotebookWatch(
        access,
        table,
        notebooks,
        sandboxes,
        client,
        notifications,
        folders,
        clock,
        settings.poll());
  }

  @Bean
  Openings notebookOpenings(SignIns signIns, Clock clock) {
    return new Openings(signIns, clock);
  }

  @Bean
  NotebookRoutes notebookRoutes(Access access, NotebookTable table, Sandboxes sandboxes) {
    return new NotebookRoutes(access, table, sandboxes);
  }

  @Bean
  WebSockets notebookWebSockets() {
    return new WebSockets();
  }

  @Bean
  OpeningsWatch openingsWatch(Openings openings, NotebookRoutes routes, WebSockets webSockets) {
    return new OpeningsWatch(openings, routes, webSockets);
  }

  @Bean
  FilterRegistrationBean<NotebookGate> notebookGate(
      NotebookDoor door,
      Openings openings,
      NotebookRoutes routes,
      NotebookClient client,
      WebSockets webSockets,
      ProblemWriter problems) {
    FilterRegistrationBean<NotebookGate> gate =
        new FilterRegistrationBean<>(
            new NotebookGate(
                door, openings, routes, new NotebookProxy(client), webSockets, problems));
    // before any filter that looks at bodies or callers
    gate.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return gate;
  }
}
