package dev.penstock.bench.simulate.history;

import static dev.penstock.bench.simulate.history.Lines.ended;
import static dev.penstock.bench.simulate.history.Lines.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.variant.Faults;
import dev.penstock.bench.simulate.variant.Variant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class HistoryTest {
  @TempDir private Path folder;

  private static Variant variant(String policy, int more, Map<String, Integer> quotas) {
    return new Variant(policy, policy, more, 1, quotas, null);
  }

  private static Outcome replay(Past past, Variant variant) throws Misused {
    return Replay.of(past, Changed.of(past, variant), variant.faults(), 1);
  }

  private Past read(Lines lines) throws IOException, Misused {
    return HistoryFile.read(lines.write(folder));
  }

  /** The centre left eight cards idle from 1,000 s to 2,000 s though two waited. */
  private static Lines slow() {
    Lines lines = new Lines(4_000).nodes(1, 8).queue("a", null, 0).queue("a/x", "a", 0);
    lines.job("a/x", 0, 8, ended(1_000), run(0, 1_000, 8));
    lines.job("a/x", 100, 8, ended(2_500), run(2_000, 2_500, 8));
    lines.job("a/x", 200, 4, ended(2_600), run(2_500, 2_600, 4));
    return lines;
  }

  @Test
  void whatHappenedIsCountedAsItHappened() throws Exception {
    Outcome real = RealPast.of(read(slow()));
    assertThat(real.fates()).extracting(Fate::waited).containsExactly(0.0, 1_900.0, 2_300.0);
    assertThat(real.mean(Fate::completion)).isEqualTo((1_000 + 2_400 + 2_400) / 3.0);
    assertThat(real.mean(Fate::slowdown)).isEqualTo((1 + 4.8 + 24) / 3, within(1e-9));
    assertThat(real.standing().utilised()).isEqualTo((8_000 + 4_000 + 400) / 32_000.0);
    // free: 8 cards but for 1,500 s, of which 100 s with four on the node in part use
    assertThat(real.standing().fragmentation()).isEqualTo(400 / (32_000.0 - 12_400));
    assertThat(real.standing().idleWhileWaiting()).isEqualTo(8_000 / 32_000.0);
  }

  @Test
  void jobsWithPartsOfACardShareItInTheReplay() throws Exception {
    Lines lines = new Lines(1_000).nodes(1, 1).queue("a", null, 0).queue("a/x", "a", 0);
    for (int i = 0; i < 3; i++) {
      lines.jobOf("a/x", 0, 500, ended(100), run(0, 100, 1));
    }
    Outcome replayed = replay(read(lines), variant("as-is", 0, Map.of()));
    assertThat(replayed.fates())
        .extracting(Fate::waited)
        .containsExactlyInAnyOrder(0.0, 0.0, 100.0);
  }

  @Test
  void theKernelStartsTheSameJobsAsSoonAsThereIsRoom() throws Exception {
    Past past = read(slow());
    Outcome replayed = replay(past, variant("as-is", 0, Map.of()));
    // the second runs from 1,000 s to 1,500 s, the third behind it
    assertThat(replayed.fates()).extracting(Fate::waited).containsExactly(0.0, 900.0, 1_300.0);
    assertThat(replayed.standing().utilised()).isEqualTo(12_400 / 32_000.0);
    assertThat(replayed.standing().idleWhileWaiting()).isZero();
    Outcome more = replay(past, variant("as-is", 1, Map.of()));
    // the second from 100 s to 600 s on the other node, then the third there
    assertThat(more.fates()).extracting(Fate::waited).containsExactlyInAnyOrder(0.0, 0.0, 400.0);
    assertThat(more.standing().utilised()).isEqualTo(12_400 / 64_000.0);
  }

  @Test
  void whatRanWhenItBeganGoesOnThereAndCountsForNoWait() throws Exception {
    Lines lines = new Lines(4_000).nodes(2, 8).queue("a", null, 0).queue("a/x", "a", 0);
    lines.job("a/x", -900, 8, ended(500), run(-500, 500, "n1", 0, 8, "COMPLETED"));
    lines.job("a/x", 0, 8, ended(100), run(0, 100, 8));
    lines.job("a/x", 10, 8, ended(200), run(100, 200, 8));
    Past past = read(lines);
    assertThat(RealPast.of(past).fates()).extracting(Fate::waited).containsExactly(0.0, 90.0);
    assertThat(replay(past, variant("as-is", 0, Map.of())).fates())
        .extracting(Fate::waited)
        .containsExactly(0.0, 90.0);
    // without the node it had, it waits again for the 500 s that are left
    Outcome fewer = replay(past, variant("fifo", -1, Map.of()));
    assertThat(fewer.fates()).extracting(Fate::waited).containsExactlyInAnyOrder(500.0, 590.0);
  }

  @Test
  void workThatWasKeptIsNotDoneAgainAndWhatWasLostIs() throws Exception {
    Lines lines = new Lines(4_000).nodes(1, 8).queue("a", null, 0).queue("a/x", "a", 0);
    String lost =
        "{\"placedAt\":%s,\"endedAt\":%s,\"checkpointAt\":%s,\"cause\":\"PREEMPTED\",\"slots\":[{\"node\":\"n0\",\"cards\":[0]}]}"
            .formatted(Lines.time(0), Lines.time(1_000), Lines.time(600));
    lines.job("a/x", 0, 1, ended(2_000), lost, run(1_500, 2_000, 1));
    Past past = read(lines);
    Fate real = RealPast.of(past).fates().getFirst();
    assertThat(real.work()).isEqualTo(1_100_000);
    assertThat(real.waited()).isEqualTo(900);
    assertThat(real.interruptions()).isEqualTo(1);
    Fate replayed = replay(past, variant("as-is", 0, Map.of())).fates().getFirst();
    assertThat(replayed.ended() - Lines.FROM.toEpochMilli()).isEqualTo(1_100_000);
    assertThat(replayed.waited()).isZero();
  }

  @Test
  void anArraysTasksAreStartedSoManyAtOnceAndBehindWhatComesBefore() throws Exception {
    Lines lines = new Lines(4_000).nodes(1, 8).queue("a", null, 0).queue("a/x", "a", 0);
    UUID first = lines.job("a/x", 0, 1, ended(300), run(0, 300, 1));
    UUID array =
        lines.job(
            "a/x",
            0,
            1,
            ended(1_000)
                + ",\"tasks\":3,\"atOnce\":2,\"after\":[{\"job\":\"%s\",\"ok\":true}]"
                    .formatted(first));
    for (int i = 0; i < 3; i++) {
      lines.task(array, i, ended(1_000), run(900, 1_000, "n0", i, 1, "COMPLETED"));
    }
    Outcome replayed = replay(read(lines), variant("as-is", 0, Map.of()));
    assertThat(replayed.fates())
        .extracting(it -> (it.ended() - Lines.FROM.toEpochMilli()) / 1_000)
        .containsExactly(300L, 400L, 400L, 500L);
    assertThat(replayed.fates()).extracting(Fate::waited).containsExactly(0.0, 0.0, 0.0, 100.0);
  }

  @Test
  void whatWasCancelledBeforeItRanTakesNoPartInTheWaits() throws Exception {
    Lines lines = new Lines(4_000).nodes(1, 8).queue("a", null, 0).queue("a/x", "a", 0);
    lines.job("a/x", 0, 8, ended(1_000), run(0, 1_000, 8));
    lines.job("a/x", 10, 8, "\"state\":\"CANCELLED\",\"endedAt\":" + Lines.time(500));
    Past past = read(lines);
    assertThat(RealPast.of(past).fates()).hasSize(1);
    assertThat(replay(past, variant("as-is", 0, Map.of())).fates()).hasSize(1);
    // with another node it runs there until it is cancelled
    Outcome more = replay(past, variant("as-is", 1, Map.of()));
    assertThat(more.fates()).hasSize(1);
    assertThat(more.standing().utilised()).isEqualTo((8_000 + 8 * 490) / 64_000.0);
  }

  @Test
  void anotherQuotaLetsAQueueTakeItsCardsBack() throws Exception {
    Lines lines =
        new Lines(8_000).nodes(1, 8).queue("a", null, 0).queue("a/x", "a", 0).queue("a/y", "a", 0);
    lines.job("a/x", 0, 8, ended(4_000) + ",\"preemptible\":true", run(0, 4_000, 8));
    lines.job("a/y", 100, 8, ended(4_500), run(4_000, 4_500, 8));
    Past past = read(lines);
    assertThat(replay(past, variant("as-is", 0, Map.of())).stops()).isZero();
    Outcome quota = replay(past, variant("as-is", 0, Map.of("A/Y", 8)));
    assertThat(quota.stops()).isEqualTo(1);
    // taken back after the two minutes of the usual policy
    assertThat(quota.fates().getFirst().waited()).isEqualTo(120);
  }

  @ParameterizedTest
  @ValueSource(strings = {"as-is", "greedy", "conservative", "no-reclaim", "fgd", "node-value"})
  void noCardIsHeldTwiceAndAllThatRanRunsAgainWhateverHappens(String policy) throws Exception {
    SplittableRandom random = new SplittableRandom(policy.hashCode());
    Lines lines = new Lines(200_000).nodes(6, 8);
    lines.queue("a", null, 0);
    for (int queue = 0; queue < 4; queue++) {
      lines.queue("a/" + queue, "a", queue * 4L);
    }
    int jobs = 400;
    for (int i = 0; i < jobs; i++) {
      long at = random.nextLong(100_000);
      long ran = 10 + random.nextLong(4_000);
      int cards = 1 << random.nextInt(4);
      lines.job(
          "a/" + random.nextInt(4),
          at,
          cards,
          ended(at + ran)
              + ",\"preemptible\":"
              + random.nextBoolean()
              + ",\"nodes\":"
              + (1 + random.nextInt(2)),
          run(at, at + ran, "n" + random.nextInt(6), 0, cards, "COMPLETED"));
    }
    Past past = read(lines);
    Variant fragile = new Variant(policy, policy, 0, 1, Map.of(), new Faults(20, 2, 1_800));
    Outcome outcome = replay(past, fragile);
    assertThat(outcome.fates()).hasSize(jobs);
    assertThat(outcome.nodesLost()).isPositive();
    assertThat(outcome.stuck()).isZero();
    assertThat(outcome.fates())
        .allSatisfy(it -> assertThat(it.ended() - it.ready()).isGreaterThanOrEqualTo(it.work()));
    assertThat(outcome.standing().utilised()).isBetween(0.01, 1.0);
    assertThat(outcome.standing().jain()).isBetween(0.0, 1.0);
    Outcome again = replay(past, fragile);
    assertThat(again.fates()).isEqualTo(outcome.fates());
  }

  @Test
  void theCommandShowsThePastBesideWhatCouldHaveBeen() throws Exception {
    Path file = slow().write(folder);
    Path json = folder.resolve("out.json");
    Path page = folder.resolve("report.html");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new HistoryCommand()
        .run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            Arguments.of(
                List.of(
                    file.toString(),
                    "--what-if",
                    "one more: --more-nodes 1",
                    "--json",
                    json.toString(),
                    "--report",
                    page.toString()),
                Set.of()));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("as it was", "as-is", "one more");
    JsonNode read = JsonMapper.builder().build().readTree(Files.readString(json));
    assertThat(read.at("/variants/0/figures/meanWaitSeconds").asDouble()).isEqualTo(1_400);
    assertThat(read.at("/variants/1/figures/meanWaitSeconds").asDouble())
        .isEqualTo((900 + 1_300) / 3.0);
    assertThat(read.at("/variants/2/figures/nodes").asInt()).isEqualTo(2);
    assertThat(Files.readString(page)).contains("Utilisation over time", "Mean wait by queue");
  }

  @Test
  void aFileThatIsWrongIsRefusedWithItsLineAndField() throws Exception {
    Lines lines = new Lines(10).nodes(1, 8).queue("a", null, 0);
    lines.job("b", 0, 1, ended(1), run(0, 1, 1));
    Path file = lines.write(folder);
    assertThatThrownBy(() -> HistoryFile.read(file))
        .isInstanceOf(Misused.class)
        .hasMessageContaining("history.jsonl, line 4")
        .hasMessageContaining("queue \"b\"");
    Files.writeString(file, "{\"x\":1}\n");
    assertThatThrownBy(() -> HistoryFile.read(file))
        .isInstanceOf(Misused.class)
        .hasMessageContaining("penstock history export");
  }
}
