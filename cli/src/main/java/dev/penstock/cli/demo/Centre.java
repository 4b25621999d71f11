package dev.penstock.cli.demo;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The centre's side of the counter: what its operator and its finance do. */
final class Centre {
  private static final int MANY = 10_000;

  private final Api operator;

  private Centre(Api operator) {
    this.operator = operator;
  }

  static Centre signIn(Api anonymous, String email, String password) {
    return new Centre(session(anonymous, email, password));
  }

  /** The API as a person who signs in. */
  static Api session(Api anonymous, String email, String password) {
    JsonNode session =
        anonymous.post(
            Address.of("v1", "sessions"),
            Json.object().put("email", email).put("password", password));
    return anonymous.as(Json.text(session, "token"));
  }

  void approve(String org) {
    operator.post(organisation(org, "approve"), Json.object());
  }

  void topUp(String org, BigDecimal yuan) {
    operator.post(
        organisation(org, "top-ups"),
        Json.object().put("amountYuan", yuan.toPlainString()).put("reference", "demo"));
  }

  /** The names of the nodes that take work. */
  List<String> readyNodes() {
    return operator.list(Address.of("v1", "operator", "nodes"), MANY).stream()
        .filter(node -> Json.text(node, "state").equals("ready"))
        .map(node -> Json.text(node, "name"))
        .toList();
  }

  /**
   * The double-entry ledger.
   *
   * @param sum over all accounts
   * @param differences how many faults the server itself finds when it adds up every transfer
   */
  record Ledger(BigDecimal sum, int differences) {}

  Ledger ledger() {
    JsonNode trial = operator.get(Address.of("v1", "operator", "ledger").with("recompute", true));
    BigDecimal sum =
        trial
            .path("accounts")
            .valueStream()
            .map(account -> new BigDecimal(Json.text(account, "balanceYuan")))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Ledger(sum, trial.path("differences").size());
  }

  private static Address organisation(String org, String act) {
    return Address.of("v1", "operator", "organisations", org, act);
  }
}
