package dev.penstock.cli.demo;

import dev.penstock.cli.account.Statements;
import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A customer's money, as the customer sees it. */
final class Account {
  private static final int MANY = 100_000;

  private final Api api;

  Account(Api api) {
    this.api = api;
  }

  BigDecimal balance() {
    return yuan(api.get(Address.of("v1", "balance")), "balanceYuan");
  }

  BigDecimal held() {
    return yuan(api.get(Address.of("v1", "balance")), "heldYuan");
  }

  List<JsonNode> holds() {
    return api.list(Address.of("v1", "holds"), MANY);
  }

  /** Every usage record, of whatever resource. */
  List<JsonNode> usage() {
    return api.list(Address.of("v1", "usage"), MANY);
  }

  JsonNode bill() {
    return Statements.read(api, null);
  }

  static BigDecimal yuan(JsonNode node, String field) {
    return new BigDecimal(Json.text(node, field));
  }
}
