package dev.penstock.dispatch.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold whatever happens, under random events. */
class InvariantsTest {
  private static final int PROCESSORS = 24;
  private static final int JOBS = 400;
  private static final int LONGEST = 60;
  private static final int SEEDS = 12;

  private static Policy policy(String name) {
    return Objects.requireNonNull(Policy.named().get(name));
  }

  private static List<World.Start> play(
      Policy policy, List<World.Arrival> arrivals, World.Watcher watcher) {
    return World.play(new BackfillKernel(PROCESSORS, policy), arrivals, watcher);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fcfs", "easy", "easy-sjbf", "conservative", "best"})
  void neverHoldsMoreProcessorsThanThereAreAndRunsEveryJobOnce(String name) {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<World.Arrival> arrivals = World.arrivals(seed, JOBS, PROCESSORS, LONGEST);
      List<World.Start> starts = play(policy(name), arrivals, (now, queue, done) -> {});
      TreeMap<Long, Integer> changes = new TreeMap<>();
      for (World.Start it : starts) {
        World.Arrival arrival = arrivals.get((int) it.id());
        assertThat(it.at()).isGreaterThanOrEqualTo(arrival.at());
        changes.merge(it.at(), arrival.job().processors(), Integer::sum);
        changes.merge(it.at() + arrival.runsFor(), -arrival.job().processors(), Integer::sum);
      }
      int held = 0;
      for (int change : changes.values()) {
        held += change;
        assertThat(held).isBetween(0, PROCESSORS);
      }
      assertThat(starts.stream().map(World.Start::id).distinct().count()).isEqualTo(JOBS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fcfs", "easy", "easy-sjbf", "conservative", "best"})
  void decidesTheSameOnTheSameEvents(String name) {
    List<World.Arrival> arrivals = World.arrivals(7, JOBS, PROCESSORS, LONGEST);
    assertThat(play(policy(name), arrivals, (now, queue, done) -> {}))
        .isEqualTo(play(policy(name), arrivals, (now, queue, done) -> {}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"easy", "easy-sjbf"})
  void easyNeverDelaysItsFirstJobBeyondTheStartThatRequestedTimesAllow(String name) {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<World.Arrival> arrivals = World.arrivals(seed, JOBS, PROCESSORS, LONGEST);
      Map<Long, Long> latest = new HashMap<>();
      List<World.Start> starts =
          play(
              policy(name),
              arrivals,
              (now, queue, done) -> {
                if (!queue.isEmpty()) {
                  Job first = queue.getFirst();
                  latest.merge(first.id(), shadow(now, first, done, arrivals), Math::min);
                }
              });
      assertThat(starts)
          .allSatisfy(
              it ->
                  assertThat(it.at())
                      .isLessThanOrEqualTo(latest.getOrDefault(it.id(), Long.MAX_VALUE)));
      assertThat(latest).isNotEmpty();
    }
  }

  /** When enough processors are free, should all that run use up their requested times. */
  private static long shadow(
      long now, Job job, List<World.Start> starts, List<World.Arrival> arrivals) {
    List<World.Start> running = new ArrayList<>();
    for (World.Start it : starts) {
      if (it.at() + arrivals.get((int) it.id()).runsFor() > now) {
        running.add(it);
      }
    }
    long moment = now;
    while (true) {
      int held = 0;
      for (World.Start it : running) {
        Job other = arrivals.get((int) it.id()).job();
        held += it.at() + other.requested() > moment ? other.processors() : 0;
      }
      if (held + job.processors() <= PROCESSORS) {
        return moment;
      }
      moment++;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void conservativeKeepsEachPromiseAndOnlyEverMakesItEarlier(boolean shortestFirst) {
    Policy policy =
        shortestFirst
            ? new Policy(
                new Order.Shortest(Long.MAX_VALUE),
                new Backfill.Conservative(),
                new RunTimes.History(30, 0.7, 3, 200, 1))
            : policy("conservative");
    for (long seed = 0; seed < SEEDS; seed++) {
      List<World.Arrival> arrivals = World.arrivals(seed, JOBS, PROCESSORS, LONGEST);
      BackfillKernel kernel = new BackfillKernel(PROCESSORS, policy);
      Map<Long, Long> promises = new HashMap<>();
      List<World.Start> starts =
          World.play(
              kernel,
              arrivals,
              (now, queue, done) -> {
                for (Job job : queue) {
                  long promise = kernel.promised(job.id()).orElseThrow();
                  Long before = promises.put(job.id(), promise);
                  assertThat(promise).isLessThanOrEqualTo(before == null ? promise : before);
                }
              });
      assertThat(promises).isNotEmpty();
      assertThat(starts)
          .allSatisfy(
              it ->
                  assertThat(it.at()).isLessThanOrEqualTo(promises.getOrDefault(it.id(), it.at())));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fcfs", "easy", "easy-sjbf", "conservative", "best"})
  void holdsNoLostProcessorAndRunsEveryJobToItsEndUnderFaults(String name) {
    for (long seed = 0; seed < SEEDS; seed++) {
      FaultyWorld world = new FaultyWorld(PROCESSORS, policy(name), seed);
      world.play(World.arrivals(seed, JOBS, PROCESSORS, LONGEST));
      assertThat(world.ended()).isEqualTo(JOBS);
      assertThat(world.interruptions()).isPositive();
    }
  }
}
