package dev.penstock.cli.queue;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Shell;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes what a queue may; what is not named stays as it is. */
public final class RightsForm {
  private static final String NONE = "none";

  private final Shell shell;

  public RightsForm(Shell shell) {
    this.shell = shell;
  }

  /**
   * What to change. Resources are {@code cores}, {@code memory} in GiB, or a model of cards; the
   * amount {@code none} takes back what was said of one.
   */
  public record Change(
      @Nullable BigDecimal weight,
      Map<String, String> guarantee,
      Map<String, String> limit,
      Map<String, String> userLimit) {}

  /**
   * Changes them.
   *
   * @param project null for the organisation as a whole
   */
  public void put(String org, @Nullable String project, Change change) {
    Api api = shell.api();
    JsonNode organisation = Branches.read(api).organisation(org);
    JsonNode queue = project == null ? organisation : Branches.project(organisation, project);
    JsonNode old = queue.path("rights");
    ObjectNode body = Json.object();
    if (change.weight == null) {
      body.set("weight", old.path("weight"));
    } else {
      body.put("weight", change.weight);
    }
    body.set("guaranteed", amounts("--guarantee", old.path("guaranteed"), change.guarantee));
    body.set("limit", amounts("--limit", old.path("limit"), change.limit));
    body.set("userLimit", amounts("--user-limit", old.path("userLimit"), change.userLimit));
    String id = Json.text(organisation, "id");
    Address address =
        project == null
            ? Address.of("v1", "queues", id)
            : Address.of("v1", "queues", id, "projects", Json.text(queue, "id"));
    shell.show(
        api.put(address, body),
        Column.number("weight"),
        told("guaranteed"),
        told("limit"),
        told("userLimit"));
  }

  private static ObjectNode amounts(String option, JsonNode old, Map<String, String> changes) {
    ObjectNode amounts = Json.object();
    old.properties().forEach(field -> amounts.set(field.getKey(), field.getValue().deepCopy()));
    changes.forEach(
        (resource, amount) -> {
          switch (resource) {
            case "cores" -> set(amounts, "milliCores", option, amount, 1000);
            case "memory" -> set(amounts, "memoryMiB", option, amount, 1024);
            default -> set(amounts.withObject("/milliCards"), resource, option, amount, 1000);
          }
        });
    return amounts;
  }

  private static void set(
      ObjectNode amounts, String field, String option, String amount, int parts) {
    if (amount.equals(NONE)) {
      amounts.remove(field);
      return;
    }
    try {
      amounts.put(
          field, new BigDecimal(amount).multiply(BigDecimal.valueOf(parts)).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Failure(ExitCode.USAGE, "error.amount", option, amount);
    }
  }

  private static Column told(String field) {
    return new Column(field, false, (rights, messages) -> told(rights.path(field)));
  }

  private static String told(JsonNode amounts) {
    StringBuilder told = new StringBuilder();
    amounts
        .path("milliCards")
        .properties()
        .forEach(it -> told.append(it.getKey()).append('=').append(part(it.getValue(), 1000)));
    if (amounts.has("milliCores")) {
      told.append("cores=").append(part(amounts.path("milliCores"), 1000));
    }
    if (amounts.has("memoryMiB")) {
      told.append("memory=").append(part(amounts.path("memoryMiB"), 1024));
    }
    return told.toString().strip();
  }

  private static String part(JsonNode amount, int parts) {
    return BigDecimal.valueOf(amount.asLong())
            .divide(BigDecimal.valueOf(parts))
            .stripTrailingZeros()
            .toPlainString()
        + " ";
  }
}
