package dev.penstock;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is done on the machine itself, beside the server: {@code backup} and {@code restore}. */
final class AdminCommands {
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "backup", Set.of("to", "data-folder", "shared-folder"),
          "restore", Set.of("from", "into"));

  private AdminCommands() {}

  static boolean knows(String[] args) {
    return args.length > 0 && OPTIONS.containsKey(args[0]);
  }

  /**
   * Does what the first argument says.
   *
   * @return what the program ends with: 0, or 1 where it can't be done and was told why, or 2 where
   *     the options are wrong
   */
  static int run(String[] args, Clock clock, PrintStream out, PrintStream err) {
    try {
      Map<String, String> options = options(args[0], List.of(args).subList(1, args.length));
      if (args[0].equals("backup")) {
        backup(options, clock, out);
      } else {
        restore(options, out);
      }
      return 0;
    } catch (IllegalArgumentException wrong) {
      err.println(wrong.getMessage());
      return 2;
    } catch (IllegalStateException refused) {
      err.println(refused.getMessage());
      return 1;
    } catch (IOException | UncheckedIOException | SQLException e) {
      err.println("The %s failed: %s".formatted(args[0], e));
      return 1;
    }
  }

  private static void backup(Map<String, String> options, Clock clock, PrintStream out)
      throws IOException, SQLException {
    Path data = Path.of(options.getOrDefault("data-folder", property("penstock.data-folder")));
    @Nullable String other = options.get("shared-folder");
    Path shared = other == null ? data : Path.of(other);
    Path to = Path.of(required(options, "to"));
    Backup.Manifest taken = new Backup(data, shared, clock).take(to);
    out.println(
        "Backed up %d files, %d MiB, to %s."
            .formatted(taken.sums().size(), taken.bytes() >> 20, to));
    if (!taken.database()) {
      out.println(
          "The external database is not in it: see docs/availability.md for how to back it up.");
    }
  }

  private static void restore(Map<String, String> options, PrintStream out) throws IOException {
    Path into = Path.of(required(options, "into"));
    Backup.Manifest manifest = Restore.into(Path.of(required(options, "from")), into);
    out.println(
        "Restored the state of %s into %s: start the server with penstock.data-folder=%s."
            .formatted(manifest.takenAt(), into, into));
  }

  private static String property(String name) {
    return System.getProperty(name, ".penstock");
  }

  private static String required(Map<String, String> options, String name) {
    @Nullable String value = options.get(name);
    if (value == null) {
      throw new IllegalArgumentException("--%s is missing: name a folder".formatted(name));
    }
    return value;
  }

  /** Options are {@code --name value} or {@code --name=value}. */
  private static Map<String, String> options(String command, List<String> args) {
    Set<String> known = Objects.requireNonNull(OPTIONS.get(command));
    Map<String, String> options = new TreeMap<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      int equals = arg.indexOf('=');
      String name = arg.replaceFirst("^--", "").replaceFirst("=.*", "");
      if (!arg.startsWith("--") || !known.contains(name)) {
        throw new IllegalArgumentException(
            "%s does not know \"%s\": it knows --%s"
                .formatted(command, arg, String.join(", --", new TreeSet<>(known))));
      }
      if (equals < 0 && i + 1 == args.size()) {
        throw new IllegalArgumentException("--%s has no value: name a folder".formatted(name));
      }
      options.put(name, equals < 0 ? args.get(++i) : arg.substring(equals + 1));
    }
    return options;
  }
}
