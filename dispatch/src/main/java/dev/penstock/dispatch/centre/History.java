package dev.penstock.dispatch.centre;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** How long ended tasks of the same queue and need have run: learnt on line, from nothing else. */
final class History {
  private static final int MEMORY = 100;
  private static final long UNKNOWN = 3_600_000;

  private final Map<Key, Deque<Long>> ended = new HashMap<>();

  private record Key(String queue, int cards, int ranks) {
    static Key of(Job job) {
      Role role = job.work().roles().getFirst();
      return new Key(job.leaf().name, role.demand().cards(), role.least());
    }
  }

  void learn(Job job, long ran) {
    Deque<Long> own = ended.computeIfAbsent(Key.of(job), it -> new ArrayDeque<>());
    if (own.size() == MEMORY) {
      own.removeFirst();
    }
    own.addLast(ran);
  }

  /** Run times of those that lasted longer than so long, the latest last; none when none did. */
  List<Long> beyond(Job job, long attained) {
    Deque<Long> own = ended.get(Key.of(job));
    List<Long> longer = new ArrayList<>();
    if (own != null) {
      own.stream().filter(ran -> ran > attained).forEach(longer::add);
    }
    return longer;
  }

  /** How much longer a task of it runs that has run so long, drawn at random from those known. */
  long sample(Job job, long attained, RandomGenerator random) {
    List<Long> known = beyond(job, attained);
    long most = job.length() == Long.MAX_VALUE ? Long.MAX_VALUE : job.length() - attained;
    long rest =
        known.isEmpty()
            ? unknown(job, attained, random)
            : known.get(random.nextInt(known.size())) - attained;
    return Math.max(1, Math.min(most, rest));
  }

  /** Of what nothing is known, any part of its wall time is as likely as any other. */
  private static long unknown(Job job, long attained, RandomGenerator random) {
    return job.length() == Long.MAX_VALUE
        ? Long.MAX_VALUE / 4
        : Math.round((job.length() - attained) * random.nextDouble());
  }

  void copyTo(History other) {
    ended.forEach((key, own) -> other.ended.put(key, new ArrayDeque<>(own)));
  }

  /** How long a task of it is likely to run, never longer than its wall time. */
  long predicted(Job job) {
    List<Long> known = beyond(job, 0);
    double mean = known.stream().mapToLong(it -> it).average().orElse(UNKNOWN);
    Long wall = job.work().wallTime();
    return wall == null ? Math.round(mean) : Math.min(wall, Math.round(mean));
  }
}
