package dev.penstock.dispatch.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.penstock.dispatch.forecast.Arrivals.Arrival;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is remembered of run times, arrivals and waits. */
class HistoryTest {
  @Test
  void aRestIsOfThoseOfTheKindThatLastedLonger() {
    RunTimes runTimes = new RunTimes();
    runTimes.ended("a", 1, 100);
    runTimes.ended("a", 1, 500);
    runTimes.ended("a", 8, 900);
    assertThat(runTimes.rests("a", 1, 0)).containsExactly(500, 100);
    assertThat(runTimes.rests("a", 1, 100)).containsExactly(400);
    assertThat(runTimes.rests("a", 1, 500)).as("of any kind").containsExactly(400);
    assertThat(runTimes.rests("b", 2, 0)).as("of any kind").containsExactly(900, 500, 100);
  }

  @Test
  void whatHasOutlastedAllIsAsLikelyToLastAsLongAgain() {
    RunTimes runTimes = new RunTimes();
    assertThat(runTimes.rests("a", 1, 0)).containsExactly(RunTimes.UNKNOWN);
    assertThat(runTimes.rests("a", 1, 9000)).containsExactly(9000);
  }

  @Test
  void inOneFutureTheJobsOfAKindLastAsThoseThatEndedOneAfterTheOther() {
    long[] rests = LongStream.range(0, 500).toArray();
    RunTimes.Future future = RunTimes.future(11);
    long[] drawn = LongStream.range(0, 300).map(it -> future.draw("a", 1, rests)).toArray();
    long least = LongStream.of(drawn).min().orElseThrow();
    assertThat(LongStream.of(drawn).max()).hasValue(least + RunTimes.BLOCK - 1);
    RunTimes.Future same = RunTimes.future(11);
    assertThat(LongStream.range(0, 300).map(it -> same.draw("a", 1, rests)).toArray())
        .isEqualTo(drawn);
    assertThat(LongStream.range(0, 50).mapToObj(it -> RunTimes.future(it).draw("a", 1, rests)))
        .as("other futures draw elsewhere")
        .anyMatch(it -> it < 100)
        .anyMatch(it -> it > 400);
  }

  @Test
  void whatCameComesAgainInTheSameOrderAndDistance() {
    Arrivals arrivals = new Arrivals(1000);
    arrivals.came(0, "a", 1);
    arrivals.came(10, "b", 2);
    arrivals.came(15, "c", 4);
    Iterator<Arrival> again = arrivals.from(100).beginning(0);
    assertThat(Stream.generate(again::next).limit(3))
        .containsExactly(
            new Arrival(110, "b", 2), new Arrival(115, "c", 4), new Arrival(200, "a", 1));
    assertThat(arrivals.from(100).beginning(0.12).next()).isEqualTo(new Arrival(103, "c", 4));
  }

  @Test
  void whatCameLongAgoDoesNotComeAgain() {
    Arrivals arrivals = new Arrivals(50);
    arrivals.came(0, "a", 1);
    assertThat(arrivals.from(49).beginning(0).hasNext()).isTrue();
    assertThat(arrivals.from(50).beginning(0).hasNext()).isFalse();
    assertThat(new Arrivals(50).from(7).beginning(0.5).hasNext()).isFalse();
    assertThatThrownBy(() -> new Arrivals(0)).hasMessageContaining("span must be 1 second");
  }

  @Test
  void aWaitIsForecastFromTheLastOfTheSizeElseOfAny() {
    RecentWaits waits = new RecentWaits(3);
    assertThat(waits.wait(1, 0.5)).isZero();
    List.of(10L, 20L, 30L, 40L).forEach(it -> waits.started(1, it));
    assertThat(waits.wait(1, 0.5)).isEqualTo(30);
    assertThat(waits.wait(1, 0.9)).isEqualTo(40);
    assertThat(waits.wait(8, 0.3)).isEqualTo(20);
  }

  @Test
  void thePinballLossOfATrueQuantileIsLeast() {
    assertThat(Quantiles.pinball(0.9, 100, 200)).isEqualTo(90);
    assertThat(Quantiles.pinball(0.9, 200, 100)).isCloseTo(10, within(1e-9));
    assertThat(Quantiles.of(new long[] {3, 1, 2}, 0.5)).isEqualTo(2);
    assertThatThrownBy(() -> Quantiles.of(new long[0], 0.5)).hasMessageContaining("one value");
  }
}
