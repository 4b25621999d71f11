package dev.penstock.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page's main thread does, by the browser's own trace. */
final class Tasks {
  private static final String MAIN_THREAD = "CrRendererMain";
  private static final String TASK = "RunTask";

  private Tasks() {}

  /** Before the names of what {@link #mark} writes into the trace. */
  private static final String STRETCH = "stretch ";

  /**
   * The longest task, in milliseconds.
   *
   * @param wall as its reader feels it, with whatever else the machine does meanwhile
   * @param work the processor's time of the one that took the most
   */
  record Longest(double wall, double work) {
    static final Longest NONE = new Longest(0, 0);

    Longest most(Longest other) {
      return new Longest(Math.max(wall, other.wall), Math.max(work, other.work));
    }

    Longest least(Longest other) {
      return new Longest(Math.min(wall, other.wall), Math.min(work, other.work));
    }
  }

  /** From here on until the next mark, tasks belong to this stretch. */
  static void mark(Page page, int stretch) {
    page.evaluate("name => { performance.mark(name) }", STRETCH + stretch);
  }

  /** The longest tasks of any page's main thread while this runs, by the stretches it marks. */
  static Map<String, Longest> longest(Page page, Runnable act) {
    Browser browser = Objects.requireNonNull(page.context().browser());
    browser.startTracing(
        page,
        new Browser.StartTracingOptions()
            .setCategories(
                List.of("toplevel", "blink.user_timing", "disabled-by-default-devtools.timeline")));
    act.run();
    JsonNode trace = new JsonMapper().readTree(browser.stopTracing());
    List<JsonNode> tasks = new ArrayList<>();
    Set<String> threads = new HashSet<>();
    TreeMap<Long, String> marks = new TreeMap<>();
    for (JsonNode event : trace.path("traceEvents")) {
      String name = event.path("name").asString("");
      if (name.endsWith(TASK)) {
        tasks.add(event);
      } else if (name.startsWith(STRETCH)) {
        marks.put(event.path("ts").asLong(0), name);
      } else if (event.at("/args/name").asString("").equals(MAIN_THREAD)) {
        threads.add(thread(event));
      }
    }
    tasks.removeIf(it -> !threads.contains(thread(it)));
    if (tasks.isEmpty() || marks.isEmpty()) {
      throw new IllegalStateException("the trace has no task or no mark in it");
    }
    Map<String, Longest> longest = new HashMap<>();
    for (JsonNode task : tasks) {
      Map.Entry<Long, String> mark = marks.floorEntry(task.path("ts").asLong(0));
      longest.merge(
          mark == null ? "" : mark.getValue(),
          new Longest(millis(task, "dur"), millis(task, "tdur")),
          Longest::most);
    }
    return longest;
  }

  private static double millis(JsonNode task, String micros) {
    return task.path(micros).asDouble(0) / 1000;
  }

  private static String thread(JsonNode event) {
    return event.path("pid") + "/" + event.path("tid");
  }
}
