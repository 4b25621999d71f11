package dev.penstock.jobs;

import dev.penstock.fleet.Blamed;
import dev.penstock.fleet.EngineHealth;
import dev.penstock.fleet.IncidentHits;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.tenancy.Messages;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tenants are told of faults: which one ended an attempt, and what it cost them. */
final class FaultTexts {
  private final IncidentHits hits;
  private final EngineHealth health;
  private final Messages messages;

  FaultTexts(IncidentHits hits, EngineHealth health, Messages messages) {
    this.hits = hits;
    this.health = health;
    this.messages = messages;
  }

  /** The faults that ended attempts of these jobs; in the open transaction. */
  Map<AttemptId, JobView.FaultView> of(Collection<JobId> jobs, Locale locale) {
    Map<AttemptId, JobView.FaultView> faults = new HashMap<>();
    hits.of(jobs)
        .forEach(
            (attempt, hit) ->
                faults.put(
                    attempt,
                    new JobView.FaultView(
                        hit.fault().incident(), text(hit, locale), hit.notCharged())));
    return faults;
  }

  private String text(Blamed.Hit hit, Locale locale) {
    Blamed fault = hit.fault();
    return messages.say(
        "fault." + fault.kind().name().toLowerCase(Locale.ROOT),
        Map.of(
            "card", String.valueOf(fault.card()),
            "node", String.valueOf(fault.node()),
            "said", fault.said(),
            "yuan", hit.notCharged()),
        locale);
  }

  /** Since when nobody can say whether the job still runs; null where that is known. */
  @Nullable Instant unknownSince(Job job, List<Attempt> attempts) {
    boolean placed =
        switch (job.state()) {
          case STARTING, RUNNING, STOPPING -> true;
          case QUEUED, SUCCEEDED, FAILED, CANCELLED -> false;
        };
    if (!placed || attempts.isEmpty() || attempts.getLast().state() == AttemptState.ENDED) {
      return null;
    }
    return health.awaySince(attempts.getLast().engine());
  }
}
