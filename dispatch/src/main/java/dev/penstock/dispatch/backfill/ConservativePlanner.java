package dev.penstock.dispatch.backfill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * See {@link Backfill.Conservative}. A promise slips only where a running job outlives its
 * requested time, or where processors are lost.
 */
final class ConservativePlanner implements Planner {
  private Profile plan;
  private boolean loosened;

  ConservativePlanner(int processors) {
    plan = new Profile(Long.MIN_VALUE, processors);
  }

  @Override
  public void submitted(long now, Waiting it) {
    plan.forget(now);
    promise(now, it);
  }

  @Override
  public void withdrawn(long now, Waiting it) {
    release(it);
    loosened = true;
  }

  @Override
  public void ended(long now, Machine.Running it) {
    plan.give(now, it.requestedEnd(), it.job().processors());
    loosened = true;
  }

  @Override
  public void resized(long now, Machine machine, List<Waiting> queue) {
    planAfresh(now, machine, queue);
  }

  @Override
  public List<Waiting> starts(long now, Machine machine, List<Waiting> queue) {
    plan.forget(now);
    if (machine.overrun(now)) {
      planAfresh(now, machine, queue);
    } else if (loosened || queue.stream().anyMatch(it -> it.promised < now)) {
      for (Waiting it : queue) {
        release(it);
        promise(now, it);
      }
    }
    loosened = false;
    List<Waiting> starts = new ArrayList<>();
    for (Waiting it : queue) {
      if (it.promised <= now) {
        starts.add(it);
      }
    }
    return starts;
  }

  private void planAfresh(long now, Machine machine, List<Waiting> queue) {
    plan = machine.profile(now);
    List<Waiting> byPromise = new ArrayList<>(queue);
    byPromise.sort(Comparator.comparingLong((Waiting it) -> it.promised));
    byPromise.forEach(it -> promise(now, it));
  }

  private void promise(long now, Waiting it) {
    it.promised = plan.earliest(now, it.job.processors(), it.job.requested());
    if (it.promised < Long.MAX_VALUE) {
      plan.take(it.promised, it.promised + it.job.requested(), it.job.processors());
    }
  }

  private void release(Waiting it) {
    if (it.promised < Long.MAX_VALUE) {
      plan.give(it.promised, it.promised + it.job.requested(), it.job.processors());
    }
  }
}
