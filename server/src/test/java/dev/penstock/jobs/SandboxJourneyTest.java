package dev.penstock.jobs;

import static dev.penstock.jobs.JobClient.cause;
import static dev.penstock.jobs.JobClient.detail;
import static dev.penstock.jobs.JobClient.shell;
import static dev.penstock.jobs.JobClient.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.fleet.Engines;
import dev.penstock.shared.Access;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What a job may not see, reach, write or use up, tried by jobs that come in over HTTP. */
@ServerTest
class SandboxJourneyTest {
  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;
  @Autowired private Engines engines;
  @LocalServerPort private int port;

  private final JobClient client;

  SandboxJourneyTest(@Autowired TestCentre centre) {
    this.client = JobClient.funded(centre, "100");
  }

  /** A job that runs beside the one under test, until it is cancelled. */
  private JsonNode neighbour() {
    String id =
        client.submit(
            shell("cpu.nano", "echo secret > $PENSTOCK_WORK/mine; echo ready; exec sleep 4321"));
    client.awaitLog(id, "ready");
    return client.job(id);
  }

  private String logOf(Map<String, Object> spec) {
    JsonNode job = client.run(spec);
    String log = client.log(job.path("id").asString());
    assertThat(state(job)).as("%s%n%s", job, log).isEqualTo("SUCCEEDED");
    return log;
  }

  @Test
  void canNotReadWhatIsNotItsOwn() {
    JsonNode neighbour = neighbour();
    Path other = engines.byName("local").folder(UUID.fromString(JobClient.attempt(neighbour, 0)));
    assertThat(other.resolve("mine")).exists();
    List<Path> forbidden =
        List.of(
            Path.of("/etc/shadow"),
            Path.of("/root"),
            centre.dataFolder(),
            centre.dataFolder().resolve("secrets"),
            centre.dataFolder().resolve("database"),
            other,
            other.resolve("mine"));
    assertThat(forbidden).allMatch(Files::exists);
    String log =
        logOf(
            shell(
                "cpu.nano",
                """
                for path in /etc/passwd /usr/bin %s; do
                  if [ -f "$path" ]; then cat "$path" > /dev/null 2>&1 && echo "read $path"
                  elif [ -n "$(ls -A "$path" 2> /dev/null)" ]; then echo "read $path"
                  fi
                done
                """
                    .formatted(
                        forbidden.stream().map(Path::toString).collect(Collectors.joining(" ")))));
    // the first two show that the look works
    assertThat(log).isEqualTo("read /etc/passwd\nread /usr/bin\n");
    client.cancel(neighbour.path("id").asString());
  }

  private int databasePort() {
    return access.system(() -> jdbc.sql("SELECT inet_server_port()").query(Integer.class).single());
  }

  @Test
  void canNotConnectToTheDatabaseNorToTheServer() throws Exception {
    List<String> addresses;
    try (Stream<NetworkInterface> all = NetworkInterface.networkInterfaces()) {
      addresses =
          all.flatMap(NetworkInterface::inetAddresses)
              .map(InetAddress::getHostAddress)
              .filter(address -> !address.contains(":"))
              .toList();
    }
    List<Integer> ports = List.of(databasePort(), port);
    for (int open : ports) {
      try (Socket reached = new Socket(InetAddress.getLoopbackAddress(), open)) {
        assertThat(reached.isConnected()).isTrue();
      }
    }
    String code =
        client.code(
            "connect.py",
            """
            import socket
            own = socket.create_server(("127.0.0.1", 0))
            targets = [own.getsockname()]
            targets += [(a, p) for a in ADDRESSES for p in PORTS]
            for target in targets:
                try:
                    socket.create_connection(target, 2).close()
                    print("connected", target == own.getsockname())
                except OSError:
                    print("refused")
            """
                .replace(
                    "ADDRESSES",
                    addresses.stream()
                        .map(address -> '"' + address + '"')
                        .collect(Collectors.joining(", ", "[", "]")))
                .replace("PORTS", ports.toString()));
    String log =
        logOf(shell("cpu.small", "", "command", List.of("python3", "connect.py"), "code", code));
    assertThat(log.lines())
        .hasSize(1 + addresses.size() * ports.size())
        .startsWith("connected True")
        .filteredOn("refused"::equals)
        .hasSize(addresses.size() * ports.size());
  }

  @Test
  void seesNoProcessOfOthers() {
    JsonNode neighbour = neighbour();
    String log =
        logOf(
            shell(
                "cpu.nano",
                """
                for process in /proc/[0-9]*; do
                  echo "process $(cat "$process/comm" 2> /dev/null || echo cat)"
                  tr "\\000" " " < "$process/cmdline" 2> /dev/null; echo
                done
                """));
    assertThat(log).doesNotContain("java", "postgres", "4321", "penstock");
    // the sandbox's own first process, the shell, and what the shell starts
    assertThat(log.lines().filter(line -> line.startsWith("process ")).toList())
        .contains("process bwrap", "process sh")
        .isSubsetOf("process bwrap", "process sh", "process cat", "process tr");
    client.cancel(neighbour.path("id").asString());
  }

  @Test
  void canWriteNowhereButInItsOwnFolders() {
    String log =
        logOf(
            shell(
                "cpu.small",
                """
                find / -xdev -type d -writable 2> /dev/null | sort
                for folder in / /job /job/code /job/inputs /etc /usr/bin /var /proc /sys /run; do
                  touch "$folder/mark" 2> /dev/null && echo "wrote $folder"
                done
                for folder in /job/work /job/work/outputs/report /job/checkpoint /tmp; do
                  touch "$folder/mark" && echo "own $folder"
                done
                """,
                "outputs",
                List.of(Map.of("name", "report"))));
    assertThat(log)
        .isEqualTo(
            """
            /job/checkpoint
            /job/work
            /tmp
            own /job/work
            own /job/work/outputs/report
            own /job/checkpoint
            own /tmp
            """);
  }

  @Test
  void isEndedWhenItTakesMoreMemoryThanItsFlavourHas() {
    JsonNode job =
        client.run(
            shell(
                "cpu.nano",
                "",
                "command",
                List.of("python3", "-c", "b = [bytearray(1 << 24) for _ in range(64)]")));
    assertThat(state(job)).isEqualTo("FAILED");
    assertThat(cause(job)).isEqualTo("MEMORY_LIMIT");
    assertThat(detail(job)).contains("256 MiB", "Take a flavour with more memory");
    assertThat(job.path("result").path("blame").asString()).isEqualTo("USER");
  }

  @Test
  void isEndedWhenItForksWithoutEnd() {
    JsonNode job =
        client.run(
            shell(
                "cpu.small", "i=0; while [ $i -lt 2000 ]; do sleep 100 & i=$((i+1)); done; wait"));
    assertThat(state(job)).isEqualTo("FAILED");
    assertThat(cause(job)).isEqualTo("PROCESS_LIMIT");
    assertThat(detail(job)).contains("more than 512 processes", "Start fewer");
  }

  @Test
  void isEndedWhenItsWallTimeIsOver() {
    JsonNode job = client.run(shell("cpu.nano", "exec sleep 100", "wallTime", "1s", "retries", 3));
    assertThat(state(job)).isEqualTo("FAILED");
    assertThat(cause(job)).isEqualTo("WALL_TIME");
    assertThat(detail(job)).contains("wall time").contains("longer wallTime");
    assertThat(job.path("attempts")).hasSize(1);
  }

  @Test
  void findsTheEnvironmentOfTheContract() {
    client.dataset("bytes", "a.txt", "one");
    String id =
        client.submit(
            shell(
                "cpu.small",
                "env; pwd; cat $PENSTOCK_INPUT_THE_DATA/a.txt",
                "inputs",
                List.of(Map.of("name", "the-data", "dataset", "bytes")),
                "outputs",
                List.of(Map.of("name", "my-report")),
                "environment",
                Map.of("EPOCHS", "12")));
    JsonNode job = client.ended(id);
    assertThat(client.log(id).lines().toList())
        .contains(
            "PENSTOCK_INPUT_THE_DATA=/job/inputs/the-data",
            "PENSTOCK_OUTPUT_MY_REPORT=/job/work/outputs/my-report",
            "PENSTOCK_CHECKPOINT=/job/checkpoint",
            "PENSTOCK_METRICS=/job/work/metrics.jsonl",
            "PENSTOCK_WORK=/job/work",
            "PENSTOCK_JOB=" + id,
            "PENSTOCK_ATTEMPT=" + JobClient.attempt(job, 0),
            "HOME=/job/work",
            "LANG=C.UTF-8",
            "RANK=0",
            "LOCAL_RANK=0",
            "WORLD_SIZE=1",
            "OMP_NUM_THREADS=1",
            "EPOCHS=12",
            "/job/code",
            "one")
        .anyMatch(line -> line.startsWith("MASTER_ADDR="))
        .anyMatch(line -> line.startsWith("MASTER_PORT="))
        .anyMatch(line -> line.startsWith("PENSTOCK_HOSTFILE="))
        .noneMatch(line -> line.startsWith("PENSTOCK_SOCKET="));
  }
}
