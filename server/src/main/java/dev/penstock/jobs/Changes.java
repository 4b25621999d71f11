package dev.penstock.jobs;

import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.ApplicationEventPublisher;

/** Wakes whoever watches a job; it carries no fact, the database does. */
final class Changes {
  private final Access access;
  private final ApplicationEventPublisher events;
  private final Map<JobId, CopyOnWriteArrayList<Runnable>> watchers = new ConcurrentHashMap<>();

  Changes(Access access, ApplicationEventPublisher events) {
    this.access = access;
    this.events = events;
  }

  /** Tells of these jobs once the open transaction has committed. */
  void afterCommit(List<Job> jobs) {
    for (Job job : jobs) {
      access.afterCommit(
          () -> {
            watchers.getOrDefault(job.id(), new CopyOnWriteArrayList<>()).forEach(Runnable::run);
            events.publishEvent(new JobChanged(job.id(), job.org(), job.state()));
          });
    }
  }

  /** Calls the watcher at each change, until it is closed. */
  AutoCloseable watch(JobId job, Runnable watcher) {
    watchers.computeIfAbsent(job, id -> new CopyOnWriteArrayList<>()).add(watcher);
    return () ->
        watchers.computeIfPresent(
            job,
            (id, list) -> {
              list.remove(watcher);
              return list.isEmpty() ? null : list;
            });
  }
}
