package dev.penstock.cli;

import dev.penstock.cli.shell.Shell;
import java.util.stream.Stream;

/** Runs commands for the tests of other packages. */
public final class MainRunner {
  private MainRunner() {}

  public static int run(Shell.World world, String[] arguments, String... more) {
    return Main.run(world, Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new));
  }
}
