package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.cli.fake.FakeBlobs;
import dev.penstock.cli.fake.FakeCentre;
import dev.penstock.cli.fake.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandsTest {
  private static final String JOB = "0193a5a0-0000-7000-8000-000000000001";

  @TempDir Path folder;
  private FakeCentre centre;
  private Terminal terminal;

  @BeforeEach
  void start() throws IOException {
    centre = new FakeCentre();
    terminal = new Terminal(centre.url(), folder.resolve("settings"));
  }

  @AfterEach
  void stop() {
    centre.close();
  }

  @ParameterizedTest
  @CsvSource({"400,4", "401,3", "402,7", "403,4", "404,5", "409,4", "422,4", "500,6", "503,6"})
  void endsWithACodeThatScriptsCanUse(int status, int code) {
    centre.on("GET /v1/balance", status, "{}");

    assertThat(run("balance")).isEqualTo(code);
  }

  @Test
  void endsWith6WhenNobodyAnswers() {
    centre.close();

    assertThat(run("balance")).isEqualTo(6);
    assertThat(terminal.err()).contains(centre.url().toString()).contains("--url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jub", "job", "job show", "job ls --limit=x", "balance too many"})
  void endsWith2WhenTheCommandLineIsWrong(String arguments) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(terminal.err()).contains("--help");
    assertThat(centre.seen()).isEmpty();
  }

  @Test
  void endsWith3BeforeAnybodyHasSignedIn() {
    terminal.without("PENSTOCK_KEY");

    assertThat(run("job", "ls")).isEqualTo(3);
    assertThat(terminal.err()).contains("penstock login");
  }

  @Test
  void tellsAProblemWithFieldValueAndWhatToDo() {
    centre.on("GET /v1/balance", 402, PROBLEM);

    run("balance");

    assertThat(terminal.err().lines())
        .containsExactly(
            "Not enough balance: ¥1 is needed",
            "  field: balance",
            "  value: 0.50",
            "  what to do: top up");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void tellsProblemsToProgramsAsTheyCame() {
    centre.on("GET /v1/balance", 402, PROBLEM);

    assertThat(run("balance", "--json")).isEqualTo(7);
    assertThat(terminal.err()).contains("\"hint\" : \"top up\"");
  }

  @Test
  void speaksChineseWhereTheLocaleDoes() {
    centre.on(
        "GET /v1/balance",
        200,
        "{\"balanceYuan\":\"100.000000\",\"heldYuan\":\"0.120000\",\"availableYuan\":\"99.880000\"}");
    terminal.with("LC_ALL", "zh_CN.UTF-8");

    assertThat(run("balance")).isZero();
    assertThat(terminal.out().lines())
        .containsExactly("余额（元）  100.00", "冻结（元）  0.12", "可用（元）  99.88");
  }

  @Test
  void readsListsPageByPage() {
    centre
        .on("GET /v1/projects", 200, "{\"items\":[{\"id\":\"1\",\"name\":\"a\"}],\"next\":\"c/1\"}")
        .on("GET /v1/projects", 200, "{\"items\":[{\"id\":\"2\",\"name\":\"b\"}]}");

    assertThat(run("project", "ls")).isZero();
    assertThat(terminal.out().lines()).containsExactly("ID  NAME  CREATED", "1   a", "2   b");
    assertThat(centre.seen().getLast().path()).contains("cursor=c%2F1");
    assertThat(centre.seen().getLast().header("Authorization")).isEqualTo("Bearer pk_test");
  }

  @Test
  void remembersWhoSignedInWhereOthersCanNotRead() throws IOException {
    terminal.without("PENSTOCK_KEY").typing("secret\n");
    centre
        .on("POST /v1/sessions", 200, "{\"token\":\"ps_1\"}")
        .on("GET /v1/me", 200, "{\"name\":\"Li\",\"organisation\":\"Lab\"}")
        .on("GET /v1/balance", 200, "{}");

    assertThat(run("login", "--email", "li@example.com", "--password-stdin")).isZero();
    assertThat(run("balance")).isZero();

    assertThat(centre.seen().getLast().header("Authorization")).isEqualTo("Bearer ps_1");
    Path file = folder.resolve("settings/config.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void signsInWithTheCodeOfASecondFactor() {
    centre
        .on("POST /v1/sessions", 201, "{\"token\":\"ps_1\"}")
        .on("GET /v1/me", 200, "{\"name\":\"Li\",\"organisation\":\"Lab\"}");
    terminal.without("PENSTOCK_KEY").typing("correct horse\n");

    assertThat(run("login", "--email", "li@example.com", "--password-stdin", "--code", "123456"))
        .isZero();

    assertThat(centre.seen("POST /v1/sessions").getFirst().body()).contains("\"code\":\"123456\"");
  }

  @Test
  void uploadsCodeAndSubmitsItsHash() throws IOException {
    Files.createDirectories(folder.resolve("src/.git"));
    Files.writeString(folder.resolve("src/train.py"), "print(1)");
    Files.writeString(folder.resolve("src/.git/config"), "secret");
    Path file = Files.writeString(folder.resolve("job.yaml"), "name: x\ncode: ./src\n");
    centre
        .on("POST /v1/snapshots", 201, "{\"tree\":\"abc\"}")
        .on("POST /v1/jobs", 201, "{\"id\":\"" + JOB + "\",\"state\":\"QUEUED\"}");

    assertThat(run("job", "submit", file.toString())).isZero();

    assertThat(centre.blobs().has(FakeBlobs.sha256("print(1)".getBytes(UTF_8)))).isTrue();
    assertThat(centre.seen("POST /v1/snapshots").getFirst().body())
        .contains("\"path\":\"train.py\"")
        .doesNotContain(".git");
    assertThat(centre.seen("POST /v1/jobs").getFirst().body())
        .isEqualTo("{\"name\":\"x\",\"code\":\"abc\"}");
    assertThat(centre.seen("POST /v1/jobs").getFirst().header("Idempotency-Key")).isNotEmpty();
  }

  @Test
  void createsADatasetThatIsMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "1,2");
    centre
        .on("GET /v1/datasets", 200, "{\"items\":[]}")
        .on("POST /v1/datasets", 201, "{\"id\":\"d1\",\"name\":\"digits\"}")
        .on("POST /v1/datasets/d1/versions", 201, "{\"version\":1,\"bytes\":3,\"tree\":\"t\"}");

    assertThat(run("data", "upload", "digits", file.toString())).isZero();
    assertThat(terminal.out()).contains("digits@1").contains("3 B");
  }

  @Test
  void followsALogFromTheByteWhereItBroke() {
    String log = "GET /v1/jobs/" + JOB + "/logs";
    centre
        .onEvents(log, "event: log\ndata: {\"offset\":0,\"text\":\"纸\\n\"}\n\n")
        .onEvents(
            log, "event: log\ndata: {\"offset\":4,\"text\":\"b\\n\"}\n\nevent: end\ndata: {}\n\n");

    assertThat(run("job", "logs", "-f", JOB)).isZero();
    assertThat(terminal.out()).isEqualTo("纸\nb\n");
    assertThat(centre.seen().getLast().path()).endsWith("follow=true&offset=4");
  }

  @ParameterizedTest
  @CsvSource({"SUCCEEDED,0", "FAILED,1", "CANCELLED,1"})
  void waitsAndEndsAsTheJobEnded(String state, int code) {
    centre
        .on("GET /v1/jobs", 200, "{\"items\":[{\"id\":\"" + JOB + "\",\"name\":\"digits\"}]}")
        .on("GET /v1/jobs/" + JOB, 200, "{\"name\":\"digits\",\"state\":\"RUNNING\"}")
        .onEvents(
            "GET /v1/jobs/" + JOB + "/events",
            "event: state\ndata: {\"name\":\"digits\",\"state\":\"" + state + "\"}\n\n");

    assertThat(run("job", "wait", "digits")).isEqualTo(code);
  }

  @Test
  void startsANotebookAndPrintsWhereItOpens() {
    centre
        .on("GET /v1/notebooks", 200, "{\"items\":[{\"id\":\"n1\",\"name\":\"sketch\"}]}")
        .on("POST /v1/notebooks/n1/start", 200, "{\"name\":\"sketch\",\"state\":\"STARTING\"}")
        .on("GET /v1/notebooks/n1", 200, "{\"name\":\"sketch\",\"state\":\"STARTING\"}")
        .on("GET /v1/notebooks/n1", 200, "{\"name\":\"sketch\",\"state\":\"READY\"}")
        .on("POST /v1/notebooks/n1/openings", 201, "{\"url\":\"http://localhost:7071/x\"}");

    assertThat(run("notebook", "start", "sketch", "--wait")).isZero();
    assertThat(run("notebook", "open", "sketch")).isZero();
    assertThat(terminal.out()).contains("ready").endsWith("http://localhost:7071/x\n");
    assertThat(run("notebook", "open", "other")).isEqualTo(5);
  }

  @Test
  void doesNotLetADownloadLeaveItsFolder() {
    centre.on("GET /v1/jobs/" + JOB + "/outputs/o/../../evil", 200, "x");

    assertThat(run("job", "download", JOB, "o", "../../evil", "--to", folder + "/in")).isEqualTo(4);
    assertThat(centre.seen()).isEmpty();
  }

  @Test
  void printsCompletionForBothShells() {
    assertThat(run("completion", "bash")).isZero();
    assertThat(run("completion", "zsh")).isZero();
    assertThat(run("completion", "fish")).isEqualTo(2);
    assertThat(terminal.out()).contains("complete -F _complete_penstock").contains("submit");
  }

  private int run(String... arguments) {
    return Main.run(terminal.world(), arguments);
  }

  private static final String PROBLEM =
      """
      {"type":"urn:penstock:problem:payment-required","title":"Not enough balance","status":402,
       "detail":"¥1 is needed","field":"balance","value":"0.50","hint":"top up"}
      """;
}
