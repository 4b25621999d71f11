package dev.penstock.cli.account;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Shell;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** API keys, for programs. */
@Command(name = "key")
public final class KeyCommand {
  private static final Address KEYS = Address.of("v1", "keys");

  private final Shell shell;

  public KeyCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", aliases = "list")
  void list() {
    shell.list(
        KEYS,
        10_000,
        Column.text("id"),
        Column.text("name"),
        Column.text("prefix"),
        Column.words("scopes"),
        Column.time("createdAt"),
        Column.time("expiresAt"),
        Column.time("lastUsedAt"),
        Column.time("revokedAt"));
  }

  @Command(name = "create")
  void create(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--scope", paramLabel = "SCOPE", split = ",") @Nullable List<String> scopes,
      @Option(names = "--expires-in-days", paramLabel = "DAYS") @Nullable Integer days) {
    ObjectNode body = Json.object().put("name", name);
    if (scopes != null) {
      ArrayNode array = body.putArray("scopes");
      scopes.forEach(array::add);
    }
    if (days != null) {
      body.put("expiresInDays", days);
    }
    JsonNode answer = shell.api().post(KEYS, body);
    shell.show(answer, Column.text("id"), Column.text("key"), Column.time("expiresAt"));
    if (!shell.json()) {
      shell.note("key.once");
    }
  }

  @Command(name = "revoke")
  void revoke(@Parameters(paramLabel = "KEY") String key) {
    shell.api().delete(Address.of("v1", "keys", key));
    shell.tell("key.revoked", key);
  }
}
