package dev.penstock.cli.shell;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
public final class GlobalOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT)
  boolean help;

  @Option(names = "--json", scope = ScopeType.INHERIT)
  boolean json;

  /** Read before the rest is parsed, since help depends on it; see {@link #language}. */
  @Option(names = "--lang", paramLabel = "zh|en", scope = ScopeType.INHERIT)
  @Nullable String lang;

  @Option(names = "--url", paramLabel = "URL", scope = ScopeType.INHERIT)
  @Nullable String url;

  /** The language that the arguments ask for; null when they don't. */
  public static @Nullable String language(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("--lang=")) {
        return arguments[i].substring("--lang=".length());
      }
      if (arguments[i].equals("--lang") && i + 1 < arguments.length) {
        return arguments[i + 1];
      }
    }
    return null;
  }
}
