package dev.penstock.jobs;

import dev.penstock.billing.Charges;
import dev.penstock.billing.Funds;
import dev.penstock.fleet.Flavours;
import dev.penstock.metering.MeteredAttempts;
import dev.penstock.queues.Queues;
import dev.penstock.shared.Access;
import dev.penstock.tenancy.Directory;
import dev.penstock.tenancy.Messages;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is told of jobs; what is done with them is {@link JobsConfiguration}'s. */
@Configuration(proxyBeanMethods = false)
class JobViewsConfiguration {

  @Bean
  WaitTexts waitTexts(Messages messages) {
    return new WaitTexts(messages);
  }

  @Bean
  JobViews jobViews(
      AttemptTable attempts,
      Directory names,
      Charges charges,
      Queues queues,
      WaitTexts texts,
      FaultTexts faults) {
    return new JobViews(attempts, names, charges, queues, texts, faults);
  }

  @Bean
  Foresight foresight(Access access, JobTable jobs, Queues queues, Messages messages, Clock clock) {
    return new Foresight(access, jobs, queues, messages, clock);
  }

  @Bean
  Waits waits(
      Access access,
      JobTable jobs,
      Queues queues,
      Flavours flavours,
      Foresight foresight,
      HoldPolicy holds,
      Funds funds,
      WaitTexts texts,
      Clock clock) {
    return new Waits(access, jobs, queues, flavours, foresight, holds, funds, texts, clock);
  }

  @Bean
  JobList jobList(JdbcClient jdbc, JobTable table, Queues queues) {
    return new JobList(jdbc, table, queues);
  }

  @Bean
  ComparisonDesk comparisonDesk(
      Access access, JdbcClient jdbc, MeteredAttempts metered, Directory directory, Clock clock) {
    return new ComparisonDesk(access, new RunTable(jdbc), metered, directory, clock);
  }

  @Bean
  JobFigures jobFigures(Access access, JdbcClient jdbc) {
    return new JobFigures(access, jdbc);
  }
}
