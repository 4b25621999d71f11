package dev.penstock.cli.queue;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import tools.jackson.databind.JsonNode;

/** The tree of the queues, and how people name a branch of it. */
final class Branches {
  static final Address QUEUES = Address.of("v1", "queues");

  private final JsonNode tree;

  private Branches(JsonNode tree) {
    this.tree = tree;
  }

  static Branches read(Api api) {
    return new Branches(api.get(QUEUES));
  }

  JsonNode tree() {
    return tree;
  }

  /** The organisation of this id or name. */
  JsonNode organisation(String idOrName) {
    return find(tree.path("organisations"), idOrName, "error.no-organisation");
  }

  /** The organisation's project of this id or name. */
  static JsonNode project(JsonNode organisation, String idOrName) {
    return find(organisation.path("projects"), idOrName, "error.no-project-of");
  }

  private static JsonNode find(JsonNode list, String idOrName, String missing) {
    for (JsonNode each : list) {
      if (Json.text(each, "id").equals(idOrName)) {
        return each;
      }
    }
    for (JsonNode each : list) {
      if (Json.text(each, "name").equals(idOrName)) {
        return each;
      }
    }
    throw new Failure(ExitCode.NOT_FOUND, missing, idOrName);
  }
}
