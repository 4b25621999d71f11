package dev.penstock.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import dev.penstock.TestCentre;
import dev.penstock.browser.Chromium;
import dev.penstock.browser.Language;
import dev.penstock.browser.Words;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody with a browser. Finds things as people do: by what they are and what they are called.
 */
final class Visitor implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Path CONSOLE = Path.of(System.getProperty("penstock.console.source", "../console"));

  static {
    PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
  }

  private final BrowserContext context;
  private final Page page;
  private final Words words;
  private final List<String> complaints = new ArrayList<>();

  private Visitor(BrowserContext context, Language language) {
    this.context = context;
    this.words = Words.of(CONSOLE, language);
    context.setDefaultTimeout((double) PATIENCE.toMillis());
    this.page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text() + " at " + page.url());
          }
        });
  }

  /** A stranger. */
  static Visitor of(Chromium chromium, TestCentre centre, Chromium.View view) {
    return new Visitor(chromium.open(centre.address(), view), view.language());
  }

  /** Signs in without the page for it, which a journey of its own tries. */
  Visitor signedIn(String email, String password) {
    int status =
        context
            .request()
            .post(
                "/v1/sessions",
                RequestOptions.create().setData(Map.of("email", email, "password", password)))
            .status();
    if (status != 201) {
      throw new AssertionError(email + " can't sign in: " + status);
    }
    return this;
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  String word(String key) {
    return words.of(key);
  }

  Words words() {
    return words;
  }

  /** Goes to an address and waits for the page's heading. */
  Visitor at(String address) {
    page.navigate(address);
    page.locator("h1").first().waitFor();
    return this;
  }

  /** The button, link or field of this role whose name is a word of the console. */
  Locator find(AriaRole role, String key) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(words.pattern(key)));
  }

  Locator button(String key) {
    return find(AriaRole.BUTTON, key);
  }

  Locator link(String key) {
    return find(AriaRole.LINK, key);
  }

  Locator field(String key) {
    return page.getByLabel(words.pattern(key)).first();
  }

  Locator text(String key) {
    return page.getByText(words.pattern(key)).first();
  }

  /** Waits until the page says this. */
  void reads(String text) {
    page.getByText(text).first().waitFor();
  }

  /** Searches a list and opens the one row that is left. */
  void opens(String search, String text) {
    field(search).fill(text);
    Locator rows = page.getByRole(AriaRole.TABLE).locator("[role=row]:has(a)");
    // a click on a list that still changes may meet another row
    PlaywrightAssertions.assertThat(rows).hasCount(1);
    rows.getByRole(AriaRole.LINK).first().click();
  }

  /** What the browser has complained about so far. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  URI address() {
    return URI.create(page.url());
  }

  @Override
  public void close() {
    context.close();
  }
}
