package dev.penstock.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.penstock.Await;
import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import dev.penstock.browser.Chromium;
import dev.penstock.browser.Language;
import dev.penstock.tenancy.Staff;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * A stranger's way through a browser, from the application to a model that answers and its bill.
 */
@Tag("slow")
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantJourneyTest {
  private static final List<String> STEPS =
      List.of("data", "submit", "train", "model", "deploy", "ask", "bill");
  private static final int DIGIT = 3;
  private static final int EPOCHS = 30;
  private static final int QUANTITY = 3;
  private static final int MICRO_DIGITS = 6;

  /** For what takes a program's start, or the next look of a page that is told nothing. */
  private static final double LONG_MS = 60_000;

  @Autowired private TestCentre centre;
  private Chromium chromium;

  @BeforeAll
  void aBrowserOpens() {
    chromium = Chromium.start();
  }

  @AfterAll
  void theBrowserCloses() {
    chromium.close();
  }

  @ParameterizedTest
  @EnumSource
  void leadsFromAnApplicationToAModelThatAnswersAndItsBill(Language language) {
    String email = TestCentre.newEmail();
    Chromium.View view = Chromium.View.desktop(language);
    try (Visitor visitor = Visitor.of(chromium, centre, view)) {
      applies(visitor, email);
      signsIn(visitor, email);
      visitor.text("home:wait.APPLIED.text").waitFor();
      try (Visitor operator = Visitor.of(chromium, centre, view)) {
        operator.signedIn(Staff.FIRST_OPERATOR, centre.operatorPassword());
        isApprovedAndToppedUp(operator, email);
      }
      // live: nobody reloads the page
      assertThat(visitor.link("home:tryButton")).isVisible(patiently());
      visitor.reads("¥25.00");
      TestClient tenant = centre.as(centre.signIn(email, TestCentre.PASSWORD));
      try {
        triesTheSample(visitor, tenant);
        asksForADigit(visitor);
        stops(visitor);
        readsTheBill(visitor, tenant);
        assertThat(visitor.complaints()).isEmpty();
      } finally {
        leavesNothingRunning(tenant);
      }
    }
  }

  private static void leavesNothingRunning(TestClient tenant) {
    for (JsonNode endpoint : tenant.get("/v1/endpoints").expect(200).body().path("items")) {
      if (!endpoint.path("state").asString().matches("STOPPED|FAILED")) {
        tenant.delete("/v1/endpoints/" + endpoint.path("id").asString());
        // ends when the job does
        tenant.get("/v1/jobs/" + endpoint.path("jobId").asString() + "/events");
      }
    }
  }

  private static void applies(Visitor stranger, String email) {
    stranger.at("/apply");
    stranger.field("open:apply.name").fill("Digits of " + email);
    stranger.field("open:apply.creditCode").fill(TestCentre.newCreditCode());
    stranger.field("open:apply.contact").fill("Li Wei");
    stranger.field("open:apply.email").fill(email);
    stranger.field("open:apply.password").fill(TestCentre.PASSWORD);
    stranger.button("open:apply.submit").click();
    stranger.text("open:applied.title").waitFor();
  }

  private static void signsIn(Visitor stranger, String email) {
    stranger.link("open:applied.signIn").click();
    stranger.page().waitForURL("**/sign-in");
    stranger.field("open:signIn.email").fill(email);
    stranger.field("open:signIn.password").fill(TestCentre.PASSWORD);
    stranger
        .page()
        .getByRole(AriaRole.MAIN)
        .getByRole(
            AriaRole.BUTTON,
            new Locator.GetByRoleOptions().setName(stranger.word("open:signIn.submit")))
        .click();
    assertThat(stranger.page().locator(".page-head [data-state=APPLIED]")).isVisible();
  }

  private static void isApprovedAndToppedUp(Visitor operator, String email) {
    operator.at("/operator/tenants?state=APPLIED");
    operator.opens("operator:tenants.search", email);
    operator.button("operator:decision.act.approve").click();
    confirms(operator, "operator:decision.act.approve");
    operator.button("operator:topUp.act").click();
    operator.field("operator:topUp.amount").fill("25");
    operator.field("operator:topUp.reference").fill("transfer of " + email);
    confirms(operator, "operator:topUp.book");
    operator.reads("transfer of " + email);
  }

  private static void triesTheSample(Visitor visitor, TestClient tenant) {
    visitor.link("home:tryButton").click();
    visitor.page().waitForURL("**/home/try");
    visitor.button("samples:intro.start").click();
    Locator job = step(visitor, "submit").getByRole(AriaRole.LINK);
    job.waitFor();
    watchesTheTraining(visitor, tenant, job.getAttribute("href"));
    for (String step : STEPS) {
      assertThat(step(visitor, step)).hasAttribute("data-state", "done", slowly());
    }
    visitor.text("samples:ending.title").waitFor();
  }

  private static Locator step(Visitor visitor, String key) {
    Page page = visitor.page();
    return page.getByRole(AriaRole.LISTITEM)
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions()
                            .setName(visitor.word("samples:step." + key + ".title")))));
  }

  /** In a tab of its own, for the sample goes on where it was begun. */
  private static void watchesTheTraining(Visitor visitor, TestClient tenant, String address) {
    Page job = visitor.context().newPage();
    job.navigate(address);
    assertThat(job.locator(".page-head [data-state=RUNNING]")).isVisible(patiently());
    assertThat(
            job.getByRole(
                AriaRole.LOG, new Page.GetByRoleOptions().setName(visitor.word("jobs:log.title"))))
        .containsText("Training for " + EPOCHS + " epochs", containing());
    // a line of the program's while it runs
    assertThat(job.locator(".page-head [data-state=RUNNING]")).isVisible();
    Locator chart =
        job.getByRole(AriaRole.FIGURE)
            .filter(
                new Locator.FilterOptions()
                    .setHas(job.getByText("accuracy", new Page.GetByTextOptions().setExact(true))));
    chart
        .getByRole(
            AriaRole.BUTTON,
            new Locator.GetByRoleOptions().setName(visitor.word("common:chart.table")))
        .click();
    assertThat(job.locator(".page-head [data-state=SUCCEEDED]")).isVisible(patiently());
    endsAsMeasured(chart, tenant.get("/v1" + address + "/metrics").expect(200).body());
    job.close();
  }

  /** The curve is whole without anybody's loading the page anew. */
  private static void endsAsMeasured(Locator chart, JsonNode metrics) {
    JsonNode last = metrics.path("items").path(metrics.path("items").size() - 1);
    assertThat(last.path("epoch").asInt()).isEqualTo(EPOCHS);
    assertThat(chart.getByRole(AriaRole.ROWHEADER).last()).hasText(last.path("step").asString());
    assertThat(chart.getByRole(AriaRole.CELL).last())
        .hasText(last.path("accuracy").decimalValue().stripTrailingZeros().toPlainString());
  }

  private static void asksForADigit(Visitor visitor) {
    visitor.link("samples:ending.play").click();
    assertThat(visitor.page().locator(".page-head [data-state=READY]")).isVisible();
    visitor
        .page()
        .getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions()
                .setName(
                    visitor
                        .word("endpoints:play.preset")
                        .replace("{{digit}}", String.valueOf(DIGIT))))
        .click();
    assertThat(visitor.page().getByTestId("prediction")).hasText(String.valueOf(DIGIT));
  }

  private static void stops(Visitor visitor) {
    visitor.button("endpoints:act.stop").click();
    confirms(visitor, "endpoints:act.stop");
    assertThat(visitor.page().locator(".page-head [data-state=STOPPED]")).isVisible(patiently());
  }

  private static void readsTheBill(Visitor visitor, TestClient tenant) {
    // what is stopped is charged once its last usage is priced
    Await.until(
        () -> "everything charged: " + tenant.get("/v1/balance").text(),
        () -> new BigDecimal(tenant.get("/v1/balance").at("heldYuan")).signum() == 0);
    JsonNode statement = tenant.get("/v1/statement").expect(200).body();
    visitor.link("common:nav.bill").click();
    Locator lines = region(visitor, "billing:statement.lines");
    assertThat(lines.getByRole(AriaRole.ROW).last().getByRole(AriaRole.CELL).last())
        .hasText(exact(statement.path("totalYuan")));
    assertThat(new BigDecimal(statement.path("totalYuan").asString())).isPositive();
    Locator open =
        lines.getByRole(
            AriaRole.BUTTON,
            new Locator.GetByRoleOptions().setName(visitor.words().pattern("billing:line.open")));
    assertThat(open).hasCount(statement.path("lines").size());
    open.first().click();
    addsUp(region(visitor, "billing:usage.title"), statement.path("lines").path(0));
  }

  /** The records of a line, summed here once more, are its quantity. */
  private static void addsUp(Locator usage, JsonNode line) {
    Locator rows = usage.getByRole(AriaRole.ROW);
    // with the heads and the sum
    assertThat(rows).hasCount(line.path("records").asInt() + 2);
    long quantity = Long.parseLong(line.path("quantity").asString());
    assertThat(rows.last().getByRole(AriaRole.CELL).first())
        .hasText(NumberFormat.getIntegerInstance(Locale.ROOT).format(quantity));
    long sum = 0;
    for (int row = 1; row < rows.count() - 1; row++) {
      String shown = rows.nth(row).getByRole(AriaRole.CELL).nth(QUANTITY).innerText();
      sum += Long.parseLong(shown.replace(",", ""));
    }
    assertThat(sum).isEqualTo(quantity);
  }

  private static Locator region(Visitor visitor, String key) {
    return visitor
        .page()
        .getByRole(
            AriaRole.REGION, new Page.GetByRoleOptions().setName(visitor.word(key)).setExact(true));
  }

  private static String exact(JsonNode yuan) {
    return "¥" + new BigDecimal(yuan.asString()).setScale(MICRO_DIGITS).toPlainString();
  }

  private static void confirms(Visitor visitor, String key) {
    visitor
        .page()
        .getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.word(key)))
        .click();
  }

  private static LocatorAssertions.IsVisibleOptions patiently() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(LONG_MS);
  }

  private static LocatorAssertions.ContainsTextOptions containing() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG_MS);
  }

  private static LocatorAssertions.HasAttributeOptions slowly() {
    return new LocatorAssertions.HasAttributeOptions().setTimeout(LONG_MS);
  }
}
