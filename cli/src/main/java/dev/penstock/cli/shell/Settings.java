package dev.penstock.cli.shell;

import dev.penstock.cli.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is remembered between calls.
 *
 * @param url the server's address; null before the first sign-in
 * @param key an API key or a session's token; null when signed out
 * @param project the current project's name; null means the organisation's default one
 */
public record Settings(@Nullable String url, @Nullable String key, @Nullable String project) {
  private static final String FILE = "config.json";

  /** The folder that the environment names. */
  public static Path folder(Map<String, String> environment) {
    String given = environment.getOrDefault("PENSTOCK_CONFIG", "");
    return given.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".config", "penstock")
        : Path.of(given);
  }

  /** Reads the folder; nothing is set when there is no file. */
  public static Settings load(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return new Settings(null, null, null);
    }
    try {
      JsonNode read = Json.MAPPER.readTree(Files.readAllBytes(file));
      return new Settings(get(read, "url"), get(read, "key"), get(read, "project"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JacksonException damaged) {
      throw new Failure(ExitCode.USAGE, "error.settings", file);
    }
  }

  /** Writes the folder, so that only its owner can read it; a crash leaves the old or the new. */
  public void save(Path folder) {
    ObjectNode node = Json.object();
    node.put("url", url);
    node.put("key", key);
    node.put("project", project);
    try {
      Files.createDirectories(folder, only("rwx------"));
      Path fresh = Files.createTempFile(folder, FILE, ".new", only("rw-------"));
      Files.writeString(fresh, Json.pretty(node) + "\n");
      Files.move(
          fresh,
          folder.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileAttribute<?> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static @Nullable String get(JsonNode node, String field) {
    String text = Json.text(node, field);
    return text.isEmpty() ? null : text;
  }
}
