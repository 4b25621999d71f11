package dev.penstock.fleet;

import dev.penstock.fleet.IncidentJudge.Happening;
import dev.penstock.fleet.IncidentJudge.Sighting;
import dev.penstock.fleet.IncidentJudge.Standing;
import dev.penstock.fleet.IncidentJudge.Verdict;
import dev.penstock.fleet.IncidentTable.Kept;
import dev.penstock.shared.Access;
import dev.penstock.shared.Problems;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * The faults of cards, nodes and engines. What has a fault is fenced: nothing starts there until
 * its incident has ended. Of several servers the one that decides judges; what another sees of its
 * engines it leaves to that one.
 */
public final class Incidents {
  private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

  private final Access access;
  private final IncidentTable table;
  private final LookTable looks;
  private final Duty duty;
  private final IncidentJudge judge;
  private final IncidentJudge.Rules rules;
  private final Set<Severity> stopping;
  private final Predicate<Kept> notices;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private volatile Map<Severity, Long> open = Map.of();

  Incidents(
      Access access,
      IncidentTable table,
      LookTable looks,
      Duty duty,
      IncidentJudge.Rules rules,
      Set<Severity> stopping,
      Predicate<Kept> notices,
      ApplicationEventPublisher events,
      Clock clock) {
    this.access = access;
    this.table = table;
    this.looks = looks;
    this.duty = duty;
    this.judge = new IncidentJudge(rules);
    this.rules = rules;
    this.stopping = Set.copyOf(stopping);
    this.notices = notices;
    this.events = events;
    this.clock = clock;
  }

  /**
   * A fault that is there now, or whose fence still stands.
   *
   * @param node null for an engine
   * @param card null for a node or an engine
   * @param stops whether what runs there is to be stopped
   */
  public record Fault(
      UUID incident,
      IncidentKind kind,
      String engine,
      @Nullable String node,
      @Nullable Integer card,
      IncidentState state,
      String said,
      boolean stops) {
    /** Whether it is there now. */
    public boolean isThere() {
      return state == IncidentState.FAULTY;
    }
  }

  /** All that has not ended, the oldest first. */
  public List<Fault> open() {
    List<Kept> all = access.system(table::open);
    Map<Severity, Long> counts = new HashMap<>();
    all.forEach(it -> counts.merge(it.standing().severity(), 1L, Long::sum));
    open = counts;
    return all.stream().map(this::fault).toList();
  }

  private Fault fault(Kept it) {
    FaultSubject subject = it.subject();
    return new Fault(
        it.id(),
        subject.kind(),
        subject.engine(),
        subject.node(),
        subject.card(),
        it.standing().state(),
        it.standing().said(),
        stopping.contains(it.standing().severity()));
  }

  /** How many are open of each severity, as of the last look; none is left out. */
  public Map<Severity, Long> counts() {
    Map<Severity, Long> counts = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      counts.put(severity, open.getOrDefault(severity, 0L));
    }
    return counts;
  }

  /**
   * Judges what was seen, and what other servers have left, or leaves it to the one that does; in
   * the open transaction.
   *
   * @param ours the engines that this server reaches
   */
  void observe(Set<String> ours, Map<FaultSubject, Sighting> seen, Instant now) {
    if (!duty.isMine()) {
      looks.leave(ours, newsOf(seen));
      return;
    }
    if (!table.lock()) {
      return;
    }
    Map<FaultSubject, Kept> before = table.standings(now.minus(rules.within()));
    Map<FaultSubject, Sighting> all = new LinkedHashMap<>(looks.takeOthers(ours, now));
    all.putAll(seen);
    all.forEach((subject, sighting) -> judge(subject, before.get(subject), sighting, now));
    looks.judged(ours, now);
    tell();
  }

  /** Without what is well and was. */
  private Map<FaultSubject, Sighting> newsOf(Map<FaultSubject, Sighting> seen) {
    Set<FaultSubject> faulty = table.open().stream().map(Kept::subject).collect(Collectors.toSet());
    Map<FaultSubject, Sighting> news = new LinkedHashMap<>(seen);
    news.entrySet().removeIf(it -> it.getValue().well() && !faulty.contains(it.getKey()));
    return news;
  }

  private void judge(FaultSubject subject, @Nullable Kept before, Sighting seen, Instant now) {
    Verdict verdict = judge.judge(before == null ? null : before.standing(), seen, now);
    Standing after = verdict.standing();
    Happening happening = verdict.happening();
    if (after == null || (before != null && after.equals(before.standing()))) {
      return;
    }
    UUID id;
    if (before == null || happening == Happening.OPENED) {
      id = table.insert(subject, after, now);
      LOG.warn("An incident: {} has a fault: {}", subject, after.said());
    } else {
      id = before.id();
      table.update(id, after, now);
    }
    if (happening != null) {
      table.event(id, happening, seen.well() ? "" : seen.said(), null, now);
      changed(id);
    }
  }

  private void changed(UUID id) {
    access.afterCommit(() -> events.publishEvent(new IncidentChanged(id)));
  }

  /** Tells the staff of what is new. */
  private void tell() {
    for (Kept it : table.untold()) {
      if (!notices.test(it)) {
        return;
      }
      table.told(it.id());
    }
  }

  /**
   * Ends an incident whose fault is gone.
   *
   * @param by who says so, by name
   * @throws dev.penstock.shared.ProblemException not found; a conflict when it has ended, or its
   *     fault is still there
   */
  void clear(UUID id, String by, String note) {
    Instant now = clock.instant();
    access.runAsSystem(
        () -> {
          Kept it = table.lock(id).orElseThrow(() -> Problems.notFound("incident", id.toString()));
          Standing standing = it.standing();
          if (!standing.isFenced()) {
            throw Problems.conflict(
                "state", "ended", "the incident is over", "nothing is left to clear");
          }
          if (standing.state() == IncidentState.FAULTY && isStillSeen(it)) {
            throw Problems.conflict(
                "state",
                "faulty",
                "the fault is still there: " + standing.said(),
                "mend it first; a node that is taken out for good is drained first");
          }
          Standing after =
              java.util.Objects.requireNonNull(IncidentJudge.cleared(standing).standing());
          table.update(id, after, now);
          table.cleared(id, by, note);
          table.event(id, Happening.CLEARED, note, by, now);
          changed(id);
        });
  }

  private boolean isStillSeen(Kept it) {
    return looks
        .judgedAt(it.subject().engine())
        .map(judged -> !it.standing().seen().isBefore(judged))
        .orElse(true);
  }
}
