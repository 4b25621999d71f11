package dev.penstock.dispatch.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BackfillKernelTest {
  private static BackfillKernel kernel(String policy) {
    return new BackfillKernel(10, Objects.requireNonNull(Policy.named().get(policy)));
  }

  private static List<Long> ids(List<Job> jobs) {
    return jobs.stream().map(Job::id).toList();
  }

  @Test
  void goesOnWhenAJobOutlivesItsRequestedTime() {
    for (String policy : Policy.named().keySet()) {
      BackfillKernel kernel = kernel(policy);
      kernel.submit(0, new Job(1, 6, 10, "ann"));
      kernel.submit(0, new Job(2, 6, 10, "ann"));
      assertThat(ids(kernel.decide(0))).containsExactly(1L);
      assertThat(kernel.decide(15)).isEmpty();
      kernel.submit(15, new Job(3, 4, 1, "ann"));
      kernel.decide(15);
      kernel.ended(20, 1);
      kernel.ended(20, kernel.free() == 10 ? 2 : 3);
      kernel.decide(20);
      assertThat(kernel.waiting()).as(policy).isZero();
    }
  }

  @Test
  void forgetsAWithdrawnJob() {
    BackfillKernel kernel = kernel("conservative");
    kernel.submit(0, new Job(1, 10, 10, "ann"));
    kernel.submit(0, new Job(2, 10, 100, "ann"));
    kernel.submit(0, new Job(3, 10, 10, "ann"));
    assertThat(ids(kernel.decide(0))).containsExactly(1L);
    assertThat(kernel.promised(3)).hasValue(110);
    kernel.ended(5, 2);
    kernel.ended(6, 1);
    assertThat(ids(kernel.decide(6))).containsExactly(3L);
    assertThat(kernel.promised(2)).isEmpty();
  }

  @Test
  void refusesWhatCannotBe() {
    BackfillKernel kernel = kernel("easy");
    kernel.submit(5, new Job(1, 1, 1, "ann"));
    assertThatThrownBy(() -> kernel.submit(5, new Job(1, 1, 1, "ann")))
        .hasMessageContaining("known already");
    assertThatThrownBy(() -> kernel.submit(5, new Job(2, 11, 1, "ann")))
        .hasMessage("job 2 needs 11 processors; there are 10");
    assertThatThrownBy(() -> kernel.ended(5, 7)).hasMessage("job 7 neither runs nor waits");
    assertThatThrownBy(() -> kernel.decide(4)).hasMessageContaining("must not go backwards");
    assertThatThrownBy(() -> new Job(1, 0, 1, "ann")).hasMessageContaining("processors is 0");
    assertThatThrownBy(() -> new Job(1, 1, 0, "ann")).hasMessageContaining("requested is 0");
  }

  @Test
  void startsTheLateJobHoweverManyShorterOnesCome() {
    Policy policy =
        new Policy(
            new Order.Shortest(1, 0, 0.5, 0.1, 200),
            new Backfill.Easy(1, 2, false, 2),
            new RunTimes.History(10, 0.7, 3, 100, 1));
    for (long seed = 0; seed < 20; seed++) {
      int longest = 60;
      List<World.Arrival> arrivals = World.arrivals(seed, 500, 8, longest);
      Map<Long, Integer> ahead = new HashMap<>();
      List<World.Start> starts =
          World.play(
              new BackfillKernel(8, policy),
              arrivals,
              (now, queue, done) -> {
                for (int i = 0; i < queue.size(); i++) {
                  ahead.putIfAbsent(queue.get(i).id(), i);
                }
              });
      for (World.Start it : starts) {
        long waited = it.at() - arrivals.get((int) it.id()).at();
        int before = ahead.getOrDefault(it.id(), 0);
        assertThat(waited).isLessThanOrEqualTo(200 + (2L * before + 1) * longest);
      }
    }
  }
}
