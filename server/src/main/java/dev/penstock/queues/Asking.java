package dev.penstock.queues;

import dev.penstock.dispatch.Demand;
import dev.penstock.dispatch.Fit;
import dev.penstock.dispatch.Room;
import dev.penstock.dispatch.centre.Kernel;
import dev.penstock.dispatch.centre.Workload;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * What would become of a job, were it or the centre different. The kernel is asked, as it stands
 * after its last look; where another server decides, one that follows it is.
 */
public final class Asking {
  private final DispatchLoop loop;
  private final Room room;
  private final Fit fit;
  private final Workload wanted;

  Asking(DispatchLoop loop, Room room, Fit fit, Workload wanted) {
    this.loop = loop;
    this.room = room;
    this.fit = fit;
    this.wanted = wanted;
  }

  /** How the nodes stand to what it asks for. */
  public Room room() {
    return room;
  }

  /** Whether it could ever start, and if not, what stops it. */
  public Fit fit() {
    return fit;
  }

  /** Whether it would start at once, withdrawn and submitted anew with this demand. */
  public boolean startsAnew(int count, Demand demand) {
    return is((kernel, now) -> kernel.startsNow(now, Workloads.with(wanted, count, demand)));
  }

  /** Whether it would start at once as it is. */
  public boolean startsNow() {
    return is((kernel, now) -> kernel.startsNow(now, wanted));
  }

  /** The most nodes, fewer than it asks for, with which it would start at once; 0 for none. */
  public int mostNodes() {
    int most = 0;
    int tooMany = wanted.roles().getFirst().wish();
    // fewer nodes never fit worse
    while (tooMany - most > 1) {
      int middle = most + (tooMany - most) / 2;
      if (is((kernel, now) -> kernel.startsNow(now, Workloads.with(wanted, middle)))) {
        most = middle;
      } else {
        tooMany = middle;
      }
    }
    return most;
  }

  /** Whether it would start at once, if every node were ready. */
  public boolean startsIfAllWereReady() {
    return is((kernel, now) -> kernel.startsIfAllWereReady(now, wanted));
  }

  /** By when there will be room, if all that runs does so as long as it may. */
  public Optional<Instant> roomBy() {
    OptionalLong by =
        loop.ask((kernel, now) -> kernel.roomBy(now, wanted)).orElse(OptionalLong.empty());
    return by.isPresent() ? Optional.of(Instant.ofEpochMilli(by.getAsLong())) : Optional.empty();
  }

  private boolean is(BiFunction<Kernel, Long, Boolean> question) {
    return loop.ask(question).orElse(false);
  }
}
