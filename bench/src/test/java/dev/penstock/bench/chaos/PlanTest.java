package dev.penstock.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PlanTest {
  private static final Duration LENGTH = Duration.ofMinutes(10);

  private final List<Act> plan = plan(7);

  private static List<Act> plan(long seed) {
    return Plan.of(new Random(seed), LENGTH, 8);
  }

  @Test
  void the_same_seed_gives_the_same_plan_and_another_another() {
    assertThat(plan(7)).isEqualTo(plan);
    assertThat(plan(8)).isNotEqualTo(plan);
  }

  @Test
  void every_kind_comes() {
    assertThat(plan).extracting(Act::part).contains(Act.Part.values());
  }

  @Test
  void nothing_is_away_twice_at_once_and_one_server_always_answers() {
    for (int i = 0; i < plan.size(); i++) {
      assertThat(plan.subList(i + 1, plan.size())).noneMatch(plan.get(i)::clashes);
    }
  }

  @Test
  void all_is_back_at_the_end() {
    assertThat(plan).allMatch(act -> act.end().compareTo(LENGTH) <= 0);
  }

  @Test
  void the_leader_stands_still_for_longer_than_its_lease() {
    assertThat(plan)
        .filteredOn(act -> act.part() == Act.Part.LEADER)
        .isNotEmpty()
        .allMatch(act -> act.lasts().compareTo(Duration.ofSeconds(3)) > 0);
  }
}
