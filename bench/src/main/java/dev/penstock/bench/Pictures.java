package dev.penstock.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.penstock.browser.Chromium;
import dev.penstock.browser.Language;
import dev.penstock.browser.Words;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Makes the pictures of the console: {@code pictures FOLDER [--phone]}. For each language a new
 * centre with some weeks behind it, a tenant who goes the sample's whole way in the browser, and
 * then the main pages.
 */
public final class Pictures {
  private static final Path CONSOLE =
      Path.of(System.getProperty("penstock.console.source", "console"));
  private static final String NODE = "--penstock.fleet.local.node-name=cpu-01";
  private static final double LONGEST_MS = 240_000;
  private static final int HIGH = 900;

  /** What has to be done on a page before its picture is taken. */
  private interface Act {
    void on(Page page);
  }

  /**
   * A page.
   *
   * @param name its picture's
   * @param address among the things of a tenant
   * @param height pixels of the window
   */
  private record Shot(
      String name, Who who, int height, Function<Things, String> address, Act before) {}

  private enum Who {
    STRANGER,
    TENANT,
    OPERATOR
  }

  /** What a tenant has after the sample. */
  private record Things(String job, String model, String endpoint) {}

  private static final Act NOTHING = page -> {};

  private static final List<Shot> SHOTS =
      List.of(
          new Shot("public", Who.STRANGER, HIGH, it -> "/public", NOTHING),
          new Shot("home", Who.TENANT, 640, it -> "/home", NOTHING),
          new Shot("submit", Who.TENANT, HIGH, it -> "/jobs/new?from=" + it.job(), NOTHING),
          new Shot("job", Who.TENANT, HIGH, it -> "/jobs/" + it.job(), NOTHING),
          new Shot(
              "endpoint",
              Who.TENANT,
              1640,
              it -> "/endpoints/" + it.endpoint(),
              Pictures::askForADigit),
          new Shot("model", Who.TENANT, HIGH, it -> "/models/" + it.model(), NOTHING),
          new Shot("bill", Who.TENANT, HIGH, it -> "/bill", NOTHING),
          new Shot("notebooks", Who.TENANT, 640, it -> "/notebooks", NOTHING),
          new Shot("operator", Who.OPERATOR, 780, it -> "/operator", NOTHING),
          new Shot("fleet", Who.OPERATOR, 640, it -> "/operator/fleet", Pictures::pointAtAGang));

  private final Chromium chromium;
  private final ServerProcess server;
  private final HttpClient http;
  private final Path folder;
  private final boolean phone;

  private Pictures(
      Chromium chromium, ServerProcess server, HttpClient http, Path folder, boolean phone) {
    this.chromium = chromium;
    this.server = server;
    this.http = http;
    this.folder = folder;
    this.phone = phone;
  }

  /** Makes them all; the folder is made where it is missing, older pictures are replaced. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    boolean phone = List.of(args).contains("--phone");
    for (DemoCentre centre : DemoCentre.ALL) {
      Path data = Files.createTempDirectory("penstock-pictures-");
      try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
          Chromium chromium = Chromium.start()) {
        try (ServerProcess first = ServerProcess.start(data, NODE)) {
          Past.openedLongAgo(first);
        }
        try (ServerProcess server =
            ServerProcess.start(data, NODE, "--penstock.centre.name=" + centre.name())) {
          new Pictures(chromium, server, http, folder, phone).take(centre);
        }
      } finally {
        Folders.delete(data);
      }
    }
  }

  private void take(DemoCentre centre) throws Exception {
    centre.open(http, server);
    String email = centre.shown().email();
    Language language = centre.language();
    Chromium.View desktop = Chromium.View.desktop(language);
    Chromium.View view = phone ? desktop.phone() : desktop;
    try (BrowserContext context = signedIn(email, Centre.PASSWORD, desktop)) {
      goTheWholeWay(context.newPage(), Words.of(CONSOLE, language));
    }
    Centre anybody = new Centre(http, server.address(), "");
    Centre owner = anybody.signedIn(email, Centre.PASSWORD);
    openNotebook(owner);
    Things things = things(owner);
    Past.make(server, centre.drained());
    Centre operator = anybody.signedIn(DemoCentre.OPERATOR, server.operatorPassword());
    until(operator, "/v1/operator/fleet", it -> it.get("nodes").size() > 1);
    Past.forgetTheStart(server);
    until(operator, "/v1/public/status", it -> !it.at("/load/cards").isEmpty());
    try (BrowserContext stranger = chromium.open(server.address(), view);
        BrowserContext own = signedIn(email, Centre.PASSWORD, view);
        BrowserContext staff = signedIn(DemoCentre.OPERATOR, server.operatorPassword(), view)) {
      for (Shot shot : SHOTS) {
        BrowserContext context =
            switch (shot.who()) {
              case STRANGER -> stranger;
              case TENANT -> own;
              case OPERATOR -> staff;
            };
        take(context, shot, things, language);
      }
    }
  }

  private void goTheWholeWay(Page page, Words words) {
    page.navigate("/home/try");
    page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words.of("samples:intro.start")))
        .click();
    page.getByText(words.of("samples:ending.title"))
        .waitFor(new Locator.WaitForOptions().setTimeout(LONGEST_MS));
  }

  private static void openNotebook(Centre owner) throws IOException, InterruptedException {
    Map<String, ?> notebook = Map.of("name", "digits-explore", "flavour", "cpu.small");
    String id = owner.post("/v1/notebooks", notebook).get("id").asString();
    owner.post("/v1/notebooks/" + id + "/start", Map.of());
    until(owner, "/v1/notebooks/" + id, it -> it.get("state").asString().equals("READY"));
  }

  private static void until(Centre reader, String address, Predicate<JsonNode> shows)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    JsonNode seen = reader.get(address);
    while (!shows.test(seen)) {
      if (System.nanoTime() > deadline) {
        throw new IOException(address + " stays as it is: " + seen);
      }
      LockSupport.parkNanos(200_000_000);
      seen = reader.get(address);
    }
  }

  private static Things things(Centre owner) throws IOException, InterruptedException {
    return new Things(
        newest(owner, "/v1/jobs?kind=training"),
        newest(owner, "/v1/models"),
        newest(owner, "/v1/endpoints"));
  }

  private static String newest(Centre owner, String list) throws IOException, InterruptedException {
    JsonNode items = owner.get(list).get("items");
    return items.get(0).get("id").asString();
  }

  private static void askForADigit(Page page) {
    page.locator(".play-preset").nth(3).click();
    page.getByTestId("prediction").waitFor();
  }

  private static void pointAtAGang(Page page) {
    page.locator("section[aria-label=npu-01] [data-job]").first().hover();
  }

  private void take(BrowserContext context, Shot shot, Things things, Language language) {
    Page page = context.newPage();
    if (!phone) {
      page.setViewportSize(1440, shot.height());
    }
    page.navigate(shot.address().apply(things));
    page.locator("h1").first().waitFor();
    shot.before().on(page);
    page.waitForLoadState(LoadState.LOAD);
    page.locator(".ant-spin")
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    // what is drawn by a chunk that comes later
    page.waitForFunction(
        "() => [...document.querySelectorAll('.chart-place')].every(it => it.querySelector('svg, canvas'))");
    page.evaluate(SETTLED);
    String name = shot.name() + "." + language.tag() + (phone ? ".phone" : "") + ".png";
    page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name)).setFullPage(phone));
    page.close();
    System.out.println(folder.resolve(name));
  }

  private static final String SETTLED =
      """
      () => new Promise(done => {
        let timer = setTimeout(done, 800);
        new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 800); })
          .observe(document.querySelector('main') ?? document.body, {subtree: true, childList: true});
        setTimeout(done, 6000);
      })
      """;

  private BrowserContext signedIn(String email, String password, Chromium.View view) {
    BrowserContext context = chromium.open(server.address(), view);
    context
        .request()
        .post(
            "/v1/sessions",
            RequestOptions.create().setData(Map.of("email", email, "password", password)));
    return context;
  }
}
