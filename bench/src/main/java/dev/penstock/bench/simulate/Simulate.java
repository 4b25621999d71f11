package dev.penstock.bench.simulate;

import dev.penstock.bench.simulate.queueing.QueueingCommand;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The simulator's entry: {@code simulate NAME ...}. */
public final class Simulate {
  /** A kind of trace, and how it is replayed. */
  public interface Command {
    /**
     * Replays and prints.
     *
     * @throws Misused when the arguments or the files can't be used
     */
    void run(Arguments arguments) throws Exception;
  }

  private static final Map<String, Command> COMMANDS =
      new TreeMap<>(Map.of("queueing", new QueueingCommand()));

  private Simulate() {}

  /** Exits with 2 when misused. */
  public static void main(String[] args) throws Exception {
    Command command = args.length == 0 ? null : COMMANDS.get(args[0]);
    try {
      if (command == null) {
        throw new Misused(
            "%s. Use: simulate NAME ..., NAME one of %s"
                .formatted(
                    args.length == 0 ? "a name is missing" : "\"" + args[0] + "\" is unknown",
                    COMMANDS.keySet()));
      }
      command.run(Arguments.of(Arrays.copyOfRange(args, 1, args.length)));
    } catch (Misused e) {
      System.err.println("simulate: " + e.getMessage());
      System.exit(2);
    }
  }
}
