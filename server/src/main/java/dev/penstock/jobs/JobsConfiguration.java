package dev.penstock.jobs;

import dev.penstock.billing.Funds;
import dev.penstock.billing.Prices;
import dev.penstock.billing.ToppedUp;
import dev.penstock.datasets.Datasets;
import dev.penstock.fleet.EngineHealth;
import dev.penstock.fleet.Engines;
import dev.penstock.fleet.Flavours;
import dev.penstock.fleet.Nodes;
import dev.penstock.fleet.Runtimes;
import dev.penstock.metering.CentreTime;
import dev.penstock.metering.Usage;
import dev.penstock.models.Models;
import dev.penstock.queues.Queues;
import dev.penstock.shared.Access;
import dev.penstock.storage.Trees;
import dev.penstock.tenancy.Projects;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class JobsConfiguration {
  private static final String SHARED =
      "${penstock.shared-folder:${penstock.data-folder:.penstock}}";

  @Bean
  JobTable jobTable(JdbcClient jdbc, JdbcTemplate batches, JsonMapper json) {
    return new JobTable(jdbc, batches, json);
  }

  @Bean
  AttemptTable attemptTable(JdbcClient jdbc, JdbcTemplate batches, JsonMapper json) {
    return new AttemptTable(jdbc, batches, json);
  }

  @Bean
  JobFolders jobFolders(@Value(SHARED) Path folder) {
    return new JobFolders(folder.toAbsolutePath().normalize().resolve("jobs"));
  }

  @Bean
  KeptFolders keptFolders(@Value(SHARED) Path folder) {
    return new KeptFolders(folder.toAbsolutePath().normalize().resolve("jobs").resolve("kept"));
  }

  @Bean
  Changes changes(Access access, ApplicationEventPublisher events) {
    return new Changes(access, events);
  }

  @Bean
  HoldPolicy holdPolicy(Prices prices) {
    return new HoldPolicy(prices);
  }

  @Bean
  AttemptUsage attemptUsage(CentreTime time) {
    return new AttemptUsage(time.timeZone());
  }

  @Bean
  Metrics metrics(JobFolders folders, JsonMapper json) {
    return new Metrics(folders, json);
  }

  @Bean
  JobLogs jobLogs(Engines engines, JobFolders folders) {
    return new JobLogs(engines, folders);
  }

  @Bean
  LogFollower logFollower(
      Jobs jobs, AttemptTable attempts, JobLogs logs, Changes changes, Access access) {
    return new LogFollower(jobs, attempts, logs, changes, access);
  }

  @Bean
  Collector jobCollector(Engines engines, Trees trees, JobFolders folders) {
    return new Collector(engines, trees, folders);
  }

  @Bean
  Settlement settlement(
      JobTable jobs,
      AttemptTable attempts,
      Queues queues,
      Usage usage,
      Funds funds,
      Datasets datasets,
      Models models,
      Metrics metrics,
      AttemptUsage attemptUsage,
      FaultEnds faults,
      JobFolders folders,
      Dependencies dependencies,
      Changes changes) {
    return new Settlement(
        jobs,
        attempts,
        queues,
        usage,
        funds,
        datasets,
        models,
        new ModelOutputs(models, metrics),
        attemptUsage,
        faults,
        folders,
        dependencies,
        changes);
  }

  @Bean
  Dependencies jobDependencies(
      JobTable jobs,
      Queues queues,
      Datasets datasets,
      Models models,
      Changes changes,
      Clock clock) {
    return new Dependencies(jobs, queues, datasets, models, changes, clock);
  }

  @Bean
  Settler settler(
      Access access,
      Engines engines,
      JobTable jobs,
      AttemptTable attempts,
      Collector collector,
      Settlement settlement,
      Milestones milestones) {
    return new Settler(access, engines, jobs, attempts, collector, settlement, milestones);
  }

  @Bean
  Starter starter(
      Access access,
      JobTable jobs,
      AttemptTable attempts,
      Engines engines,
      Trees trees,
      Runtimes runtimes,
      Nodes nodes,
      JobFolders folders,
      KeptFolders kept,
      Settler settler,
      Milestones milestones,
      Clock clock) {
    return new Starter(
        access,
        jobs,
        attempts,
        engines,
        new Orders(trees, runtimes, nodes, folders, kept),
        nodes,
        settler,
        milestones,
        clock);
  }

  @Bean
  Gate gate(
      Stops stops,
      JobTable jobs,
      AttemptTable attempts,
      Funds funds,
      HoldPolicy holds,
      Nodes nodes,
      Changes changes,
      Starter starter,
      Milestones milestones,
      Clock clock) {
    return new Gate(
        stops, jobs, attempts, funds, holds, nodes, changes, starter, milestones, clock);
  }

  @Bean
  Reconciler reconciler(
      Access access,
      AttemptTable attempts,
      Stops stops,
      Engines engines,
      Settler settler,
      Clock clock) {
    return new Reconciler(access, attempts, stops, engines, settler::accept, clock);
  }

  @Bean
  Renewals renewals(
      Access access,
      JobTable jobs,
      AttemptTable attempts,
      HoldPolicy holds,
      Funds funds,
      Usage usage,
      AttemptUsage attemptUsage,
      JobFolders folders,
      Stops stops,
      EngineHealth health,
      Clock clock) {
    return new Renewals(
        access, jobs, attempts, holds, funds, usage, attemptUsage, folders, stops, health, clock);
  }

  @Bean
  Jobs jobs(
      Access access,
      JobTable table,
      AttemptTable attempts,
      JobViews views,
      Foresight foresight,
      Flavours flavours,
      Runtimes runtimes,
      Trees trees,
      Projects projects,
      Queues queues,
      Funds funds,
      Prices prices,
      HoldPolicy holds,
      Datasets datasets,
      Models models,
      Engines engines,
      Stops stops,
      Dependencies dependencies,
      Changes changes,
      Clock clock) {
    return new Jobs(
        access,
        table,
        attempts,
        views,
        foresight,
        new Resolver(flavours, runtimes, queues, trees, datasets, models),
        projects,
        queues,
        funds,
        prices,
        holds,
        engines,
        dependencies,
        new Cancellation(
            access,
            table,
            attempts,
            queues,
            funds,
            datasets,
            models,
            stops,
            dependencies,
            changes,
            clock),
        changes,
        clock);
  }

  /** In production nothing listens. */
  @Bean
  Milestones milestones(ObjectProvider<Milestones.Listener> listeners) {
    Milestones.Listener listener = listeners.getIfAvailable();
    return listener == null ? milestone -> {} : listener::reached;
  }

  /** Checkpoints live as long as their job. */
  @Bean
  CheckpointCleanUp checkpointCleanUp(JobFolders folders) {
    return new CheckpointCleanUp(folders);
  }

  record CheckpointCleanUp(JobFolders folders) {
    @EventListener
    void on(JobChanged changed) {
      if (changed.state().isTerminal()) {
        folders.removeCheckpoints(changed.job());
      }
    }
  }

  /** What could not be paid for is tried again at once, not after its pause. */
  @Bean
  FundedAgain fundedAgain(Access access, Queues queues) {
    return new FundedAgain(access, queues);
  }

  record FundedAgain(Access access, Queues queues) {
    @EventListener
    void on(ToppedUp paid) {
      access.runAsSystem(() -> queues.reconsider(paid.org()));
    }
  }
}
