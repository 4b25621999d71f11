package dev.penstock.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The system's own Chromium. Not safe for several threads. */
public final class Chromium implements AutoCloseable {
  private static final List<Path> PLACES =
      Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
          .map(name -> Path.of("/usr/bin", name))
          .toList();

  private static final List<String> OPTIONS =
      List.of(
          // a browser that root starts can't have a sandbox of its own; it opens our pages alone
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * Starts it.
   *
   * @throws IllegalStateException when there is none on this machine
   */
  public static Chromium start() {
    Path program =
        PLACES.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no Chromium in " + PLACES + ": run \"./penstock setup\""));
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setArgs(OPTIONS)
                    .setHeadless(true));
    return new Chromium(playwright, browser);
  }

  /**
   * How a browser's user sees things.
   *
   * @param width of the window in pixels
   * @param height of the window in pixels
   */
  public record View(Language language, boolean dark, int width, int height) {
    public static View desktop(Language language) {
      return new View(language, false, 1440, 900);
    }

    public View inTheDark() {
      return new View(language, true, width, height);
    }

    public View phone() {
      return new View(language, dark, 390, 844);
    }
  }

  /** A browser without history or cookies, for one person; addresses are relative to the centre. */
  public BrowserContext open(URI centre, View view) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(centre.toString())
                .setLocale(view.language().tag())
                .setTimezoneId("Asia/Shanghai")
                .setColorScheme(view.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setViewportSize(view.width(), view.height()));
    context.addInitScript(
        "if (!localStorage.getItem('penstock.language'))"
            + " localStorage.setItem('penstock.language', '%s')".formatted(view.language().tag()));
    return context;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
