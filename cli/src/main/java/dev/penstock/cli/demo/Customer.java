package dev.penstock.cli.demo;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Shell;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Opens an account: an enterprise applies, the operator approves, finance tops up. */
final class Customer {
  private final Shell shell;
  private final Narrator narrator;
  private final RandomGenerator random;

  Customer(Shell shell, Narrator narrator, RandomGenerator random) {
    this.shell = shell;
    this.narrator = narrator;
    this.random = random;
  }

  /** The API as the new customer. */
  Api open(Api anonymous, Centre centre, BigDecimal yuan) {
    String mark = word(4);
    String email = "demo-" + mark + "@example.com";
    String password = word(16);
    String code = CreditCode.random(random);
    String name = shell.text("demo.company", mark);

    narrator.chapter("account");
    JsonNode answer =
        anonymous.post(
            Address.of("v1", "applications"),
            Json.object()
                .put("kind", "enterprise")
                .put("name", name)
                .put("creditCode", code)
                .put("contactName", shell.text("demo.contact"))
                .put("email", email)
                .put("password", password));
    String org = Json.text(answer, "organisationId");
    narrator.tell(
        "applied", name, code, shell.messages().word("state", Json.text(answer, "state")));
    centre.approve(org);
    narrator.tell("approved");
    centre.topUp(org, yuan);
    narrator.tell("topped-up", yuan.toPlainString());
    return Centre.session(anonymous, email, password);
  }

  private String word(int bytes) {
    byte[] word = new byte[bytes];
    random.nextBytes(word);
    return HexFormat.of().formatHex(word);
  }
}
