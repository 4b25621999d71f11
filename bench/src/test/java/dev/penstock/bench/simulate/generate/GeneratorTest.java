package dev.penstock.bench.simulate.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GeneratorTest {
  private static final long DAY = 86_400;
  private static final long HOUR = 3_600;

  private static Load load(String... options) throws Misused {
    return Load.of(Arguments.of(List.of(options), Set.of()), false);
  }

  @Test
  void asksForSoMuchOfTheCardTimeWhileJobsCome() throws Misused {
    Load load = load("--jobs", "20000", "--nodes", "32", "--load", "0.7");
    List<Made> jobs = Generator.jobs(load);
    double asked = jobs.stream().mapToDouble(it -> (double) it.seconds() * it.cards()).sum();
    double span = jobs.getLast().submitted() - jobs.getFirst().submitted();
    assertThat(asked / (span * 32 * 8)).isCloseTo(0.7, within(0.01));
    assertThat(jobs).isSortedAccordingTo((a, b) -> Long.compare(a.submitted(), b.submitted()));
    assertThat(jobs).extracting(Made::id).startsWith(1, 2, 3).doesNotHaveDuplicates();
  }

  @Test
  void drawsSizesByTheirWeightsAndRunTimesAroundTheirMedian() throws Misused {
    List<Made> jobs =
        Generator.jobs(load("--jobs", "20000", "--sizes", "1=3,8=1", "--median", "20"));
    assertThat(jobs.stream().filter(it -> it.cards() == 8).count() / 20_000.0)
        .isCloseTo(0.25, within(0.02));
    assertThat(jobs.stream().filter(it -> it.seconds() < 1_200).count() / 20_000.0)
        .isCloseTo(0.5, within(0.02));
    assertThat(jobs)
        .allSatisfy(it -> assertThat(it.requested()).isGreaterThanOrEqualTo(it.seconds()))
        .allSatisfy(it -> assertThat(it.milli()).isEqualTo(1_000));
  }

  @Test
  void letsFewerJobsComeAtNightAndAtWeekends() throws Misused {
    List<Made> jobs = Generator.jobs(load("--jobs", "30000", "--nodes", "16", "--load", "0.8"));
    long night = jobs.stream().filter(it -> it.submitted() % DAY / HOUR < 5).count();
    long noon = jobs.stream().filter(it -> it.submitted() % DAY / HOUR / 5 == 2).count();
    assertThat(night / (double) noon).isCloseTo(0.25, within(0.03));
    long weekend = jobs.stream().filter(it -> it.submitted() / DAY % 7 >= 5).count();
    assertThat(weekend / 2.0).isLessThan((jobs.size() - weekend) / 5.0 * 0.5);
    List<Made> even = Generator.jobs(load("--jobs", "30000", "--rhythm", "none"));
    long evenNight = even.stream().filter(it -> it.submitted() % DAY / HOUR < 12).count();
    assertThat(evenNight / 30_000.0).isCloseTo(0.5, within(0.02));
  }

  @Test
  void putsWideJobsInQueuesThatCanHoldThem() throws Misused {
    Load load = load("--queues", "big=9,small=1", "--sizes", "1=1,16=1", "--jobs", "500");
    assertThat(Generator.jobs(load).stream().filter(it -> it.cards() == 16))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.queue()).isEqualTo("big"));
  }

  @Test
  void namesTheOptionItsValueAndWhatToDo() {
    wrong(
        "--sizes: \"16\" must be a number of cards from 1 to 8", "--nodes", "1", "--sizes", "16=1");
    wrong("--sizes: \"x\" must be a name, = and a whole number", "--sizes", "x");
    wrong("--queues: \"a\" is there twice", "--queues", "a=1,a=2");
    wrong("--nodes: leave it out", "--queues", "a=1", "--nodes", "2");
    wrong("--rhythm: \"year\" must be week, day or none", "--rhythm", "year");
    wrong("--parts: only tasks that are packed share a card", "--parts", "0.1");
    wrong("--load: \"0\" must be a number from 0.01 to 10", "--load", "0");
  }

  private static void wrong(String message, String... options) {
    assertThatThrownBy(() -> load(options))
        .isInstanceOf(Misused.class)
        .hasMessageContaining(message);
  }
}
