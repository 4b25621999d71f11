package dev.penstock.cli.account;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bills of a month. */
public final class Statements {
  private Statements() {}

  /**
   * The whole bill, all pages of its lines together.
   *
   * @param month such as {@code 2026-11}; null for this one
   */
  public static JsonNode read(Api api, @Nullable String month) {
    Address address = Address.of("v1", "statement").with("month", month);
    ObjectNode bill = Json.object();
    ArrayNode lines = bill.arrayNode();
    String cursor = null;
    do {
      JsonNode page = api.get(address.with("cursor", cursor));
      page.path("lines").forEach(lines::add);
      bill.put("month", Json.text(page, "month")).put("totalYuan", Json.text(page, "totalYuan"));
      String next = Json.text(page, "next");
      cursor = next.isEmpty() ? null : next;
    } while (cursor != null);
    bill.set("lines", lines);
    return bill;
  }
}
