package dev.penstock.cli.job;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import java.util.Comparator;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Jobs by id or by name. */
public final class Jobs {
  static final Address ALL = Address.of("v1", "jobs");
  static final int MANY = 10_000;

  private static final Set<String> ENDED = Set.of("SUCCEEDED", "FAILED", "CANCELLED");
  private static final Pattern UUID = Pattern.compile("[0-9a-fA-F-]{36}");

  private Jobs() {}

  /** Whether nothing will happen to the job any more. */
  public static boolean ended(JsonNode job) {
    return ENDED.contains(Json.text(job, "state"));
  }

  public static boolean succeeded(JsonNode job) {
    return Json.text(job, "state").equals("SUCCEEDED");
  }

  public static Address address(String id, String... below) {
    Address job = Address.of("v1", "jobs", id);
    return below.length == 0 ? job : new Address(job.path() + Address.of(below).path());
  }

  /**
   * The id of the job that a person means: its id, or a name, of which the latest counts.
   *
   * @throws Failure when no job has the name
   */
  static String id(Api api, String idOrName) {
    if (UUID.matcher(idOrName).matches()) {
      return idOrName;
    }
    return api.list(ALL, MANY).stream()
        .filter(job -> Json.text(job, "name").equals(idOrName))
        .max(Comparator.comparing(job -> Json.text(job, "submittedAt")))
        .map(job -> Json.text(job, "id"))
        .orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "error.no-job", idOrName));
  }
}
