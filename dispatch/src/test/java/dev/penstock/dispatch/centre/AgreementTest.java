package dev.penstock.dispatch.centre;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The kernel decides as the naive one does, wherever that can follow. */
final class AgreementTest {
  private static final List<String> QUEUES = List.of("a", "b", "c");

  private record End(long at, String name) implements Comparable<End> {
    @Override
    public int compareTo(End other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : name.compareTo(other.name);
    }
  }

  @Test
  void theKernelDecidesAsTheNaiveOneDoes() {
    int starts = 0;
    for (long seed = 0; seed < 320; seed++) {
      starts += new Case(seed).play();
    }
    assertThat(starts).isGreaterThan(320 * 50);
  }

  /** A small random case. */
  private static final class Case {
    private final Random random;
    private final String named;
    private final Kernel kernel;
    private final NaiveCentre naive;
    private final List<NaiveCentre.Machine> machines = new ArrayList<>();
    private final Map<String, NaiveCentre.Asked> asked = new HashMap<>();
    private final PriorityQueue<End> ends = new PriorityQueue<>();
    private int starts;

    Case(long seed) {
      random = new Random(seed);
      named = "case " + seed;
      kernel = new Kernel(Play.PLAIN);
      List<Node> nodes = new ArrayList<>();
      int count = 1 + random.nextInt(5);
      for (int i = 0; i < count; i++) {
        int cards = random.nextBoolean() ? 8 : 4;
        machines.add(new NaiveCentre.Machine("n" + i, cards));
        nodes.add(Play.node("n" + i, cards));
      }
      kernel.nodes(nodes);
      int limit = 4 + random.nextInt(30);
      for (String queue : QUEUES) {
        kernel.queue(
            new Queue(queue, null, 1, Amounts.NONE, Play.atMost(limit), Amounts.UNBOUNDED));
      }
      naive = new NaiveCentre(machines, QUEUES, limit);
    }

    int play() {
      long now = 0;
      for (int i = 0; i < 120; i++) {
        if (i < 80 && (ends.isEmpty() || random.nextInt(3) > 0)) {
          now += random.nextInt(20);
          int more = 1 + random.nextInt(3);
          for (int one = 0; one < more; one++) {
            end(now);
            submit(now, "%04d".formatted(asked.size()));
          }
        } else if (!ends.isEmpty()) {
          now = Math.max(now, ends.element().at);
        }
        end(now);
        decide(now);
      }
      return starts;
    }

    private void submit(long now, String name) {
      NaiveCentre.Asked it =
          new NaiveCentre.Asked(
              name,
              QUEUES.get(random.nextInt(QUEUES.size())),
              random.nextInt(3),
              now,
              random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1,
              1 + random.nextInt(random.nextBoolean() ? 2 : 8),
              10L + random.nextInt(200));
      asked.put(name, it);
      naive.submit(it);
      kernel.submit(
          now,
          Ask.work(name, it.queue())
              .cards(it.cards())
              .ranks(it.ranks())
              .priority(it.priority())
              .wall(it.wall())
              .build(new UUID(0, Long.parseLong(name)), now));
    }

    private void end(long now) {
      while (!ends.isEmpty() && ends.element().at <= now) {
        String name = ends.remove().name;
        naive.ended(name);
        kernel.ended(now, new TaskId(new UUID(0, Long.parseLong(name)), 0), Kernel.End.OK);
      }
    }

    private void decide(long now) {
      List<String> expected = new ArrayList<>();
      naive.decide(now).forEach(it -> expected.add(it.asked().name() + it.nodes()));
      List<String> actual = new ArrayList<>();
      for (Cycle.Start it : kernel.decide(now).starts()) {
        String name = "%04d".formatted(it.task().workload().getLeastSignificantBits());
        Set<String> nodes = new HashSet<>();
        it.slots().forEach(slot -> nodes.add(slot.node()));
        actual.add(name + nodes);
        long wall = Objects.requireNonNull(asked.get(name)).wall();
        ends.add(
            new End(now + (random.nextBoolean() ? wall : 1 + random.nextInt((int) wall)), name));
        starts++;
      }
      assertThat(actual).as("%s at %d", named, now).isEqualTo(expected);
    }
  }
}
