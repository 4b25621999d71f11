package dev.penstock.bench.simulate;

import dev.penstock.bench.simulate.generate.GenerateCommand;
import dev.penstock.bench.simulate.history.HistoryCommand;
import dev.penstock.bench.simulate.packing.PackingCommand;
import dev.penstock.bench.simulate.queueing.QueueingCommand;
import dev.penstock.bench.simulate.swf.SwfCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The simulator's entry: {@code simulate NAME ...}. */
public final class Simulate {
  /** Does what its options say, and prints. */
  public interface Command {
    /**
     * Runs it.
     *
     * @throws Misused when the arguments or the files can't be used
     * @throws IOException when a file can't be read or written
     */
    void run(PrintStream out, Arguments arguments) throws Misused, IOException;

    /** Its options without a value. */
    default Set<String> switches() {
      return Set.of();
    }
  }

  private static final Map<String, Command> COMMANDS =
      new TreeMap<>(
          Map.of(
              "generate", new GenerateCommand(),
              "history", new HistoryCommand(),
              "queueing", new QueueingCommand(),
              "packing", new PackingCommand(),
              "swf", new SwfCommand()));

  private Simulate() {}

  /** Exits with 2 when misused, with 1 when a file fails. */
  public static void main(String[] args) {
    // files and figures are the same in every country
    Locale.setDefault(Locale.ROOT);
    System.exit(run(System.out, System.err, args));
  }

  /** As {@link #main}, but gives the exit code back. */
  static int run(PrintStream out, PrintStream err, String... args) {
    try {
      Command command = args.length == 0 ? null : COMMANDS.get(args[0]);
      if (command == null) {
        throw new Misused(
            "%s. Use: simulate NAME ..., NAME one of %s"
                .formatted(
                    args.length == 0 ? "a name is missing" : "\"" + args[0] + "\" is unknown",
                    COMMANDS.keySet()));
      }
      List<String> line = Arrays.asList(args).subList(1, args.length);
      command.run(out, Arguments.of(line, command.switches()));
      return 0;
    } catch (Misused e) {
      err.println("simulate: " + e.getMessage());
      return 2;
    } catch (IOException e) {
      String message = e.getMessage();
      err.println("simulate: " + (message == null ? e : message));
      return 1;
    }
  }
}
