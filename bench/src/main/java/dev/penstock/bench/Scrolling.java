package dev.penstock.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.penstock.browser.Chromium;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How smoothly a long list scrolls. */
final class Scrolling {
  private static final String ROW = "[role=table] [role=row]";
  private static final int ROW_PIXELS = 40;
  private static final int WHEEL_PIXELS = 800;
  private static final int ROWS = 10_000;
  private static final int SCROLLS = 4;
  private static final int STRETCH_ROWS = 100;

  /** The number of the last row that the page holds. */
  private static final String LAST_ROW =
      "Math.max(...[...document.querySelectorAll('[aria-rowindex]')].map(it => +it.ariaRowIndex))";

  /** Whether the list has not reached its end and needs another turn of the wheel. */
  private static final String AT_REST =
      "(it => it.scrollTop + it.clientHeight < it.scrollHeight - 1)(document.querySelector('[role=table]'))";

  private static final String PLAIN_LIST =
      "<div role=table style='height: 600px; overflow: auto; line-height: 40px'>";

  private Scrolling() {}

  /**
   * Scrolls through the list of jobs as with a wheel. What is ours is long at the same place each
   * time; what the machine does besides only adds to it. So of each hundred rows the least of
   * several scrolls counts.
   */
  static List<Figure> measure(Chromium chromium, Centre centre) {
    Tasks.Longest ours = least(chromium, centre, Scrolling::throughJobs);
    Tasks.Longest bare = least(chromium, centre, Scrolling::throughPlainRows);
    String beside = "a plain list; 10,000 rows, least of %d scrolls".formatted(SCROLLS);
    return List.of(
        Figure.of("console.longest_task_ms", ours.wall(), "ms", beside, bare.wall()).under(50),
        Figure.of("console.longest_task_cpu_ms", ours.work(), "ms", beside, bare.work()));
  }

  private static Tasks.Longest least(
      Chromium chromium, Centre centre, Function<Page, Map<String, Tasks.Longest>> scroll) {
    Map<String, Tasks.Longest> byStretch = new HashMap<>();
    for (int i = 0; i < SCROLLS; i++) {
      try (BrowserContext context = ConsoleBench.signedIn(chromium, centre)) {
        scroll
            .apply(context.newPage())
            .forEach((stretch, longest) -> byStretch.merge(stretch, longest, Tasks.Longest::least));
      }
    }
    return byStretch.values().stream().reduce(Tasks.Longest.NONE, Tasks.Longest::most);
  }

  private static Map<String, Tasks.Longest> throughJobs(Page page) {
    page.navigate("/jobs");
    page.waitForSelector(ROW + "[aria-rowindex]");
    page.evaluate(ConsoleBench.IDLE);
    return Tasks.longest(page, () -> scroll(page));
  }

  private static Map<String, Tasks.Longest> throughPlainRows(Page page) {
    page.setContent(PLAIN_LIST + "<div role=row>row</div>".repeat(ROWS));
    page.hover("[role=table]");
    int perTurn = WHEEL_PIXELS / ROW_PIXELS;
    return Tasks.longest(
        page,
        () -> {
          for (int row = 0; row < ROWS; row += perTurn) {
            Tasks.mark(page, row / STRETCH_ROWS);
            turn(page);
          }
        });
  }

  private static void scroll(Page page) {
    page.hover("[role=table]");
    int last = lastRow(page);
    while (last < ROWS) {
      Tasks.mark(page, last / STRETCH_ROWS);
      turn(page);
      page.waitForFunction(
          "last => " + LAST_ROW + " > last || " + AT_REST,
          last,
          new Page.WaitForFunctionOptions().setPollingInterval(16));
      last = lastRow(page);
    }
  }

  private static int lastRow(Page page) {
    return ((Number) page.evaluate("() => " + LAST_ROW)).intValue();
  }

  private static void turn(Page page) {
    page.mouse().wheel(0, WHEEL_PIXELS);
    page.evaluate("() => new Promise(done => requestAnimationFrame(done))");
  }
}
