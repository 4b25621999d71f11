package dev.penstock.engines.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Mount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hostile job can see, reach and change. */
final class SandboxTest {
  @TempDir private Path folder;
  private Machine machine;

  @BeforeEach
  void open() {
    machine = Machine.on(folder);
  }

  @AfterEach
  void close() throws IOException {
    machine.close();
  }

  @Test
  void findsTheEnvironmentOfTheContract() {
    Orders orders =
        Orders.command("env").outputs("best-model").service().environment(Map.of("EPOCHS", "12"));
    String attempt = orders.order().attempt().toString();

    assertThat(machine.output(orders).lines())
        .contains(
            "PENSTOCK_OUTPUT_BEST_MODEL=/job/work/outputs/best-model",
            "PENSTOCK_METRICS=/job/work/metrics.jsonl",
            "PENSTOCK_WORK=/job/work",
            "PENSTOCK_JOB=" + orders.order().job(),
            "PENSTOCK_ATTEMPT=" + attempt,
            "PENSTOCK_SOCKET=/run/penstock/service.sock",
            "HOME=/job/work",
            "TMPDIR=/job/work/tmp",
            "LANG=C.UTF-8",
            "RANK=0",
            "LOCAL_RANK=0",
            "WORLD_SIZE=1",
            "MASTER_ADDR=127.0.0.1",
            "PENSTOCK_HOSTFILE=/job/work/.penstock/hostfile",
            "OMP_NUM_THREADS=1",
            "EPOCHS=12")
        .noneMatch(line -> line.startsWith("JAVA"));
  }

  @Test
  void writesItsWorkFolderAndItsWritableMounts() throws IOException {
    Path checkpoint = Files.createDirectories(folder.resolve("checkpoint"));
    Files.writeString(checkpoint.resolve("old"), "1");
    Orders orders =
        Orders.shell(
                "set -e; pwd; echo m > $PENSTOCK_OUTPUT_MODEL/m; echo 2 > /job/checkpoint/old;"
                    + " echo t > $TMPDIR/t; echo t > /tmp/t; echo t > /dev/shm/t; cat $PENSTOCK_HOSTFILE")
            .outputs("model")
            .mounts(new Mount(checkpoint, "/job/checkpoint", true));

    assertThat(machine.output(orders)).isEqualTo("/job/code\n127.0.0.1 slots=1\n");
    Path work = machine.engine().folder(orders.order().attempt());
    assertThat(work.resolve("outputs/model/m")).hasContent("m");
    assertThat(checkpoint.resolve("old")).hasContent("2");
  }

  @Test
  void writesNothingElse() throws IOException {
    Path code = Files.createDirectories(folder.resolve("code"));
    Files.writeString(code.resolve("main"), "x");
    String said =
        machine.output(
            Orders.shell(
                    "for f in /x /usr/x /etc/x /etc/passwd /job/x /job/code/x /job/code/main /run/x"
                        + " /proc/sys/kernel/core_pattern /proc/sysrq-trigger; do"
                        + " (echo x > $f) 2>/dev/null && echo WROTE $f; done; chmod 600 /dev/null 2>/dev/null"
                        + " && echo CHANGED; echo done")
                .mounts(new Mount(code, "/job/code", false)));

    assertThat(said).isEqualTo("done\n");
  }

  @Test
  void readsNoSecretOfTheHostNorOfAnotherAttempt() throws IOException {
    UUID other =
        machine.submit(Orders.shell("echo secret > /job/work/secret; echo up; sleep 1000"));
    machine.says(other, "up");
    Path elsewhere = machine.engine().folder(other).resolve("secret");
    String said =
        machine.output(
            Orders.shell(
                "for f in /etc/shadow /root /home /var /srv /sys %s %s; do"
                        .formatted(folder, elsewhere)
                    + " [ -e $f ] && echo SEES $f; done; ls /tmp; echo done"));

    assertThat(elsewhere).hasContent("secret");
    assertThat(said).isEqualTo("done\n");
  }

  @Test
  void inheritsNothingOfTheServersEnvironment() {
    String said =
        machine.output(Orders.shell("tr '\\0' '\\n' < /proc/1/environ; cat /proc/1/cmdline"));

    assertThat(said.lines().filter(line -> line.contains("=")))
        .singleElement()
        .asString()
        .startsWith("PATH=");
    assertThat(said).doesNotContain(folder.toString());
  }

  @Test
  void seesNoOtherProcess() {
    String said =
        machine.output(
            Orders.python("import os; print([p for p in os.listdir('/proc') if p.isdigit()])"));

    assertThat(said).as("the sandbox's first process and itself").isEqualTo("['1', '2']\n");
  }

  @Test
  void hasNoPrivilegeAndCannotGetAny() {
    String said =
        machine.output(
            Orders.shell(
                "id -u; grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status; hostname;"
                    + " unshare -U true 2>/dev/null && echo NAMESPACE; exit 0"));

    assertThat(said)
        .isEqualTo(
            """
            1000
            CapEff:\t0000000000000000
            CapBnd:\t0000000000000000
            NoNewPrivs:\t1
            job
            """);
  }

  @Test
  void reachesNoPortOfTheHostButHasALoopback() throws IOException {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String said =
          machine.output(
              Orders.python(
                  """
                  import socket
                  own = socket.create_server(('127.0.0.1', 0))
                  socket.create_connection(own.getsockname()).close()
                  print('loopback', socket.gethostbyname('job'))
                  for address in [('127.0.0.1', %d), ('192.168.0.1', 80), ('8.8.8.8', 53)]:
                      try:
                          socket.create_connection(address, 2)
                          print('REACHED', address)
                      except OSError:
                          pass
                  """
                      .formatted(server.getLocalPort())));

      assertThat(said).isEqualTo("loopback 127.0.0.1\n");
    }
  }

  @Test
  void holdsNoFileOfTheHostOpen() {
    String said =
        machine.output(
            Orders.python(
                "import os\nfor f in sorted(os.listdir('/proc/self/fd')):\n  try: print(f, os.readlink('/proc/self/fd/' + f).split(':')[0])\n  except OSError: pass"));

    // 9 is the namespace that the job is in anyway.
    assertThat(said.lines().map(line -> line.split(" ", 2)[0])).containsExactly("0", "1", "2", "9");
  }

  @Test
  void runsAsAnUnprivilegedUserOfTheHost() throws IOException {
    Orders orders = Orders.shell("touch /job/work/mine");
    machine.run(orders);
    int owner =
        (Integer)
            Files.getAttribute(
                machine.engine().folder(orders.order().attempt()).resolve("mine"), "unix:uid");

    assertThat(owner).isNotZero().isEqualTo(JobUser.of(machine.settings().jobUser()).uid());
  }

  @Test
  void findsPythonWithTorch() {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.exists(Path.of("/usr/lib/python3/dist-packages/torch")), "python3-torch is not here");
    Orders orders =
        Orders.python("import torch; print(torch.ones(3).sum().item())")
            .limits(new dev.penstock.engines.Limits(2000, 1L << 30, 128));

    assertThat(machine.output(orders)).isEqualTo("3.0\n");
  }
}
