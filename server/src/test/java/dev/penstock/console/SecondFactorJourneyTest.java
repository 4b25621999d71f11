package dev.penstock.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.browser.Chromium;
import dev.penstock.browser.Language;
import dev.penstock.tenancy.Phone;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Somebody puts their phone beside the password, in a browser, and signs in with both. */
@Tag("slow")
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondFactorJourneyTest {
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
  void enrolsAPhoneAndNeedsItAtTheNextSignIn(Language language) {
    TestCentre.Tenant tenant = centre.approvedOrganisation("enterprise");
    Phone phone;
    try (Visitor visitor = Visitor.of(chromium, centre, Chromium.View.desktop(language))) {
      visitor.signedIn(tenant.email(), TestCentre.PASSWORD).at("/account");
      phone = enrols(visitor);
    }
    try (Visitor visitor = Visitor.of(chromium, centre, Chromium.View.desktop(language))) {
      visitor.at("/sign-in");
      visitor.field("open:signIn.email").fill(tenant.email());
      visitor.field("open:signIn.password").fill(TestCentre.PASSWORD);
      submits(visitor, "open:signIn.submit");
      visitor.field("open:signIn.code").fill("000000");
      submits(visitor, "open:signIn.continue");
      visitor.text("open:signIn.refused.wrong-code.title").waitFor();
      visitor.field("open:signIn.code").fill(phone.next());
      submits(visitor, "open:signIn.continue");
      visitor.page().waitForURL(Pattern.compile(".*/home$"));
    }
  }

  private static Phone enrols(Visitor visitor) {
    visitor.button("account:factor.begin").click();
    Locator secret = visitor.page().locator(".account-enrol code").first();
    secret.waitFor();
    Phone phone = new Phone(secret.innerText().strip());
    visitor.field("account:factor.code").fill(phone.next());
    visitor.button("account:factor.confirm").click();
    Locator codes =
        visitor
            .page()
            .getByRole(
                AriaRole.LIST,
                new Page.GetByRoleOptions().setName(visitor.word("account:factor.codes")));
    assertThat(codes.getByRole(AriaRole.LISTITEM)).hasCount(10);
    assertThat(visitor.button("account:factor.close")).isDisabled();
    visitor.field("account:factor.kept").check();
    visitor.button("account:factor.close").click();
    visitor.button("account:factor.remove").waitFor();
    return phone;
  }

  private static void submits(Visitor visitor, String key) {
    visitor
        .page()
        .getByRole(AriaRole.MAIN)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.word(key)))
        .click();
  }
}
