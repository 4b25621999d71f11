package dev.penstock.bench.simulate.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.bench.simulate.Misused;
import dev.penstock.dispatch.queueing.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(outcome.worseThan(Replay.alone(trace))).containsExactly("a");
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
    QueueingReport report = QueueingReport.of(replay("fifo", trace), Replay.alone(trace), null);
    assertThat(report.queues()).extracting(QueueingReport.Queue::name).containsExactly("a", "b");
    assertThat(report.text()).contains("mean JCT").contains("105 s").contains("none");
  }

  private void assertWrong(String jobs, String message) {
    assertThatThrownBy(() -> trace(jobs)).isInstanceOf(Misused.class).hasMessageContaining(message);
  }

  private Trace trace(String jobs) throws IOException, Misused {
    Path jobsFile = Files.writeString(folder.resolve("jobs.csv"), jobs);
    return Trace.read(jobsFile, Files.writeString(folder.resolve("vcs.csv"), VCS), 8);
  }

  private static Outcome replay(String policy, Trace trace) {
    return Replay.of(Objects.requireNonNull(Policies.named(policy)), trace);
  }
}
