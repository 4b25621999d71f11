package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What would become of a workload; nothing changes by asking. */
final class Trial {
  private final State state;
  private final long now;

  Trial(State state, long now) {
    this.state = state;
    this.now = now;
  }

  boolean starts(Workload work) {
    Job job = state.stranger(work);
    Rights rights = new Rights(state.resources, state.branches());
    if (rights.limit(job, state.capacity()) != null
        || Timing.of(work, state.costs(), now).at() > now) {
      return false;
    }
    int[] ranks = rights.ranks(job, state.capacity());
    if (new Placer(state.space()).place(job, ranks, now) instanceof Attempt.Found(var pieces)) {
      Placer.undo(new ArrayList<>(pieces));
      return true;
    }
    return false;
  }

  boolean startsIfAllWereReady(Workload work) {
    List<Place> closed = state.space().places().stream().filter(it -> !it.open()).toList();
    closed.forEach(it -> it.pool.packer.open(it.index));
    try {
      return starts(work);
    } finally {
      closed.forEach(it -> it.pool.packer.close(it.index));
    }
  }

  OptionalLong roomBy(Workload work) {
    Job job = state.stranger(work);
    Prospect prospect = Prospect.of(state.space(), job, now);
    return prospect == null ? OptionalLong.empty() : OptionalLong.of(prospect.at());
  }
}
