package dev.penstock.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import dev.penstock.browser.Chromium;
import dev.penstock.browser.Language;
import dev.penstock.tenancy.Staff;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A shift at the centre, in a browser: somebody is let in, a node is taken out, a job waits. */
@Tag("slow")
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorJourneyTest {
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

  @AfterEach
  void everyNodeIsTakenBack() {
    centre
        .operator()
        .get("/v1/operator/nodes")
        .body()
        .path("items")
        .valueStream()
        .filter(node -> node.path("state").asString().equals("draining"))
        .forEach(
            node ->
                centre
                    .operator()
                    .post("/v1/operator/nodes/" + node.path("name").asString() + "/resume")
                    .expect(200));
  }

  @ParameterizedTest
  @EnumSource
  void letsSomebodyInAndSeesAJobWaitForADrainedNode(Language language) {
    TestCentre.Tenant applicant = centre.appliedOrganisation("university");
    try (Visitor operator = Visitor.of(chromium, centre, Chromium.View.desktop(language))) {
      signsIn(operator);
      approves(operator, applicant.email());
      topsUp(operator);
      drains(operator);
      TestClient tenant = centre.as(centre.signIn(applicant.email(), TestCentre.PASSWORD));
      String name = "waits-" + language.name().toLowerCase(java.util.Locale.ROOT);
      String job =
          tenant
              .post(
                  "/v1/jobs",
                  "{'name': '%s', 'runtime': 'shell', 'flavour': 'cpu.nano', 'command': 'true'}"
                      .formatted(name))
              .expect(201)
              .at("id");
      Locator row = seesItWait(operator, name);
      tenantReadsWhy(language, applicant, job);
      resumes(operator, name);
      assertThat(row).hasCount(0);
    }
  }

  private void signsIn(Visitor operator) {
    operator.at("/sign-in");
    operator.field("open:signIn.email").fill(Staff.FIRST_OPERATOR);
    operator.field("open:signIn.password").fill(centre.operatorPassword());
    operator
        .page()
        .getByRole(AriaRole.MAIN)
        .getByRole(
            AriaRole.BUTTON,
            new Locator.GetByRoleOptions().setName(operator.word("open:signIn.submit")))
        .click();
    // the first operator's password is one that nobody chose
    operator.page().waitForURL(Pattern.compile(".*/account\\?first=1$"));
  }

  private static void approves(Visitor operator, String email) {
    operator.at("/operator/tenants?state=APPLIED");
    operator.opens("operator:tenants.search", email);
    operator.button("operator:decision.act.approve").click();
    confirms(operator, "operator:decision.act.approve");
    assertThat(operator.page().locator(".page-head [data-state=APPROVED]")).isVisible();
  }

  private static void topsUp(Visitor operator) {
    operator.button("operator:topUp.act").click();
    operator.field("operator:topUp.amount").fill("25.50");
    operator.field("operator:topUp.reference").fill("transfer 7");
    confirms(operator, "operator:topUp.book");
    operator.reads("transfer 7");
    operator.page().getByText("¥25.50").first().waitFor();
  }

  private static void drains(Visitor operator) {
    operator.at("/operator/fleet");
    operator.button("operator:node.drain").first().click();
    operator.field("operator:node.reason").fill("a new fan");
    confirms(operator, "operator:node.drain");
    assertThat(operator.page().locator(".node [data-state=draining]")).isVisible();
    operator.reads("a new fan");
  }

  private static Locator seesItWait(Visitor operator, String name) {
    operator.at("/operator/queue");
    Locator row =
        operator
            .page()
            .getByRole(AriaRole.ROW)
            .filter(new Locator.FilterOptions().setHasText(name));
    row.waitFor();
    // why: more than the dash of a job that nobody has looked at
    assertThat(row.getByRole(AriaRole.CELL).last()).hasText(Pattern.compile(".{8,}"));
    return row;
  }

  private void tenantReadsWhy(Language language, TestCentre.Tenant tenant, String job) {
    try (Visitor visitor = Visitor.of(chromium, centre, Chromium.View.desktop(language))) {
      visitor.signedIn(tenant.email(), TestCentre.PASSWORD).at("/jobs/" + job);
      assertThat(visitor.page().locator("main [data-state=QUEUED]").first()).isVisible();
      visitor.text("jobs:wait.since").waitFor();
    }
  }

  private static void resumes(Visitor operator, String name) {
    Page queue = operator.page();
    Page fleet = operator.context().newPage();
    fleet.navigate("/operator/fleet");
    fleet
        .getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName(operator.word("operator:node.resume")))
        .click();
    fleet.locator(".node [data-state=ready]").first().waitFor();
    fleet.close();
    // live: nobody reloads the queue
    queue
        .getByText(name)
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  private static void confirms(Visitor visitor, String key) {
    visitor
        .page()
        .getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.word(key)))
        .click();
  }
}
