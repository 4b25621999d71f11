package dev.penstock.engines.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.local.CgroupLayout.Mounted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CgroupLayoutTest {
  @TempDir private Path folder;

  @Test
  void readsAHybridLayoutAsVersionOne() {
    CgroupLayout layout =
        CgroupLayout.parse(
            """
            30 23 0:26 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid - cgroup cgroup rw,cpu,cpuacct
            31 23 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            32 23 0:28 / /sys/fs/cgroup/pids rw shared:9 - cgroup cgroup rw,pids
            33 23 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
            34 23 0:30 / /proc rw - proc proc rw
            """,
            "4:memory:/manager/abc\n3:cpu,cpuacct:/\n2:pids:/\n0::/\n");

    assertThat(layout.unified()).isFalse();
    assertThat(layout.v1())
        .containsEntry("cpu", at("/sys/fs/cgroup/cpu,cpuacct", ""))
        .containsEntry("memory", at("/sys/fs/cgroup/memory", "manager/abc"))
        .containsEntry("pids", at("/sys/fs/cgroup/pids", ""));
  }

  @Test
  void readsVersionTwoUnderSystemd() {
    CgroupLayout layout =
        CgroupLayout.parse(
            "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n",
            "0::/system.slice/penstock.service\n");

    assertThat(layout.unified()).isTrue();
    assertThat(layout.v2()).containsExactly(at("/sys/fs/cgroup", "system.slice/penstock.service"));
  }

  @Test
  void findsItsGroupWhereAContainerShowsOnlyAPart() {
    CgroupLayout layout =
        CgroupLayout.parse(
            "30 23 0:26 /docker/f00 /sys/fs/cgroup/pids ro - cgroup cgroup rw,pids\n",
            "2:pids:/docker/f00/deep\n");

    assertThat(layout.v1()).containsEntry("pids", at("/sys/fs/cgroup/pids", "deep"));
  }

  @Test
  void setsTheLimitsOfVersionTwo() throws IOException {
    Files.writeString(folder.resolve("cgroup.subtree_control"), "cpu io memory pids\n");
    CgroupsV2 groups = CgroupsV2.open(folder, "penstock-x", new JobUser(1, 1, false));
    Path group = folder.resolve("penstock-x/a");
    Files.createDirectories(group);
    Files.writeString(group.resolve("memory.swap.max"), "max");
    Files.writeString(group.resolve("memory.events"), "low 0\noom 2\noom_kill 1\n");
    Files.writeString(group.resolve("pids.events"), "max 4\n");

    groups.create("a", Orders.LIMITS);

    assertThat(folder.resolve("penstock-x/cgroup.subtree_control"))
        .hasContent("+cpu +memory +pids");
    assertThat(group.resolve("cpu.max")).hasContent("50000 100000");
    assertThat(group.resolve("memory.max")).hasContent(Long.toString(256L << 20));
    assertThat(group.resolve("memory.swap.max")).hasContent("0");
    assertThat(group.resolve("pids.max")).hasContent("66");
    assertThat(groups.hits("a")).isEqualTo(new Cgroups.Hits(1, 4));
    assertThat(groups.hits("unknown")).isEqualTo(Cgroups.Hits.NONE);
  }

  @Test
  void readsAProcessWhoseNameIsOdd() {
    var process =
        ProcessRef.parse(
            "42 (a) b (c) S 7 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 98765 1 1 1");

    assertThat(process).contains(new ProcessRef(42, 7, 98765, false));
    assertThat(ProcessRef.parse("42 (half) S 1")).isEmpty();
  }

  @Test
  void knowsWhetherAContainersRootCanBecomeAnotherUser() {
    assertThat(JobUser.covers("         0          0 4294967295\n", 61_100)).isTrue();
    assertThat(JobUser.covers("0 1000 1\n1 100000 65536\n", 61_100)).isTrue();
    assertThat(JobUser.covers("0 1000 1\n", 61_100)).isFalse();
  }

  private static Mounted at(String root, String own) {
    return new Mounted(Path.of(root), Path.of(root).resolve(own));
  }
}
