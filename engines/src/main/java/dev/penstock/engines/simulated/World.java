package dev.penstock.engines.simulated;

import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's state as a function of its inputs: no clock, no thread, no file. The same inputs
 * give the same times.
 */
final class World {
  private record Due(Instant at, SimulatedJob job) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return at.compareTo(other.at);
    }
  }

  private final List<NodeInfo> nodes;
  private final Set<String> names;
  private final Set<String> down = new HashSet<>();
  private final Map<UUID, SimulatedJob> jobs = new LinkedHashMap<>();
  private final PriorityQueue<Due> agenda = new PriorityQueue<>();
  private final Consumer<SimulatedJob> changed;
  private boolean held;

  /**
   * @param changed hears each start and each end
   */
  World(List<NodeInfo> nodes, Consumer<SimulatedJob> changed) {
    this.nodes = nodes;
    this.names = nodes.stream().map(NodeInfo::name).collect(Collectors.toUnmodifiableSet());
    this.changed = changed;
  }

  /** Everything that is due up to this time, in order. */
  void turn(Instant now) {
    for (Due next = agenda.peek(); next != null && !next.at.isAfter(now); next = agenda.peek()) {
      agenda.remove();
      advance(next);
    }
  }

  private void advance(Due due) {
    SimulatedJob job = due.job;
    if (!due.at.equals(job.due()) || (held && job.is(Phase.ACCEPTED))) {
      return;
    }
    Phase before = job.seen().phase();
    String lost = job.facts().nodes().stream().filter(down::contains).findFirst().orElse(null);
    if (job.is(Phase.ACCEPTED) && lost != null) {
      job.lose(due.at, lost);
    } else {
      job.advance(due.at);
    }
    settle(job, before);
  }

  private void settle(SimulatedJob job, Phase before) {
    if (!job.is(before)) {
      changed.accept(job);
    }
    Instant next = job.due();
    if (next != null) {
      agenda.add(new Due(next, job));
    }
  }

  /** What happens from outside, after all that was due before. */
  void apply(Input input) {
    turn(input.at());
    switch (input) {
      case Input.Accept accept -> {
        var job = new SimulatedJob(accept.facts(), accept.course(), accept.at());
        if (jobs.putIfAbsent(accept.about(), job) == null) {
          settle(job, Phase.ACCEPTED);
        }
      }
      case Input.Stop stop ->
          change(
              stop.about(),
              job -> job.stop(new SimulatedJob.Stop(stop.cause(), stop.grace(), stop.at(), "")));
      case Input.GoOn go -> change(go.about(), job -> job.goOn(go.at()));
      case Input.Forget forget -> jobs.remove(forget.about());
      case Input.Lose lose -> lose(lose);
      case Input.Repair repair -> down.remove(repair.node());
      case Input.Hold hold -> hold(hold);
    }
    turn(input.at());
  }

  private void change(UUID attempt, Consumer<SimulatedJob> act) {
    SimulatedJob job = jobs.get(attempt);
    if (job != null) {
      Phase before = job.seen().phase();
      act.accept(job);
      settle(job, before);
    }
  }

  private void lose(Input.Lose lose) {
    down.add(lose.node());
    for (SimulatedJob job : List.copyOf(jobs.values())) {
      if (job.is(Phase.RUNNING) && job.facts().nodes().contains(lose.node())) {
        change(job.facts().attempt(), it -> it.lose(lose.at(), lose.node()));
      }
    }
  }

  private void hold(Input.Hold hold) {
    held = hold.on();
    if (!held) {
      for (SimulatedJob job : List.copyOf(jobs.values())) {
        if (job.is(Phase.ACCEPTED)) {
          change(job.facts().attempt(), it -> it.readyAt(hold.at()));
        }
      }
    }
  }

  @Nullable SimulatedJob job(UUID attempt) {
    return jobs.get(attempt);
  }

  Collection<SimulatedJob> jobs() {
    return jobs.values();
  }

  boolean hasNode(String name) {
    return names.contains(name);
  }

  /** Those that are not down. */
  List<NodeInfo> nodes() {
    List<NodeInfo> up = new ArrayList<>(nodes);
    up.removeIf(node -> down.contains(node.name()));
    return up;
  }
}
