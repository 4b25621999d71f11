package dev.penstock.bench.simulate;

import dev.penstock.bench.simulate.packing.PackingCommand;
import dev.penstock.bench.simulate.queueing.QueueingCommand;
import dev.penstock.bench.simulate.swf.SwfSimulation;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The simulator's entry: {@code simulate NAME ...}. */
public final class Simulate {
  /** Replays what its options name, and prints. */
  public interface Command {
    /**
     * Runs it.
     *
     * @throws Misused when the arguments or the files can't be used
     */
    void run(Arguments arguments) throws Exception;
  }

  /** As a command of the shell: it takes words and gives an exit code. */
  private interface Words {
    int run(String... words) throws Exception;
  }

  private static final Map<String, Words> COMMANDS =
      new TreeMap<>(
          Map.of(
              "queueing", taking(new QueueingCommand()),
              "packing", taking(new PackingCommand()),
              "swf", SwfSimulation::run));

  private Simulate() {}

  private static Words taking(Command command) {
    return words -> {
      command.run(Arguments.of(words));
      return 0;
    };
  }

  /** Exits with 2 when misused. */
  public static void main(String[] args) throws Exception {
    Words command = args.length == 0 ? null : COMMANDS.get(args[0]);
    try {
      if (command == null) {
        throw new Misused(
            "%s. Use: simulate NAME ..., NAME one of %s"
                .formatted(
                    args.length == 0 ? "a name is missing" : "\"" + args[0] + "\" is unknown",
                    COMMANDS.keySet()));
      }
      System.exit(command.run(Arrays.copyOfRange(args, 1, args.length)));
    } catch (Misused e) {
      System.err.println("simulate: " + e.getMessage());
      System.exit(2);
    }
  }
}
