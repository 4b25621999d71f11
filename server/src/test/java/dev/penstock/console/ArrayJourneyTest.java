package dev.penstock.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.penstock.Await;
import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.browser.Chromium;
import dev.penstock.browser.Language;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A tenant goes from an array to the one task that failed, and to its log, in a browser. */
@Tag("slow")
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArrayJourneyTest {
  private static final String SPEC =
      """
      {'name': 'three', 'runtime': 'shell', 'flavour': 'cpu.nano', 'array': {'tasks': 3},
       'command': 'echo I am $PENSTOCK_ARRAY_INDEX; test $PENSTOCK_ARRAY_INDEX != 1'}
      """;

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
  void findsTheTaskThatFailedAndItsLog(Language language) {
    Tenant tenant = centre.approvedOrganisation("university");
    centre
        .operator()
        .post(
            "/v1/operator/organisations/%s/top-ups".formatted(tenant.orgId()),
            "{'amountYuan': '100.00', 'reference': 'first'}")
        .expect(201);
    String array = tenant.owner().post("/v1/jobs", SPEC).expect(201).at("id");
    Await.until(
        () -> "the array ends: " + tenant.owner().get("/v1/jobs/" + array).text(),
        () -> tenant.owner().get("/v1/jobs/" + array).body().hasNonNull("endedAt"));
    try (Visitor visitor = Visitor.of(chromium, centre, Chromium.View.desktop(language))) {
      visitor.signedIn(tenant.email(), TestCentre.PASSWORD).at("/jobs/" + array);
      Locator tasks =
          visitor
              .page()
              .getByRole(
                  AriaRole.TABLE,
                  new Page.GetByRoleOptions().setName(visitor.word("jobs:field.tasks")));
      assertThat(tasks.getByRole(AriaRole.ROW)).hasCount(1 + 3);
      chip(visitor, "FAILED").click();
      assertThat(tasks.getByRole(AriaRole.ROW)).hasCount(1 + 1);
      tasks
          .getByRole(
              AriaRole.LINK,
              new Locator.GetByRoleOptions()
                  .setName(visitor.word("jobs:tasks.logOf").replace("{{index}}", "1")))
          .click();
      assertThat(visitor.page().getByText("I am 1").first()).isVisible();
      visitor.link("jobs:tasks.array").click();
      assertThat(chip(visitor, "SUCCEEDED")).containsText("2");
    }
  }

  private static Locator chip(Visitor visitor, String state) {
    return visitor
        .page()
        .getByRole(AriaRole.BUTTON)
        .filter(
            new Locator.FilterOptions()
                .setHas(visitor.page().locator("[data-state=" + state + "]")));
  }
}
