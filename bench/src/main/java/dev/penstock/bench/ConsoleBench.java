package dev.penstock.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitUntilState;
import dev.penstock.browser.Chromium;
import dev.penstock.browser.Language;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console as its readers feel it, in Chromium, over 100,000 jobs of one tenant. */
final class ConsoleBench implements Bench.Benchmark {
  private static final int JOBS = 100_000;
  private static final int LOADS = 7;
  private static final int LISTS = 40;
  private static final String LIST = "/v1/jobs?limit=100";

  @Override
  public List<Figure> run() throws Exception {
    Path data = Files.createTempDirectory("penstock-bench-");
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      ServerProcess.start(data).close();
      try (ServerProcess server = ServerProcess.start(data)) {
        Centre centre = Centre.ready(http, server);
        ManyJobs.copy(server, oneJob(centre), JOBS);
        List<Figure> figures = new ArrayList<>();
        try (Chromium chromium = Chromium.start()) {
          Set<String> loaded = new HashSet<>();
          for (String address : List.of("/public", "/home")) {
            figures.addAll(firstPage(chromium, centre, address, loaded));
          }
          figures.add(lazyChunk(loaded));
          figures.add(lists(centre));
          figures.addAll(Scrolling.measure(chromium, centre));
        }
        return figures;
      }
    } finally {
      Folders.delete(data);
    }
  }

  private static String oneJob(Centre centre) throws IOException, InterruptedException {
    Map<String, ?> job =
        Map.of(
            "name", "train",
            "runtime", "shell",
            "flavour", "cpu.nano",
            "command", List.of("/bin/true"),
            "wallTime", "1m");
    String id = centre.post("/v1/jobs", job).get("id").asString();
    while (!centre.get("/v1/jobs/" + id).get("state").asString().equals("SUCCEEDED")) {
      LockSupport.parkNanos(20_000_000);
    }
    return id;
  }

  /** A first page, each time in a browser that has seen nothing before. */
  private static List<Figure> firstPage(
      Chromium chromium, Centre centre, String address, Set<String> loaded) {
    double[] pages = new double[LOADS];
    double[] bare = new double[LOADS];
    double script = 0;
    for (int i = 0; i < LOADS; i++) {
      try (BrowserContext context = visitor(chromium, centre, address)) {
        Page page = context.newPage();
        bare[i] = seconds(page, "/favicon.svg", "svg");
      }
      try (BrowserContext context = visitor(chromium, centre, address)) {
        Page page = context.newPage();
        pages[i] = seconds(page, address, "h1");
        JsonNode scripts = new JsonMapper().valueToTree(page.evaluate(SCRIPTS));
        script = 0;
        for (JsonNode it : scripts) {
          loaded.add(it.path("name").asString(""));
          script += it.path("bytes").asDouble(0) / 1000;
        }
      }
    }
    // a tenant's page has more to load; the strangers' one has a name of its own
    String name = address.equals("/home") ? "" : address.substring(1) + "_";
    return List.of(
        Figure.of(
                "console." + name + "interactive_s",
                Samples.of(pages).quantile(0.5),
                "s",
                address + ", beside a picture alone",
                Samples.of(bare).quantile(0.5))
            .under(2),
        Figure.of(
                "console." + name + "first_page_kb",
                script,
                "kB",
                address + ", beside what is allowed",
                450)
            .atMost(450));
  }

  static final String IDLE =
      "() => new Promise(done => requestIdleCallback(() => done(performance.now())))";

  private static final String SCRIPTS =
      """
      () => performance.getEntriesByType('resource')
        .filter(it => it.name.endsWith('.js'))
        .map(it => ({name: it.name.split('/').at(-1), bytes: it.encodedBodySize}))
      """;

  /** From the first request until the page shows its heading and has nothing left to compute. */
  private static double seconds(Page page, String address, String shown) {
    page.navigate(address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    page.waitForSelector(shown);
    Object idle = page.evaluate(IDLE);
    return ((Number) idle).doubleValue() / 1000;
  }

  /** Somebody who sees the page: a stranger the public one, a tenant others. */
  private static BrowserContext visitor(Chromium chromium, Centre centre, String address) {
    return address.equals("/public")
        ? chromium.open(centre.address(), Chromium.View.desktop(Language.CHINESE))
        : signedIn(chromium, centre);
  }

  static BrowserContext signedIn(Chromium chromium, Centre centre) {
    BrowserContext context =
        chromium.open(centre.address(), Chromium.View.desktop(Language.CHINESE));
    context
        .request()
        .post(
            "/v1/sessions",
            RequestOptions.create()
                .setData(Map.of("email", Centre.EMAIL, "password", Centre.PASSWORD)));
    return context;
  }

  /** The largest part of the console that the first page does without. */
  private static Figure lazyChunk(Set<String> loaded) throws IOException {
    Path assets =
        Path.of(
            System.getProperty("penstock.console.source", "console"),
            "target/classes/console/assets");
    try (Stream<Path> files = Files.list(assets)) {
      double largest =
          files
              .filter(it -> it.toString().endsWith(".js.gz"))
              .filter(it -> !loaded.contains(it.getFileName().toString().replace(".gz", "")))
              .mapToLong(it -> it.toFile().length())
              .max()
              .orElse(0);
      return Figure.of("console.lazy_chunk_kb", largest / 1000, "kB", "what is allowed", 200)
          .atMost(200);
    }
  }

  /**
   * The list as its readers ask for it: the first page, deeper ones, sorted, filtered, searched.
   */
  private static Figure lists(Centre centre) throws Exception {
    JsonNode first = centre.get(LIST);
    String deeper = "&cursor=" + encoded(first.get("next").asString());
    List<String> asked =
        List.of(
            LIST,
            LIST + deeper,
            LIST + "&state=FAILED",
            LIST + "&sort=name",
            LIST + "&sort=-endedAt",
            LIST + "&q=train-ab",
            LIST + "&q=train-abcdef");
    for (String list : asked) {
      centre.get(list);
    }
    double[] millis = new double[asked.size() * LISTS];
    double[] bare = new double[asked.size() * LISTS];
    for (int i = 0; i < millis.length; i++) {
      bare[i] = millis(centre, "/v1/me");
      millis[i] = millis(centre, asked.get(i % asked.size()));
    }
    return Figure.of(
            "console.list_p95_ms",
            Samples.of(millis).quantile(0.95),
            "ms",
            "who am I",
            Samples.of(bare).quantile(0.95))
        .under(200);
  }

  private static double millis(Centre centre, String path) throws Exception {
    long begin = System.nanoTime();
    centre.get(path);
    return (System.nanoTime() - begin) / 1e6;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
