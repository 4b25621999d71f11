package dev.penstock.bench.simulate.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.variant.Faults;
import dev.penstock.bench.simulate.variant.Variant;
import dev.penstock.dispatch.queueing.Partition;
import dev.penstock.dispatch.queueing.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueingTest {
  private static final String HEAD = "job_id,vc,gpu_num,submit_time,duration\n";
  private static final String VCS = ",0\na,1\nb,1\n";
  @TempDir Path folder;

  @Test
  void countsTheWaitsOfASmallTrace() throws Exception {
    Trace trace = trace(HEAD + "1,a,8,0,100\n2,a,8,10,20\n3,a,8,20,10\n4,b,4,0,50\n");
    Outcome fifo = replay("fifo", trace);
    // 2 waits from 10 to 100, 3 from 20 to 120
    assertThat(fifo.meanWait()).isEqualTo((90 + 100) / 4.0);
    assertThat(fifo.meanCompletion()).isEqualTo((100 + 110 + 110 + 50) / 4.0);
    assertThat(fifo.meanSlowdown()).isEqualTo((1 + 5.5 + 11 + 1) / 4);
    assertThat(fifo.waitQuantile(0.5)).isEqualTo(0);
    assertThat(fifo.waitQuantile(1)).isEqualTo(100);
    assertThat(fifo.preemptions()).isZero();
    assertThat(replay("sjf", trace).meanWait()).isEqualTo((80 + 100) / 4.0);
    assertThat(replay("pool-skip", trace).meanWait()).isEqualTo((40 + 50) / 4.0);
  }

  @Test
  void chargesEvictionsWithLostWork() throws Exception {
    Trace trace = trace(HEAD + "1,a,8,0,1000\n2,a,8,0,1000\n3,b,8,100,1000\n");
    Outcome outcome = replay("reclaim", trace);
    assertThat(outcome.preemptions()).isEqualTo(1);
    // the evicted one goes on at 1,000 with 1,000 - 100 + 300 s to run
    assertThat(outcome.meanWait()).isEqualTo((1000 - 100 + 300) / 3.0);
    assertThat(outcome.longestAsked()).isZero();
    assertThat(outcome.jain()).isEqualTo(1);
    assertThat(outcome.worseThan(Replay.alone(setup("sjf", trace)))).containsExactly("a");
  }

  @Test
  void measuresHowLongAQueueAskedForItsShare() throws Exception {
    Trace trace = trace(HEAD + "1,a,8,0,1000\n2,a,8,0,1000\n3,b,8,100,1000\n");
    assertThat(replay("best", trace).longestAsked()).isEqualTo(120);
    assertThat(replay("pool-skip", trace).longestAsked()).isEqualTo(900);
  }

  @Test
  void saysWhereAFileIsWrong() {
    assertWrong("job_id,vc\n1,a\n", "jobs.csv, line 1: field \"gpu_num\" is missing");
    assertWrong(HEAD + "1,a,8,0\n", "jobs.csv, line 2: has 4 fields, not 5");
    assertWrong(HEAD + "\n1,c,8,0,1\n", "jobs.csv, line 3, field \"vc\": \"c\" has no line");
    assertWrong(HEAD + "1,a,9,0,1\n", "line 2, field \"gpu_num\": \"9\" must be a whole number");
    assertWrong(HEAD + "1,a,1,0,x\n", "line 2, field \"duration\": \"x\" must be a whole number");
    assertWrong(HEAD + "1,a,1,0,1\n1,a,1,0,1\n", "line 3, field \"job_id\": \"1\" is there twice");
  }

  @Test
  void showsFiguresByQueue() throws Exception {
    Trace trace = trace(HEAD + "1,a,8,0,100\n2,a,8,10,20\n");
    QueueingReport report =
        QueueingReport.of(replay("fifo", trace), Replay.alone(setup("sjf", trace)), null);
    assertThat(report.queues()).extracting(QueueingReport.Queue::name).containsExactly("a", "b");
    assertThat(report.meanJctSeconds()).isEqualTo(105);
    assertThat(report.queuesWorseOff()).isEmpty();
  }

  @Test
  void aFaultTakesAJobBackToItsLastCheckpoint() throws Exception {
    Trace trace = trace(HEAD + "1,a,8,0,1000000\n");
    Faults faults = new Faults(20, 0.5, 3_600);
    Setup setup = new Setup(Objects.requireNonNull(Policies.named("fifo")), trace, faults, 3);
    Outcome outcome = Replay.of(setup);
    Fate fate = outcome.fates().getFirst();
    assertThat(fate.interruptions()).isPositive().isLessThanOrEqualTo(outcome.nodesLost());
    // between two checkpoints 3,600 s may be lost, on 8 cards
    assertThat(outcome.lostCardSeconds())
        .isPositive()
        .isLessThan(fate.interruptions() * 3_600 * 8.0);
    // it waited for its node, and did again what was lost
    assertThat((double) fate.waited()).isGreaterThan(outcome.lostCardSeconds() / 8);
    assertThat(Replay.of(setup).fates()).isEqualTo(outcome.fates());
    Outcome other = Replay.of(new Setup(setup.policy(), trace, faults, 4));
    assertThat(other.fates()).isNotEqualTo(outcome.fates());
  }

  @Test
  void measuresFreeCardsInPiecesAndIdleOnesBesideAWaitingJob() throws Exception {
    // to 100: 4 of 8 free on a's node, b's free; 2 waits from 0 on, and 3 ends the measuring
    Trace trace = trace(HEAD + "1,a,4,0,100\n2,a,8,0,10\n3,b,1,100,1\n");
    Course course = replay("fifo", trace).course();
    assertThat(course.fragmentation()).isEqualTo(4 / 12.0);
    assertThat(course.idleWhileWaiting()).isEqualTo(12 / 16.0);
    assertThat(course.utilisation()).isEqualTo(4 / 16.0);
  }

  @Test
  void sharesOutMoreNodesInProportionAndTakesQuotasFirst() throws Exception {
    Trace trace = trace(HEAD + "1,a,8,0,100\n");
    Map<String, Integer> quota = Map.of("a", 3);
    Variant variant = new Variant("x", "fifo", 3, 1, quota, null);
    assertThat(Resized.of(trace, variant).partitions())
        .containsExactly(new Partition("a", 5), new Partition("b", 2));
    Variant fewer = new Variant("y", "fifo", -1, 1, Map.of("b", 2), null);
    assertThat(Resized.of(trace, fewer).partitions())
        .containsExactly(new Partition("a", 1), new Partition("b", 1));
    Variant half = new Variant("z", "fifo", 0, 0.3, Map.of("b", 9), null);
    assertThatThrownBy(() -> Resized.of(trace, half))
        .hasMessageContaining("\"z\" leaves queue a with 0 cards, but its job 1 needs 8");
  }

  private void assertWrong(String jobs, String message) {
    assertThatThrownBy(() -> trace(jobs)).isInstanceOf(Misused.class).hasMessageContaining(message);
  }

  private Trace trace(String jobs) throws IOException, Misused {
    Path jobsFile = Files.writeString(folder.resolve("jobs.csv"), jobs);
    return Trace.read(jobsFile, Files.writeString(folder.resolve("vcs.csv"), VCS), 8);
  }

  private static Outcome replay(String policy, Trace trace) {
    return Replay.of(setup(policy, trace));
  }

  private static Setup setup(String policy, Trace trace) {
    return new Setup(Objects.requireNonNull(Policies.named(policy)), trace, null, 0);
  }
}
