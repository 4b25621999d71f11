package dev.penstock.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Makes the pictures of the console: {@code pictures FOLDER [--phone]}. A new centre, a tenant who
 * goes the sample's whole way in the browser, and then the main pages in both languages.
 */
public final class Pictures {
  private static final Path CONSOLE =
      Path.of(System.getProperty("penstock.console.source", "console"));
  private static final String OPERATOR = "operator@penstock.local";
  private static final double LONGEST_MS = 240_000;

  /** A page: its picture's name, who sees it, and its address among the things of a tenant. */
  private record Shot(String name, Who who, Function<Things, String> address) {}

  private enum Who {
    STRANGER,
    TENANT,
    OPERATOR
  }

  /** What a tenant has after the sample. */
  private record Things(String job, String dataset, String model, String endpoint, String org) {}

  /** Somebody to take pictures for. */
  private record Tenant(Language language, String email, String name, String contact) {}

  private static final List<Tenant> TENANTS =
      List.of(
          new Tenant(Language.CHINESE, "li@example.cn", "江城智算科技", "李伟"),
          new Tenant(Language.ENGLISH, "wei@example.cn", "Rivertown Vision", "Wei Li"));

  private static final List<Shot> SHOTS =
      List.of(
          new Shot("public", Who.STRANGER, it -> "/public"),
          new Shot("home", Who.TENANT, it -> "/home"),
          new Shot("submit", Who.TENANT, it -> "/jobs/new?from=" + it.job()),
          new Shot("job", Who.TENANT, it -> "/jobs/" + it.job()),
          new Shot("dataset", Who.TENANT, it -> "/datasets/" + it.dataset()),
          new Shot("model", Who.TENANT, it -> "/models/" + it.model() + "/versions/1"),
          new Shot("endpoint", Who.TENANT, it -> "/endpoints/" + it.endpoint()),
          new Shot("bill", Who.TENANT, it -> "/bill"),
          new Shot("operator", Who.OPERATOR, it -> "/operator"),
          new Shot("fleet", Who.OPERATOR, it -> "/operator/fleet"));

  private final Chromium chromium;
  private final ServerProcess server;
  private final Centre operator;
  private final HttpClient http;
  private final Path folder;
  private final boolean phone;

  private Pictures(
      Chromium chromium,
      ServerProcess server,
      HttpClient http,
      Centre operator,
      Path folder,
      boolean phone) {
    this.chromium = chromium;
    this.server = server;
    this.http = http;
    this.operator = operator;
    this.folder = folder;
    this.phone = phone;
  }

  /** Makes them all; the folder is made where it is missing, older pictures are replaced. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    boolean phone = List.of(args).contains("--phone");
    Path data = Files.createTempDirectory("penstock-pictures-");
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Chromium chromium = Chromium.start();
        ServerProcess server = ServerProcess.start(data)) {
      Centre operator =
          new Centre(http, server.address(), "").signedIn(OPERATOR, server.operatorPassword());
      Pictures pictures = new Pictures(chromium, server, http, operator, folder, phone);
      for (Tenant tenant : TENANTS) {
        pictures.take(tenant);
      }
    } finally {
      Folders.delete(data);
    }
  }

  private void take(Tenant tenant) throws Exception {
    String org = open(tenant);
    Chromium.View desktop = Chromium.View.desktop(tenant.language());
    Chromium.View view = phone ? desktop.phone() : desktop;
    try (BrowserContext context = signedIn(tenant.email(), Centre.PASSWORD, desktop)) {
      goTheWholeWay(context.newPage(), Words.of(CONSOLE, tenant.language()));
    }
    Centre owner = new Centre(http, server.address(), "").signedIn(tenant.email(), Centre.PASSWORD);
    Things things = things(owner, org);
    try (BrowserContext stranger = chromium.open(server.address(), view);
        BrowserContext own = signedIn(tenant.email(), Centre.PASSWORD, view);
        BrowserContext staff = signedIn(OPERATOR, server.operatorPassword(), view)) {
      for (Shot shot : SHOTS) {
        BrowserContext context =
            switch (shot.who()) {
              case STRANGER -> stranger;
              case TENANT -> own;
              case OPERATOR -> staff;
            };
        take(context, shot, things, tenant.language());
      }
    }
    var _ = owner.delete("/v1/endpoints/" + things.endpoint());
  }

  private String open(Tenant tenant) throws IOException, InterruptedException {
    String org =
        new Centre(http, server.address(), "")
            .post(
                "/v1/applications",
                Map.of(
                    "kind", "individual",
                    "name", tenant.name(),
                    "contactName", tenant.contact(),
                    "email", tenant.email(),
                    "password", Centre.PASSWORD))
            .get("organisationId")
            .asString();
    operator.post("/v1/operator/organisations/" + org + "/approve", Map.of());
    operator.post(
        "/v1/operator/organisations/" + org + "/top-ups",
        Map.of("amountYuan", "100.00", "reference", tenant.name()));
    return org;
  }

  private void goTheWholeWay(Page page, Words words) {
    page.navigate("/home/try");
    page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words.of("samples:intro.start")))
        .click();
    page.getByText(words.of("samples:ending.title"))
        .waitFor(new Locator.WaitForOptions().setTimeout(LONGEST_MS));
  }

  private static Things things(Centre owner, String org) throws IOException, InterruptedException {
    return new Things(
        newest(owner, "/v1/jobs?kind=training"),
        newest(owner, "/v1/datasets"),
        newest(owner, "/v1/models"),
        newest(owner, "/v1/endpoints"),
        org);
  }

  private static String newest(Centre owner, String list) throws IOException, InterruptedException {
    JsonNode items = owner.get(list).get("items");
    return items.get(0).get("id").asString();
  }

  private void take(BrowserContext context, Shot shot, Things things, Language language) {
    Page page = context.newPage();
    page.navigate(shot.address().apply(things));
    page.locator("h1").first().waitFor();
    page.locator(".ant-spin")
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    // what is drawn by a chunk that comes later
    page.waitForFunction(
        "() => [...document.querySelectorAll('.chart-place')].every(it => it.querySelector('svg'))");
    String name = shot.name() + "." + language.tag() + (phone ? ".phone" : "") + ".png";
    page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name)).setFullPage(phone));
    page.close();
  }

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
