package dev.penstock.cli.account;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Input;
import dev.penstock.cli.shell.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Organisations: one's own, applying for one, and the operator's side of it. */
@Command(name = "org")
public final class OrgCommand {
  private static final int MANY = 10_000;

  private final Shell shell;

  public OrgCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "show")
  void show() {
    shell.show(
        shell.api().get(Address.of("v1", "organisation")),
        Column.text("id"),
        Column.text("name"),
        Column.text("kind"),
        Column.word("state"),
        Column.text("creditCode"),
        Column.text("contactName"),
        Column.text("reason"),
        Column.time("appliedAt"),
        Column.time("decidedAt"));
  }

  @Command(name = "apply")
  void apply(
      @Option(
              names = "--kind",
              defaultValue = "enterprise",
              paramLabel = "enterprise|university|research-institute|individual")
          String kind,
      @Option(names = "--name", required = true, paramLabel = "NAME") String name,
      @Option(names = "--credit-code", paramLabel = "CODE") @Nullable String creditCode,
      @Option(names = "--contact", required = true, paramLabel = "PERSON") String contact,
      @Option(names = "--email", required = true, paramLabel = "EMAIL") String email,
      @Option(names = "--password-stdin") boolean passwordStdin) {
    ObjectNode body =
        Json.object()
            .put("kind", kind)
            .put("name", name)
            .put("contactName", contact)
            .put("email", email);
    if (creditCode != null) {
      body.put("creditCode", creditCode);
    }
    body.put("password", new Input(shell).secret(passwordStdin, "ask.new-password"));
    JsonNode answer = shell.anonymous().post(Address.of("v1", "applications"), body);
    shell.show(answer, Column.text("organisationId"), Column.word("state"));
    shell.tell("org.applied");
  }

  @Command(name = "list", aliases = "ls")
  void list(@Option(names = "--state", paramLabel = "STATE") @Nullable String state) {
    shell.list(
        Address.of("v1", "operator", "organisations").with("state", state),
        MANY,
        Column.text("id"),
        Column.text("name"),
        Column.text("kind"),
        Column.word("state"),
        Column.text("contactName"),
        Column.time("appliedAt"),
        Column.time("decidedAt"));
  }

  @Command(name = "approve")
  void approve(@Parameters(paramLabel = "ORG") String org) {
    shell.api().post(organisation(org, "approve"), Json.object());
    shell.tell("org.approved", org);
  }

  @Command(name = "reject")
  void reject(
      @Parameters(paramLabel = "ORG") String org,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason) {
    shell.api().post(organisation(org, "reject"), Json.object().put("reason", reason));
    shell.tell("org.rejected", org);
  }

  @Command(name = "top-up")
  void topUp(
      @Parameters(paramLabel = "ORG") String org,
      @Parameters(paramLabel = "YUAN") String yuan,
      @Option(names = "--reference", required = true, paramLabel = "TEXT") String reference) {
    JsonNode answer =
        shell
            .api()
            .post(
                organisation(org, "top-ups"),
                Json.object().put("amountYuan", yuan).put("reference", reference));
    if (shell.json()) {
      shell.world().out().println(Json.pretty(answer));
    }
    shell.tell("org.topped-up", org, yuan);
  }

  private static Address organisation(String org, String act) {
    return Address.of("v1", "operator", "organisations", org, act);
  }
}
