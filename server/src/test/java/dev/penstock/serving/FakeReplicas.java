package dev.penstock.serving;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replicas that a test starts and ends by hand. */
final class FakeReplicas implements Replicas {
  final List<Order> orders = new ArrayList<>();
  final List<JobId> stopped = new ArrayList<>();
  private final Map<JobId, State> states = new HashMap<>();
  private final Map<JobId, Path> sockets = new HashMap<>();

  @Override
  public synchronized JobId start(Order order) {
    orders.add(order);
    JobId job = JobId.next();
    states.put(job, new State.Alive(null));
    return job;
  }

  @Override
  public synchronized void stop(OrgId org, JobId replica, String reason) {
    stopped.add(replica);
  }

  @Override
  public synchronized Optional<Path> socket(OrgId org, JobId replica) {
    return Optional.ofNullable(sockets.get(replica));
  }

  @Override
  public synchronized State state(OrgId org, JobId replica) {
    State state = states.get(replica);
    if (state == null) {
      // endpoints of other tests may be open in the same database; they are not ours to move
      throw new IllegalStateException("no replica of this test");
    }
    return state;
  }

  synchronized void is(JobId replica, State state) {
    states.put(replica, state);
  }

  synchronized void listens(JobId replica, Path socket) {
    sockets.put(replica, socket);
  }

  synchronized void vanishes(JobId replica) {
    sockets.remove(replica);
  }
}
