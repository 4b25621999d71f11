package dev.penstock.bench.simulate.history;

import dev.penstock.bench.simulate.Misused;
import dev.penstock.dispatch.centre.Amounts;
import dev.penstock.dispatch.centre.Node;
import dev.penstock.dispatch.centre.Policy;
import dev.penstock.dispatch.centre.Queue;
import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.NodePool;
import dev.penstock.dispatch.packing.Packing;
import dev.penstock.dispatch.packing.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what {@code penstock history export} writes: a JSON object a line, first the head, then
 * nodes, queues and jobs.
 */
final class HistoryFile {
  static final String FORM = "penstock-history";
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private @Nullable Fields head;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, List<Integer>> numbers = new LinkedHashMap<>();
  private final Map<String, Queue> queues = new LinkedHashMap<>();
  private final Map<String, String> titles = new TreeMap<>();
  private final List<Fields> jobs = new ArrayList<>();

  private HistoryFile(Path file) {
    this.file = file;
  }

  /**
   * Reads it.
   *
   * @throws Misused when it is none, naming the line and the field
   * @throws IOException when it can't be read
   */
  static Past read(Path file) throws Misused, IOException {
    HistoryFile read = new HistoryFile(file);
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          read.line(line, "%s, line %d".formatted(file.getFileName(), number));
        }
      }
    } catch (NoSuchFileException e) {
      throw new Misused("there is no file \"%s\"".formatted(file));
    }
    return read.past();
  }

  private void line(String text, String where) throws Misused {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new Misused("%s: it is no JSON: %s".formatted(where, e.getOriginalMessage()));
    }
    Fields row = new Fields(where, json);
    if (head == null) {
      if (!FORM.equals(row.text("form", "")) || row.number("version", 0, 0, 1_000) != VERSION) {
        throw new Misused(
            "%s: a history begins with {\"form\":\"%s\",\"version\":%d,...}; write one with penstock history export"
                .formatted(where, FORM, VERSION));
      }
      head = row;
    } else if (row.has("node")) {
      node(row.row("node"));
    } else if (row.has("queue")) {
      queue(row.row("queue"));
    } else if (row.has("job")) {
      jobs.add(row.row("job"));
    } else {
      throw new Misused("%s: it is neither a node nor a queue nor a job".formatted(where));
    }
  }

  private void node(Fields row) throws Misused {
    String name = row.text("name");
    List<Integer> cards = row.numbers("cards");
    String model = cards.isEmpty() ? null : row.text("cardModel");
    if (cards.size() > NodePool.MOST_CARDS || numbers.put(name, cards) != null) {
      throw new Misused(
          "%s: node \"%s\" is there twice, or has more than %d cards"
              .formatted(row.where(), name, NodePool.MOST_CARDS));
    }
    int faulty = 0;
    for (int number : row.numbers("faulty")) {
      faulty |= cards.contains(number) ? 1 << cards.indexOf(number) : 0;
    }
    try {
      nodes.add(
          new Node(
              name,
              /* ready= */ true,
              model,
              cards.size(),
              faulty,
              row.count("ringCards", 0, 0, NodePool.MOST_CARDS),
              row.count("milliCores", 0, 0, Integer.MAX_VALUE),
              row.count("memoryMiB", 0, 0, Integer.MAX_VALUE),
              row.text("network", ""),
              row.text("superNode", ""),
              row.texts("labels")));
    } catch (IllegalArgumentException e) {
      throw new Misused("%s: %s".formatted(row.where(), e.getMessage()));
    }
  }

  private void queue(Fields row) throws Misused {
    String name = row.text("name");
    String parent = row.optional("parent");
    if (parent != null && !queues.containsKey(parent)) {
      throw new Misused(
          "%s: queue \"%s\" is below \"%s\", which must come before it"
              .formatted(row.where(), name, parent));
    }
    titles.put(name, row.text("title", name));
    try {
      queues.put(
          name,
          new Queue(
              name,
              parent,
              row.decimal("weight", 1),
              amounts(row, "guaranteed", 0),
              amounts(row, "limit", Long.MAX_VALUE),
              amounts(row, "userLimit", Long.MAX_VALUE)));
    } catch (IllegalArgumentException e) {
      throw new Misused("%s: %s".formatted(row.where(), e.getMessage()));
    }
  }

  private static Amounts amounts(Fields row, String field, long absent) throws Misused {
    if (!row.has(field)) {
      return new Amounts(absent, absent, Map.of());
    }
    Fields given = row.row(field);
    return new Amounts(
        given.number("milliCores", absent, 0, Long.MAX_VALUE),
        given.number("memoryMiB", absent, 0, Long.MAX_VALUE),
        given.amounts("milliCards"));
  }

  private Past past() throws Misused {
    Fields top = head;
    if (top == null) {
      throw new Misused("%s: it is empty; write one with penstock history export".formatted(file));
    }
    long from = top.time("from");
    long to = top.time("to");
    if (to <= from) {
      throw new Misused("%s: \"to\" must be after \"from\"".formatted(top.where()));
    }
    long written = Math.max(to, top.time("written", to));
    JobReader reader = new JobReader(nodes, numbers, queues, written);
    for (Fields row : jobs) {
      reader.read(row);
    }
    List<Past.Item> items = reader.items();
    Mix mix = mix(items);
    return new Past(
        from,
        to,
        written,
        policy(top, mix),
        mix,
        nodes,
        List.copyOf(queues.values()),
        titles,
        items,
        reader.strangers());
  }

  private static Mix mix(List<Past.Item> items) {
    List<Task> tasks = new ArrayList<>();
    items.forEach(
        it ->
            it.work()
                .roles()
                .forEach(
                    role -> {
                      var demand = role.demand();
                      tasks.add(
                          new Task(
                              demand.milliCores(),
                              demand.memoryMiB(),
                              demand.cards(),
                              demand.cardMilli()));
                    }));
    return Mix.of(tasks.isEmpty() ? List.of(new Task(1000, 1, 0, 0)) : tasks);
  }

  private static Policy policy(Fields head, Mix mix) throws Misused {
    Fields row =
        head.has("policy") ? head.row("policy") : new Fields(head.where(), JSON.readTree("{}"));
    Packing placing;
    try {
      placing = Packing.parse(row.text("placing", "best-fit"));
    } catch (IllegalArgumentException e) {
      throw new Misused("%s: %s".formatted(row.where(), e.getMessage()));
    }
    Policy usual = Policy.usual(placing.policy(mix, new Random(1)));
    return new Policy(
        usual.placing(),
        row.decimal("shortFirst", usual.shortFirst()),
        row.number("overtakenMillis", usual.overtaken(), 0, Long.MAX_VALUE),
        row.number("longestWaitMillis", usual.longestWait(), 0, Long.MAX_VALUE),
        row.number("halfLifeMillis", usual.halfLife(), 0, Long.MAX_VALUE),
        row.count("held", usual.held(), 0, Integer.MAX_VALUE),
        row.number("reclaimAfterMillis", usual.reclaimAfter(), 0, Long.MAX_VALUE),
        row.count("stopsPerHour", usual.stopsPerHour(), 0, Integer.MAX_VALUE),
        row.number("movesAfterMillis", usual.movesAfter(), 0, Long.MAX_VALUE));
  }
}
