package dev.penstock.bench.simulate.history;

import dev.penstock.dispatch.centre.Node;
import dev.penstock.dispatch.centre.Policy;
import dev.penstock.dispatch.centre.Queue;
import dev.penstock.dispatch.centre.Workload;
import dev.penstock.dispatch.packing.Mix;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of a centre and its past. Times are milliseconds since 1970.
 *
 * @param from when it begins; what was there before is there then
 * @param to when it ends
 * @param written when the file was written: what had not ended is taken to end then
 * @param policy what decided, as far as the kernel has a say
 * @param mix the shapes of the jobs, as often as they came
 * @param nodes the nodes, in the file's order
 * @param queues the queues, what is above first
 * @param titles how people name the queues
 * @param jobs what came, the earliest first; an array is one
 * @param strangers ranks that ran on nodes that the file does not have
 */
record Past(
    long from,
    long to,
    long written,
    Policy policy,
    Mix mix,
    List<Node> nodes,
    List<Queue> queues,
    Map<String, String> titles,
    List<Item> jobs,
    int strangers) {
  Past {
    nodes = List.copyOf(nodes);
    queues = List.copyOf(queues);
    titles = Map.copyOf(titles);
    jobs = List.copyOf(jobs);
  }

  /**
   * What came: a job, or an array.
   *
   * @param work as the kernel takes it
   * @param tasks what became of each of its tasks; one for a job
   */
  record Item(Workload work, List<Task> tasks) {
    Item {
      tasks = List.copyOf(tasks);
    }

    UUID id() {
      return work.id();
    }
  }

  /**
   * What became of a task.
   *
   * @param attempts its runs, in order; none where it never had a place
   * @param ended when it had ended; {@link #written} where it had not
   * @param open whether it had not ended when the file was written
   * @param ok whether it ended well
   */
  record Task(List<Attempt> attempts, long ended, boolean open, boolean ok) {
    Task {
      attempts = List.copyOf(attempts);
    }

    /** The run that was going on at that time; null for none. */
    @Nullable Attempt at(long time) {
      for (Attempt it : attempts) {
        if (it.placed() < time && it.ended() > time) {
          return it;
        }
      }
      return null;
    }

    /** What it got done in runs that went on after that time; ms. */
    long work(long since) {
      return attempts.stream().mapToLong(it -> it.work(since)).sum();
    }
  }

  /**
   * A run.
   *
   * @param placed when it got its place
   * @param ended when the place was free again
   * @param kept until when what it did was kept; {@code ended} unless it was stopped for others or
   *     lost its node
   * @param slots its places on nodes that the file has, by rank
   */
  record Attempt(long placed, long ended, long kept, List<Slot> slots) {
    Attempt {
      slots = List.copyOf(slots);
    }

    /** What of its work was kept and lies after that time; ms. */
    long work(long since) {
      return Math.max(0, kept - Math.max(placed, since));
    }

    /** Whether what it did was done in vain, or in part. */
    boolean interrupted() {
      return kept < ended;
    }
  }

  /**
   * A rank's place.
   *
   * @param node its number in {@link Past#nodes}
   * @param cards the cards as bits
   */
  record Slot(int node, int cards) {}
}
