package dev.penstock.bench.simulate.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.bench.simulate.variant.Faults;
import dev.penstock.dispatch.packing.Packing;
import dev.penstock.dispatch.packing.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackingTraceTest {
  private static final String HEAD = "name,cpu_milli,memory_mib,num_gpu,gpu_milli\n";

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("trace.csv"), text);
  }

  @Test
  void readsColumnsByTheirNames() throws IOException {
    assertThat(PackingTrace.tasks(file(HEAD + "a,4000,16384,1,500\nb,1000,2048,0,\n")))
        .containsExactly(new Task(4000, 16384, 1, 500), new Task(1000, 2048, 0, 0));
    assertThat(PackingTrace.nodes(file("gpu,cpu_milli,memory_mib,sn\n8,96000,393216,n\n")))
        .containsExactly(new PackingTrace.Node(96000, 393216, 8));
  }

  @Test
  void namesFileLineColumnAndValueOfWhatItCantRead() throws IOException {
    Path file = file(HEAD + "a,4000,16384,1,500\nb,x,2048,0,\n");
    assertThatThrownBy(() -> PackingTrace.tasks(file))
        .hasMessageContaining("trace.csv, line 3: cpu_milli is \"x\"");
    Path tooMuch = file(HEAD + "a,4000,16384,1,1500\n");
    assertThatThrownBy(() -> PackingTrace.tasks(tooMuch))
        .hasMessageContaining("line 2: gpu_milli is \"1500\": give 1 to 1000");
    Path headless = file("a,b\n1,2\n");
    assertThatThrownBy(() -> PackingTrace.tasks(headless))
        .hasMessageContaining("has no column num_gpu");
  }

  @Test
  void aReplayAccountsForEveryTaskAndIsTheSameAgain() throws IOException {
    StringBuilder tasks = new StringBuilder(HEAD);
    for (int i = 0; i < 40; i++) {
      tasks.append("t,2000,4096,1,").append(i % 2 == 0 ? 810 : 190).append('\n');
    }
    PackingReplay replay =
        new PackingReplay(
            PackingTrace.nodes(file("cpu_milli,memory_mib,gpu\n32000,131072,8\n")),
            PackingTrace.tasks(file(tasks.toString())),
            1.3);
    PackingReplay.Outcome outcome = replay.run(Packing.NODE_VALUE, 42, 0);
    assertThat(outcome.placed() + outcome.refused()).isGreaterThanOrEqualTo(40);
    assertThat(outcome.allocation()).isBetween(90.0, 100.0);
    assertThat(replay.run(Packing.NODE_VALUE, 42, 0).allocation()).isEqualTo(outcome.allocation());
  }

  @Test
  void underFaultsATaskRunsOrWasRefusedOrLost() throws IOException {
    PackingTrace.Node node = new PackingTrace.Node(32_000, 131_072, 8);
    List<PackingTrace.Node> nodes = Arriving.nodes(List.of(node), 4);
    List<Task> tasks = Collections.nCopies(60, new Task(1_000, 1_024, 1, 500));
    PackingReplay replay = new PackingReplay(nodes, tasks, 1.5);
    Arriving arriving = new Arriving(Packing.FGD, nodes, 0.1, new Faults(20, 5, 60), 4);
    PackingReplay.Played played = replay.play(arriving, 3);
    PackingReplay.Outcome it = played.outcome();
    assertThat(it.nodesLost()).isPositive();
    assertThat(it.interrupted()).isGreaterThan(it.lost());
    assertThat(it.lost()).isPositive();
    // half a card each until one and a half times 32 cards have come
    assertThat(it.placed() + it.refused() + it.lost()).isEqualTo(96);
    assertThat(it.allocation()).isEqualTo(100.0 * it.placed() * 500 / 32_000);
    assertThat(it.bySize()).containsExactly(Map.entry("part of a card", 100.0 * it.placed() / 96));
    assertThat(replay.play(arriving, 3).samples()).isEqualTo(played.samples());
  }

  @Test
  void moreNodesAreLikeThoseThatThereAre() {
    PackingTrace.Node small = new PackingTrace.Node(1, 1, 1);
    PackingTrace.Node large = new PackingTrace.Node(8, 8, 8);
    assertThat(Arriving.nodes(List.of(small, small, large, large), 6))
        .containsExactly(small, small, large, large, small, large);
    assertThat(Arriving.nodes(List.of(small, small, large, large), 2))
        .containsExactly(small, large);
  }
}
