package dev.penstock.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page's main thread does, by the browser's own trace. */
final class Tasks {
  private static final String MAIN_THREAD = "CrRendererMain";
  private static final String TASK = "RunTask";

  private Tasks() {}

  /**
   * The longest task, in milliseconds.
   *
   * @param wall as its reader feels it, with whatever else the machine does meanwhile
   * @param work the processor's time of the one that took the most
   */
  record Longest(double wall, double work) {}

  /** The longest task of any page's main thread while this runs. */
  static Longest longest(Page page, Runnable act) {
    Browser browser = Objects.requireNonNull(page.context().browser());
    browser.startTracing(
        page,
        new Browser.StartTracingOptions()
            .setCategories(List.of("toplevel", "disabled-by-default-devtools.timeline")));
    act.run();
    JsonNode trace = new JsonMapper().readTree(browser.stopTracing());
    List<JsonNode> tasks = new ArrayList<>();
    Set<String> threads = new HashSet<>();
    for (JsonNode event : trace.path("traceEvents")) {
      if (event.path("name").asString("").endsWith(TASK)) {
        tasks.add(event);
      } else if (event.at("/args/name").asString("").equals(MAIN_THREAD)) {
        threads.add(thread(event));
      }
    }
    tasks.removeIf(it -> !threads.contains(thread(it)));
    return new Longest(most(tasks, "dur"), most(tasks, "tdur"));
  }

  private static double most(List<JsonNode> tasks, String micros) {
    return tasks.stream()
        .mapToDouble(it -> it.path(micros).asDouble(0) / 1000)
        .max()
        .orElseThrow(() -> new IllegalStateException("the trace has no task in it"));
  }

  private static String thread(JsonNode event) {
    return event.path("pid") + "/" + event.path("tid");
  }
}
