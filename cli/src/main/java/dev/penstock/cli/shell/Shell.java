package dev.penstock.cli.shell;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.api.Pause;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What a command works with: the outside world, the settings, and how to speak to the person. */
public final class Shell {
  private static final String DEFAULT_URL = "http://localhost:7070";

  private final World world;
  private final Messages messages;
  private final GlobalOptions options;

  /**
   * What lies outside the program.
   *
   * @param environment the process's variables
   * @param in standard input
   * @param out standard output: results only
   * @param err standard error: progress, notes and errors
   * @param pause waits
   */
  public record World(
      Map<String, String> environment,
      InputStream in,
      PrintStream out,
      PrintStream err,
      InstantSource clock,
      Pause pause) {}

  public Shell(World world, Messages messages, GlobalOptions options) {
    this.world = world;
    this.messages = messages;
    this.options = options;
  }

  public World world() {
    return world;
  }

  public Messages messages() {
    return messages;
  }

  /** Whether the output is for programs. */
  public boolean json() {
    return options.json;
  }

  public Settings settings() {
    return Settings.load(Settings.folder(world.environment));
  }

  public void save(Settings settings) {
    Path folder = Settings.folder(world.environment);
    settings.save(folder);
  }

  /** The server: the option, else the environment, else the settings, else this machine. */
  public URI url() {
    String url = firstOf(options.url, world.environment.get("PENSTOCK_URL"), settings().url());
    try {
      URI server = URI.create(url == null ? DEFAULT_URL : url);
      if (("http".equals(server.getScheme()) || "https".equals(server.getScheme()))
          && server.getHost() != null) {
        return server;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new Failure(ExitCode.USAGE, "error.url", url);
  }

  /** The API without a caller: for what is public. */
  public Api anonymous() {
    return new Api(url(), null).in(messages.locale());
  }

  /** The API as whoever is signed in. */
  public Api api() {
    String key = firstOf(world.environment.get("PENSTOCK_KEY"), settings().key());
    if (key == null) {
      throw new Failure(ExitCode.NOT_SIGNED_IN, "error.not-signed-in");
    }
    return new Api(url(), key).in(messages.locale());
  }

  /** The project to work in; null for the organisation's default one. */
  public @Nullable String project(@Nullable String asked) {
    return firstOf(asked, world.environment.get("PENSTOCK_PROJECT"), settings().project());
  }

  /** The text of a key. */
  public String text(String key, @Nullable Object... arguments) {
    return messages.text(key, arguments);
  }

  /** A line of result for a person; nothing where the output is for programs. */
  public void tell(String key, @Nullable Object... arguments) {
    if (!json()) {
      world.out.println(text(key, arguments));
    }
  }

  /** A remark beside the result. */
  public void note(String key, @Nullable Object... arguments) {
    world.err.println(text(key, arguments));
  }

  /** One answer: its fields below each other, or as JSON. */
  public void show(JsonNode answer, Column... columns) {
    if (json()) {
      world.out.println(Json.pretty(answer));
      return;
    }
    int width = 0;
    for (Column column : columns) {
      width = Math.max(width, Width.of(heading(column)));
    }
    for (Column column : columns) {
      String value = column.of(answer, messages);
      if (!value.isEmpty()) {
        world.out.println(Width.pad(heading(column), width, false) + "  " + value);
      }
    }
  }

  /** A list: a table, or a JSON array. */
  public void list(List<JsonNode> items, Column... columns) {
    if (json()) {
      ArrayNode array = Json.array();
      items.forEach(array::add);
      world.out.println(Json.pretty(array));
      return;
    }
    if (items.isEmpty()) {
      note("note.empty");
      return;
    }
    Table table = new Table();
    for (Column column : columns) {
      table.column(heading(column), column.right());
    }
    for (JsonNode item : items) {
      table.row(List.of(columns).stream().map(column -> column.of(item, messages)).toList());
    }
    table.lines().forEach(world.out::println);
  }

  /** Reads a list from the server and shows it. */
  public void list(Address address, int most, Column... columns) {
    list(api().list(address, most), columns);
  }

  /** A progress bar on standard error. */
  public ProgressBar bar() {
    return new ProgressBar(world.err, terminal() && !json(), columns(), world.clock);
  }

  private String heading(Column column) {
    return text("column." + column.key());
  }

  private boolean terminal() {
    // the launcher looks, because Java can only tell whether all three streams are terminals
    return "1".equals(world.environment.get("PENSTOCK_TERMINAL"))
        && !"dumb".equals(world.environment.get("TERM"));
  }

  private int columns() {
    try {
      return Math.max(20, Integer.parseInt(world.environment.getOrDefault("COLUMNS", "80")));
    } catch (NumberFormatException e) {
      return 80;
    }
  }

  private static @Nullable String firstOf(@Nullable String... values) {
    for (String value : values) {
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return null;
  }
}
