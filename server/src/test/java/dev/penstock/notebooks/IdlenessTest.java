package dev.penstock.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.notebooks.Idleness.Pulse;
import dev.penstock.notebooks.Idleness.Verdict;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdlenessTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static Notebook ready(int idleMinutes) {
    return Notebook.fresh(
            OrgId.next(),
            ProjectId.next(),
            "sketch",
            "cpu.small",
            "notebook-cpu",
            Duration.ofMinutes(idleMinutes),
            NOON)
        .starting(JobId.next(), NOON)
        .ready(NOON);
  }

  private static Instant at(int minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void tellsTenMinutesBeforeItStops() {
    Notebook notebook = ready(60);
    assertThat(notebook.stopsAt()).isEqualTo(at(60));
    assertThat(Idleness.verdict(notebook, at(49))).isEqualTo(Verdict.GO_ON);
    assertThat(Idleness.verdict(notebook, at(50))).isEqualTo(Verdict.TELL);
    assertThat(Idleness.verdict(notebook.toldOfStop(), at(51))).isEqualTo(Verdict.GO_ON);
    assertThat(Idleness.verdict(notebook.toldOfStop(), at(60))).isEqualTo(Verdict.STOP);
  }

  @Test
  void tellsAThirdOfAShortTimeBefore() {
    assertThat(Idleness.verdict(ready(6), at(3))).isEqualTo(Verdict.GO_ON);
    assertThat(Idleness.verdict(ready(6), at(4))).isEqualTo(Verdict.TELL);
  }

  @Test
  void goesOnWhileAKernelWorks() {
    Notebook seen = Idleness.seen(ready(60).toldOfStop(), new Pulse(true, NOON), at(55));
    assertThat(seen.stopsAt()).isEqualTo(at(115));
    assertThat(seen.warned()).isFalse();
  }

  @Test
  void countsFromTheLastActivity() {
    assertThat(Idleness.seen(ready(60), new Pulse(false, at(20)), at(30)).stopsAt())
        .isEqualTo(at(80));
    assertThat(Idleness.seen(ready(60), new Pulse(false, at(-20)), at(30)).stopsAt())
        .isEqualTo(at(60));
  }

  @Test
  void doesNotBelieveAnActivityOfTheFuture() {
    assertThat(Idleness.seen(ready(60), new Pulse(false, at(9_999)), at(30)).stopsAt())
        .isEqualTo(at(90));
  }
}
