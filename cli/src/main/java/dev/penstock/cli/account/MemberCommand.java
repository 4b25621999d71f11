package dev.penstock.cli.account;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Input;
import dev.penstock.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The people of one's organisation. */
@Command(name = "member")
public final class MemberCommand {
  private static final Address MEMBERS = Address.of("v1", "members");
  private static final Column[] COLUMNS = {
    Column.text("id"), Column.text("name"), Column.text("email"), Column.words("roles")
  };

  private final Shell shell;

  public MemberCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", aliases = "list")
  void list() {
    shell.list(MEMBERS, 10_000, COLUMNS);
  }

  @Command(name = "add")
  void add(
      @Parameters(paramLabel = "EMAIL") String email,
      @Option(names = "--name", required = true, paramLabel = "NAME") String name,
      @Option(names = "--role", defaultValue = "MEMBER", paramLabel = "ROLE") String role,
      @Option(names = "--password-stdin") boolean passwordStdin) {
    shell.show(
        shell
            .api()
            .post(
                MEMBERS,
                Json.object()
                    .put("email", email)
                    .put("name", name)
                    .put("role", role)
                    .put("password", new Input(shell).secret(passwordStdin, "ask.new-password"))),
        COLUMNS);
  }

  @Command(name = "role")
  void role(
      @Parameters(paramLabel = "MEMBER") String member,
      @Parameters(paramLabel = "ROLE") String role) {
    shell.show(
        shell.api().put(Address.of("v1", "members", member), Json.object().put("role", role)),
        COLUMNS);
  }

  @Command(name = "remove")
  void remove(@Parameters(paramLabel = "MEMBER") String member) {
    shell.api().delete(Address.of("v1", "members", member));
    shell.tell("member.removed", member);
  }
}
