package dev.penstock.cli.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.cli.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A world to run commands in, whose output can be read. */
public final class Terminal {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";
  private Instant now = Instant.parse("2026-11-25T00:00:00Z");

  /**
   * @param settings the folder of the settings
   */
  public Terminal(URI server, Path settings) {
    environment.put("PENSTOCK_URL", server.toString());
    environment.put("PENSTOCK_KEY", "pk_test");
    environment.put("PENSTOCK_CONFIG", settings.toString());
  }

  public Terminal with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Terminal without(String variable) {
    environment.remove(variable);
    return this;
  }

  public Terminal typing(String text) {
    input = text;
    return this;
  }

  /** The world; time passes only in its pauses. */
  public Shell.World world() {
    InstantSource clock = () -> now;
    return new Shell.World(
        Map.copyOf(environment),
        new ByteArrayInputStream(input.getBytes(UTF_8)),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        clock,
        time -> now = now.plus(time));
  }

  public String out() {
    return out.toString(UTF_8);
  }

  public String err() {
    return err.toString(UTF_8);
  }
}
