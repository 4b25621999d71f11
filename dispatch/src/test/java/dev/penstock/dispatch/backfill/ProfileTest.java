package dev.penstock.dispatch.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProfileTest {

  @Test
  void findsTheFirstMomentFromWhichEnoughStayFreeForLongEnough() {
    Profile profile = Profile.of(100, 2, new TreeMap<>(Map.of(110L, 3, 130L, 5)));
    assertThat(profile.earliest(100, 2, 1_000)).isEqualTo(100);
    assertThat(profile.earliest(100, 3, 1_000)).isEqualTo(110);
    assertThat(profile.earliest(100, 6, 1)).isEqualTo(130);
    assertThat(profile.earliest(100, 11, 1)).isEqualTo(Long.MAX_VALUE);
    profile.take(115, 125, 4);
    assertThat(profile.earliest(100, 2, 15)).isEqualTo(100);
    assertThat(profile.earliest(100, 2, 16)).isEqualTo(125);
    profile.give(115, 125, 4);
    assertThat(profile.earliest(100, 5, 1_000)).isEqualTo(110);
  }

  @Test
  void countsWhatIsOverdueAsFreeInASecond() {
    Profile profile = Profile.of(100, 1, new TreeMap<>(Map.of(90L, 2, 100L, 3)));
    assertThat(profile.free(100)).isEqualTo(1);
    assertThat(profile.free(101)).isEqualTo(6);
  }

  @Test
  void agreesWithAnArrayOfSeconds() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 200; round++) {
      int[] free = new int[60];
      Arrays.fill(free, 10);
      Profile profile = new Profile(0, 10);
      for (int i = 0; i < 12; i++) {
        int start = random.nextInt(60);
        int end = random.nextInt(start, 60);
        int processors = random.nextInt(-2, 4);
        profile.take(start, end, processors);
        for (int second = start; second < end; second++) {
          free[second] -= processors;
        }
      }
      for (int second = 0; second < 60; second++) {
        assertThat(profile.free(second)).isEqualTo(free[second]);
      }
      int from = random.nextInt(30);
      assertThat(profile.earliest(from, 9, 5)).isEqualTo(first(free, from, 9, 5));
    }
  }

  private static long first(int[] free, int from, int processors, int seconds) {
    for (int start = from; ; start++) {
      boolean holds = true;
      for (int second = start; second < start + seconds; second++) {
        holds &= (second < free.length ? free[second] : 10) >= processors;
      }
      if (holds) {
        return start;
      }
    }
  }
}
