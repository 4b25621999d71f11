package dev.penstock.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.browser.Chromium;
import dev.penstock.browser.Language;
import dev.penstock.tenancy.Staff;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** An operator divides the centre and plans ahead, in a browser, and a tenant sees its part. */
@Tag("slow")
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueuesJourneyTest {
  private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

  @Autowired private TestCentre centre;
  @Autowired private Clock clock;
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
  void dividesTheCentreAndPlansAhead(Language language) {
    TestCentre.Tenant tenant = centre.approvedOrganisation("university");
    String name = tenant.owner().get("/v1/organisation").expect(200).at("name");
    try (Visitor operator = Visitor.of(chromium, centre, Chromium.View.desktop(language))) {
      operator.signedIn(Staff.FIRST_OPERATOR, centre.operatorPassword()).at("/operator/queues");
      guarantees(operator, name);
      tenantSeesIt(language, tenant, name);
      reserves(operator, name);
      announces(operator);
    } finally {
      centre.operator().put("/v1/queues/" + tenant.orgId(), "{}").expect(200);
    }
  }

  private static void guarantees(Visitor operator, String name) {
    operator
        .page()
        .getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions()
                .setName(operator.word("queues:rights.editOf").replace("{{name}}", name))
                .setExact(true))
        .click();
    Locator cores =
        operator
            .page()
            .getByLabel(
                operator.word("queues:tree.cores")
                    + " · "
                    + operator.word("queues:rights.guaranteed"));
    cores.fill("1000000");
    confirms(operator, "queues:rights.save");
    // refused with the figures, and nothing is lost
    assertThat(operator.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.ALERT)).isVisible();
    cores.fill("0.5");
    confirms(operator, "queues:rights.save");
    assertThat(operator.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(row(operator, name).getByRole(AriaRole.IMG)).hasAccessibleName(half());
  }

  /** The bar says that half a core is guaranteed. */
  private static Pattern half() {
    return Pattern.compile(".*(0\\.5 guaranteed|保障额度 0\\.5).*");
  }

  private void tenantSeesIt(Language language, TestCentre.Tenant tenant, String name) {
    try (Visitor visitor = Visitor.of(chromium, centre, Chromium.View.desktop(language))) {
      visitor.signedIn(tenant.email(), TestCentre.PASSWORD).at("/organisation");
      assertThat(row(visitor, name).getByRole(AriaRole.IMG)).hasAccessibleName(half());
    }
  }

  private void reserves(Visitor operator, String name) {
    operator.button("queues:reservation.new").click();
    choose(operator, "queues:reservation.organisation", name);
    choose(operator, "queues:reservation.by.flavour", "cpu.nano");
    plan(operator, "the exam of 2027");
    confirms(operator, "queues:reservation.make");
    assertThat(row(operator, "the exam of 2027")).containsText(aNode());
    takesBack(operator, "the exam of 2027");
  }

  private void announces(Visitor operator) {
    operator.button("queues:maintenance.new").click();
    String node = aNode();
    choose(operator, "queues:maintenance.nodes", node);
    operator.page().keyboard().press("Escape");
    plan(operator, "new fans for all");
    confirms(operator, "queues:maintenance.make");
    takesBack(operator, "new fans for all");
  }

  private String aNode() {
    return centre.operator().get("/v1/operator/nodes").expect(200).at("/items/0/name");
  }

  private static void choose(Visitor operator, String label, String option) {
    operator.page().getByRole(AriaRole.DIALOG).getByLabel(operator.word(label)).click();
    operator
        .page()
        .locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)")
        .getByTitle(option, new Locator.GetByTitleOptions().setExact(true))
        .click();
  }

  private void plan(Visitor operator, String reason) {
    LocalDateTime day = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(30);
    operator.field("queues:plan.from").fill(FIELD.format(day));
    operator.field("queues:plan.to").fill(FIELD.format(day.plusHours(2)));
    operator.field("queues:plan.reason").fill(reason);
  }

  private static void takesBack(Visitor operator, String reason) {
    Locator row = row(operator, reason);
    row.getByRole(AriaRole.BUTTON).click();
    confirms(operator, "queues:plan.remove");
    assertThat(row).hasCount(0);
  }

  @ParameterizedTest
  @EnumSource
  void showsTheFleetBySuperNodeAndSwitch(Language language) {
    String node = "/v1/nodes/" + aNode();
    try (Visitor operator = Visitor.of(chromium, centre, Chromium.View.desktop(language))) {
      operator.signedIn(Staff.FIRST_OPERATOR, centre.operatorPassword()).at("/operator/fleet");
      places(operator, "leaf 3", "sn-1");
      assertThat(operator.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.ALERT)).isVisible();
      operator.field("operator:place.network").fill("leaf-3");
      confirms(operator, "operator:place.save");
      operator
          .page()
          .getByRole(
              AriaRole.HEADING,
              new Page.GetByRoleOptions()
                  .setName(operator.word("operator:fleet.superNode").replace("{{name}}", "sn-1"))
                  .setLevel(2))
          .waitFor();
      assertThat(operator.page().locator(".at-switch h3")).containsText("leaf-3");
    } finally {
      centre.operator().send("PATCH", node, "{'network': '', 'superNode': ''}").expect(200);
    }
  }

  private void places(Visitor operator, String network, String superNode) {
    operator
        .page()
        .getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions()
                .setName(operator.word("operator:place.title").replace("{{name}}", aNode())))
        .click();
    operator.field("operator:place.network").fill(network);
    operator.field("operator:place.superNode").fill(superNode);
    confirms(operator, "operator:place.save");
  }

  private static Locator row(Visitor visitor, String text) {
    return visitor
        .page()
        .getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(text))
        .first();
  }

  private static void confirms(Visitor visitor, String key) {
    visitor
        .page()
        .getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.word(key)))
        .click();
  }
}
