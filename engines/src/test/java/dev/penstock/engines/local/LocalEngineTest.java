package dev.penstock.engines.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.LogSlice;
import dev.penstock.engines.Mount;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.conformance.Await;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalEngineTest {
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
  void runsAJobAndCollectsItsExitCodeAndLog() {
    Instant before = Instant.now().minusMillis(20);
    Orders orders = Orders.shell("echo out; echo err >&2; exit 7");

    Observation end = machine.run(orders);

    assertThat(end.exitCode()).isEqualTo(7);
    assertThat(end.cause()).isEqualTo(Cause.FAILED);
    assertThat(end.detail()).contains("exit code 7");
    assertThat(end.startedAt()).isBetween(before, Instant.now());
    assertThat(end.endedAt()).isBetween(end.startedAt(), Instant.now());
    assertThat(machine.log(orders.order().attempt())).isEqualTo("out\nerr\n");
  }

  @Test
  void tellsListenersOfStartAndEndInThatOrder() throws InterruptedException {
    BlockingQueue<Observation> told = new LinkedBlockingQueue<>();
    machine.engine().subscribe(told::add);

    UUID attempt = machine.submit(Orders.command("true"));

    assertThat(told.take().phase()).isEqualTo(Phase.RUNNING);
    Observation end = told.take();
    // what is told may be told twice
    while (end.phase() == Phase.RUNNING) {
      end = told.take();
    }
    assertThat(end.attempt()).isEqualTo(attempt);
    assertThat(end.cause()).isEqualTo(Cause.COMPLETED);
    assertThat(end).isEqualTo(machine.engine().observe(attempt));
  }

  @Test
  void doesAStartThatIsDoneTwiceOnce() {
    Orders orders = Orders.shell("echo once");
    machine.submit(orders);
    machine.submit(orders);
    Observation end = machine.run(orders);
    machine.reopened();
    machine.submit(orders);

    assertThat(machine.engine().list()).containsExactly(end);
    assertThat(machine.log(orders.order().attempt())).isEqualTo("once\n");
  }

  @Test
  void lendsHostAndFolderRuntimes() throws IOException {
    Path root = Files.createDirectories(folder.resolve("root"));
    for (String name : List.of("bin", "sbin", "lib", "lib64")) {
      if (Files.isSymbolicLink(Path.of("/" + name))) {
        Files.createSymbolicLink(root.resolve(name), Files.readSymbolicLink(Path.of("/" + name)));
      }
    }
    Files.createDirectories(root.resolve("opt"));
    Files.writeString(root.resolve("opt/mark"), "of the runtime");
    Files.createSymbolicLink(root.resolve("usr"), Path.of("/opt/extra"));
    Path extra = Files.createDirectories(folder.resolve("extra"));
    Files.writeString(extra.resolve("file"), "of the host");

    String host =
        machine.output(
            Orders.command("cat", extra + "/file").root(new RuntimeRoot.Host(List.of(extra))));
    assertThat(host).isEqualTo("of the host");

    Orders inFolder = Orders.command("cat", "/opt/mark").root(new RuntimeRoot.Folder(root));
    Observation end = machine.run(inFolder);
    // The tree has no programs, so that the command can't be found; that is the user's to mend.
    assertThat(end.cause()).isEqualTo(Cause.FAILED);
    assertThat(end.detail()).contains("could not be run", "cat");
  }

  @Test
  void saysWhenTheCommandDoesNotExist() {
    Observation end = machine.run(Orders.command("no-such-program", "x"));

    assertThat(end.cause()).isEqualTo(Cause.FAILED);
    assertThat(end.detail()).contains("no-such-program").contains("Check the command");
  }

  @Test
  void callsItAFailedStartWhenTheSandboxCannotBeMade() throws IOException {
    Path input = Files.createDirectories(folder.resolve("input"));
    Orders orders = Orders.command("true").mounts(new Mount(input, "/job/code", false));
    machine.engine().close();
    // The order is written while the input is there and started when it is gone.
    machine.engine().submit(orders.order());
    Files.delete(input);
    machine.reopened();

    Observation end = machine.ended(orders.order().attempt());

    assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(end.detail()).contains("sandbox could not be made");
  }

  @Test
  void passesEveryCharacterOfCommandAndEnvironmentUnchanged() {
    String odd = "a'b\"c\\d $HOME `x` \n\t\u00e9\u7b97\u529b\u0081\u0088 *";
    String said =
        machine.output(
            Orders.command(
                    "python3",
                    "-c",
                    "import os,sys\nprint(sys.argv[1] == os.environ['ODD'], ascii(sys.argv[1]))",
                    odd)
                .environment(Map.of("ODD", odd)));

    assertThat(said).startsWith("True ").contains("\\u7b97\\u529b\\x81\\x88 *");
  }

  @Test
  void readsALogInSlices() {
    UUID attempt =
        machine.submit(Orders.shell("printf 'abcdefgh'; read x < /job/work/go; printf ij"));
    machine.says(attempt, "abcdefgh");
    LogSlice first = machine.engine().readLog(attempt, 2, 3);
    LogSlice beyond = machine.engine().readLog(attempt, 100, 3);

    assertThat(first.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("cde");
    assertThat(first.nextOffset()).isEqualTo(5);
    assertThat(beyond.bytes()).isEmpty();
    LogSlice rest = readOn(attempt, first);
    assertThat(rest.bytes()).asString(StandardCharsets.UTF_8).startsWith("fgh");
    machine.ended(attempt);
    assertThat(readOn(attempt, first).ended()).isTrue();
  }

  private LogSlice readOn(UUID attempt, LogSlice before) {
    return machine.engine().readLog(attempt, before.nextOffset(), 100);
  }

  @Test
  void reachesAServiceBySocketFromTheHost() throws IOException {
    UUID attempt =
        machine.submit(
            Orders.python(
                    """
                    import os, socket
                    s = socket.socket(socket.AF_UNIX); s.bind(os.environ['PENSTOCK_SOCKET']); s.listen()
                    c, _ = s.accept(); c.sendall(b'hello from the job'); c.close()
                    """)
                .service());
    Await.until("the socket", () -> machine.engine().socket(attempt).isPresent());
    Path path = machine.engine().socket(attempt).orElseThrow();

    var answer = ByteBuffer.allocate(100);
    Await.until("an answer", () -> answered(path, answer));

    assertThat(new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8))
        .isEqualTo("hello from the job");
    machine.ended(attempt);
    assertThat(machine.engine().socket(attempt)).isEmpty();
  }

  /** False as long as nobody listens: the socket's file is there a moment before. */
  private static boolean answered(Path path, ByteBuffer answer) {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      while (channel.read(answer) >= 0) {
        assertThat(answer.hasRemaining()).isTrue();
      }
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Test
  void doesNotTakeALinkForASocket() {
    UUID attempt =
        machine.submit(
            Orders.shell("ln -s /run/docker.sock /run/penstock/service.sock; echo up; sleep 1000")
                .service());
    machine.says(attempt, "up");

    assertThat(machine.engine().socket(attempt)).isEmpty();
  }

  @Test
  void callsItLostWhenTheProcessesVanish() {
    UUID attempt = machine.submit(Orders.shell("echo up; sleep 1000"));
    machine.says(attempt, "up");
    ProcessRef supervisor =
        Objects.requireNonNull(
            new AttemptFolder(folder.resolve("engine/attempts/" + attempt))
                .started()
                .orElseThrow()
                .process());

    ProcessHandle.of(supervisor.pid()).orElseThrow().destroyForcibly();
    Observation end = machine.ended(attempt);

    assertThat(end.cause()).isEqualTo(Cause.LOST);
    assertThat(end.exitCode()).isNull();
    assertThat(end.endedAt()).isBetween(end.startedAt(), Instant.now());
    assertThat(machine.reopened().observe(attempt)).isEqualTo(end);
  }

  @Test
  void callsItLostAfterAReboot() throws IOException {
    UUID attempt = machine.submit(Orders.shell("echo up; sleep 1000"));
    machine.says(attempt, "up");
    Path started = folder.resolve("engine/attempts/" + attempt + "/started");
    Instant startedAt = machine.engine().observe(attempt).startedAt();
    machine.engine().close();
    var time = Files.getLastModifiedTime(started);
    Files.writeString(started, Files.readString(started).replaceFirst("^\\S+", "another-boot"));
    Files.setLastModifiedTime(started, time);

    Observation end = machine.reopened().observe(attempt);

    assertThat(end.cause()).isEqualTo(Cause.LOST);
    assertThat(end.startedAt()).isEqualTo(startedAt);
    assertThat(end.endedAt()).isBetween(startedAt, Instant.now());
  }

  @Test
  void losesNoneOfManyShortJobsHoweverOftenItLooks() {
    List<UUID> attempts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      attempts.add(machine.submit(Orders.shell("sleep 1000 & exit 0")));
    }
    Await.until(
        "all ends",
        () -> {
          machine.engine().look();
          return machine.engine().list().stream().allMatch(seen -> seen.phase() == Phase.ENDED);
        });

    assertThat(machine.engine().list())
        .hasSameSizeAs(attempts)
        .allSatisfy(end -> assertThat(end.cause()).isEqualTo(Cause.COMPLETED))
        .allSatisfy(end -> assertThat(end.endedAt()).isAfterOrEqualTo(end.startedAt()));
  }

  @Test
  void startsALauncherAgainThatWasKilled() throws IOException {
    UUID running =
        machine.submit(
            Orders.shell("echo up; while [ ! -e /job/work/go ]; do sleep 0.02; done; exit 5"));
    machine.says(running, "up");
    Launcher launcher = machine.engine().launcher();
    Process killed = launcher.process();

    killed.destroyForcibly();
    Observation next = machine.run(Orders.command("true"));

    assertThat(next.cause()).isEqualTo(Cause.COMPLETED);
    Files.createFile(machine.engine().folder(running).resolve("go"));
    assertThat(machine.ended(running).exitCode()).isEqualTo(5);
    assertThat(launcher.process()).isNotSameAs(killed);
  }

  @Test
  void forgetsWithFolderAndControlGroups() throws IOException {
    Orders orders =
        Orders.shell(
            "mkdir /job/work/locked; touch /job/work/locked/x; chmod 000 /job/work/locked");
    machine.run(orders);
    UUID attempt = orders.order().attempt();

    machine.engine().forget(attempt);
    machine.engine().forget(attempt);

    assertThat(machine.engine().observe(attempt).phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(machine.engine().list()).isEmpty();
    assertThat(machine.engine().folder(attempt)).doesNotExist();
    Await.until("an empty trash", () -> isEmpty(folder.resolve("engine/trash")));
    for (Path group : machine.cgroups().groups(attempt.toString())) {
      Await.until("removal of " + group, () -> !Files.exists(group));
    }
  }

  private static boolean isEmpty(Path folder) {
    return Objects.requireNonNull(folder.toFile().list()).length == 0;
  }

  @Test
  void refusesToForgetWhatRuns() {
    UUID attempt = machine.submit(Orders.command("sleep", "1000"));

    assertThatThrownBy(() -> machine.engine().forget(attempt))
        .hasMessageContaining("Stop it first");
  }

  @Test
  void refusesWhatCanNeverRunAndSaysWhoseFaultItIs() {
    assertThatThrownBy(() -> machine.submit(Orders.command("")))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.blame()).isEqualTo(Blame.USER))
        .hasMessageContaining("command");
    assertThatThrownBy(
            () -> machine.submit(Orders.command("true").root(new RuntimeRoot.Image("a:b"))))
        .hasMessageContaining("a:b");
    assertThatThrownBy(
            () ->
                machine.submit(
                    Orders.command("true").mounts(new Mount(folder, "/job/../etc", false))))
        .hasMessageContaining("/job/../etc");
    assertThatThrownBy(() -> machine.submit(Orders.command("true").outputs("../x")))
        .hasMessageContaining("../x");
    assertThat(machine.engine().list()).isEmpty();
  }

  @Test
  void showsThisMachineAsANode() {
    var node = machine.engine().nodes().getFirst();

    assertThat(node.name()).isEqualTo("here");
    assertThat(node.milliCores()).isEqualTo(1000L * Runtime.getRuntime().availableProcessors());
    assertThat(node.memoryBytes()).isGreaterThan(1L << 28);
    assertThat(node.detail()).isEmpty();
  }
}
