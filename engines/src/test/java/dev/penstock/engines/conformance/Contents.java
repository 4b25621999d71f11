package dev.penstock.engines.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Account;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Mount;
import dev.penstock.engines.Observation;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.gang.JobEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What a job finds: variables, folders, its socket, itself. */
final class Contents {
  private Contents() {}

  static List<Behaviour> all() {
    return List.of(
        Behaviour.of(
            "The order's variables win over the engine's", Contents::variablesWin, Ability.SCRIPT),
        Behaviour.of(
            "A job finds the variables that every job finds", Contents::variables, Ability.SCRIPT),
        Behaviour.of(
            "Every character of a command arrives unchanged", Contents::command, Ability.SCRIPT),
        Behaviour.of(
            "A mount that is not writable can only be read",
            Contents::readOnly,
            Ability.SCRIPT,
            Ability.FILES),
        Behaviour.of(
            "A writable mount keeps what was written, beyond the attempt: a checkpoint survives",
            Contents::checkpoint,
            Ability.SCRIPT,
            Ability.FILES),
        Behaviour.of(
            "Each output has a folder whose content is there after the end",
            Contents::outputs,
            Ability.SCRIPT,
            Ability.FILES),
        Behaviour.of(
            "A job does not see another's work folder",
            Contents::apart,
            Ability.SCRIPT,
            Ability.FILES),
        Behaviour.of(
            "A service's socket is found while it runs, and not after",
            Contents::socket,
            Ability.SCRIPT,
            Ability.SERVICE),
        Behaviour.of(
            "A link is not taken for a service's socket",
            Contents::link,
            Ability.SCRIPT,
            Ability.SERVICE),
        Behaviour.of(
            "Each account runs as a user of its own",
            Contents::accounts,
            Ability.SCRIPT,
            Ability.ACCOUNTS));
  }

  private static void variablesWin(Stand stand) {
    StartOrder order = stand.site().order(new Program.Script("echo $OMP_NUM_THREADS-$EPOCHS"));
    order = OrderEdit.environment(order, "OMP_NUM_THREADS", "77");
    order = OrderEdit.environment(order, "EPOCHS", "3");

    assertThat(stand.output(order)).isEqualTo("77-3\n");
  }

  private static void variables(Stand stand) {
    StartOrder order =
        OrderEdit.outputs(stand.site().order(new Program.Script("env; pwd")), "best-model");
    var expected = JobEnvironment.of(order, order.ranks().getFirst());

    List<String> said = stand.output(order).lines().toList();

    for (String name :
        List.of(
            "PENSTOCK_JOB",
            "PENSTOCK_ATTEMPT",
            "PENSTOCK_OUTPUT_BEST_MODEL",
            "PENSTOCK_METRICS",
            "PENSTOCK_WORK",
            "HOME",
            "RANK",
            "WORLD_SIZE",
            "MASTER_ADDR",
            "PENSTOCK_HOSTFILE")) {
      assertThat(said).contains(name + "=" + expected.get(name));
    }
    assertThat(said).contains(JobEnvironment.CODE);
  }

  private static void command(Stand stand) {
    String odd = "a'b\"c\\d $HOME `x` \n\té算力 *";
    StartOrder order =
        OrderEdit.command(
            stand.site().order(new Program.Script("")),
            List.of("sh", "-c", "printf '%s' \"$1\"", "sh", odd));

    assertThat(stand.output(order)).isEqualTo(odd);
  }

  private static void readOnly(Stand stand) throws IOException {
    Path input = Files.createDirectories(stand.site().lent().resolve("input"));
    Files.writeString(input.resolve("given"), "data");
    StartOrder order =
        OrderEdit.mounts(
            stand
                .site()
                .order(
                    new Program.Script(
                        "cat /job/input/given; (echo x > /job/input/given) 2>&- && echo CHANGED;"
                            + " (echo x > /job/input/new) 2>&- && echo MADE; exit 0")),
            new Mount(input, "/job/input", false));

    assertThat(stand.output(order)).isEqualTo("data");
    assertThat(input.resolve("given")).hasContent("data");
    assertThat(input.resolve("new")).doesNotExist();
  }

  private static void checkpoint(Stand stand) throws IOException {
    Path folder = Files.createDirectories(stand.site().lent().resolve("checkpoint"));
    Mount mount = new Mount(folder, "/job/checkpoint", true);
    StartOrder first =
        OrderEdit.mounts(
            stand.site().order(new Program.Script("echo 41 > /job/checkpoint/step; kill -9 $$")),
            mount);
    stand.run(first);
    stand.engine().forget(first.attempt());
    StartOrder second =
        OrderEdit.mounts(
            stand
                .site()
                .order(
                    new Program.Script(
                        "read n < /job/checkpoint/step; echo $((n+1)) > /job/checkpoint/step")),
            mount);

    assertThat(stand.run(second).cause()).isEqualTo(Cause.COMPLETED);
    stand.engine().forget(second.attempt());

    assertThat(folder.resolve("step")).hasContent("42");
  }

  private static void outputs(Stand stand) throws IOException {
    StartOrder order =
        OrderEdit.outputs(
            stand
                .site()
                .order(new Program.Script("echo w > $PENSTOCK_OUTPUT_MODEL/weights; exit 1")),
            "model",
            "empty");
    Observation end = stand.run(order);
    Path outputs = stand.engine().folder(order.attempt()).resolve("outputs");

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(outputs.resolve("model/weights")).hasContent("w");
    assertThat(outputs.resolve("empty")).isEmptyDirectory();
  }

  private static void apart(Stand stand) {
    UUID other = stand.submit(new Program.Script("echo s > /job/work/secret; echo up; sleep 1000"));
    stand.up(other);
    Path secret = stand.engine().folder(other).resolve("secret");

    String said =
        stand.output(
            "[ -e /job/work/secret ] && echo SEES; cat %s 2>&- && echo READS; echo done"
                .formatted(secret));

    assertThat(secret).hasContent("s");
    assertThat(said).isEqualTo("done\n");
  }

  private static StartOrder service(Stand stand, String script) {
    return OrderEdit.service(stand.site().order(new Program.Script(script)));
  }

  private static void socket(Stand stand) {
    String listen =
        "exec python3 -c \"import os,socket,time; s=socket.socket(socket.AF_UNIX);"
            + " s.bind(os.environ['PENSTOCK_SOCKET']); s.listen(); print('up',flush=True);"
            + " time.sleep(1000)\"";
    UUID attempt = stand.submit(service(stand, listen));
    stand.up(attempt);

    Await.until("the socket", () -> stand.engine().socket(attempt).isPresent());
    stand.engine().stop(attempt, Cause.CANCELLED, Duration.ZERO);
    stand.ended(attempt);

    assertThat(stand.engine().socket(attempt)).isEmpty();
  }

  private static void link(Stand stand) {
    UUID attempt =
        stand.submit(service(stand, "ln -s /run/other.sock $PENSTOCK_SOCKET; echo up; sleep 1000"));
    stand.up(attempt);

    assertThat(stand.engine().socket(attempt)).isEmpty();
  }

  private static void accounts(Stand stand) throws IOException {
    int first = owner(stand, new Account("p-one", "o-one"));
    int second = owner(stand, new Account("p-two", "o-one"));

    assertThat(first).isNotZero().isNotEqualTo(second);
    assertThat(owner(stand, new Account("p-one", "o-one"))).isEqualTo(first);
  }

  private static int owner(Stand stand, Account account) throws IOException {
    StartOrder order =
        OrderEdit.account(stand.site().order(new Program.Script("touch /job/work/mine")), account);
    stand.run(order);
    Path mine = stand.engine().folder(order.attempt()).resolve("mine");
    return (Integer) Files.getAttribute(mine, "unix:uid");
  }
}
