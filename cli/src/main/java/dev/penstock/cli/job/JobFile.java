package dev.penstock.cli.job;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.data.Upload;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A job as a person writes it down: YAML, whose code is a folder beside it. */
public final class JobFile {
  private static final Pattern TREE = Pattern.compile("(sha256:)?[0-9a-f]{64}");
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final ObjectNode spec;
  private final Path folder;

  private JobFile(ObjectNode spec, Path folder) {
    this.spec = spec;
    this.folder = folder;
  }

  /**
   * Reads a file. Which fields there may be is the server's to say.
   *
   * @throws Failure when it is not YAML, or not a mapping; the line is named
   */
  public static JobFile read(Path file) {
    try {
      JsonNode read = YAML.readTree(Files.readAllBytes(file));
      if (read instanceof ObjectNode object) {
        Path parent = file.toAbsolutePath().getParent();
        return new JobFile(object, parent == null ? Path.of("") : parent);
      }
      throw new Failure(ExitCode.USAGE, "error.yaml-mapping", file);
    } catch (JacksonException e) {
      throw new Failure(
          ExitCode.USAGE,
          "error.yaml",
          file,
          e.getLocation().getLineNr(),
          e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets the project, unless the file names one itself. */
  public JobFile in(@Nullable String project) {
    if (project != null && !spec.has("project")) {
      spec.put("project", project);
    }
    return this;
  }

  /** The spec as it stands, for a quote: code that is not uploaded yet is left out. */
  ObjectNode withoutCode() {
    ObjectNode copy = spec.deepCopy();
    if (!TREE.matcher(Json.text(spec, "code")).matches()) {
      copy.remove("code");
    }
    return copy;
  }

  /**
   * Uploads the code and puts its tree's hash in its place.
   *
   * @param code the folder to take instead of the one that the file names
   * @return the spec as the API takes it
   */
  public ObjectNode upload(Shell shell, Api api, @Nullable Path code) {
    Path source = code == null ? codeFolder() : code;
    if (source != null) {
      ObjectNode snapshot = Json.object();
      snapshot.set("files", new Upload(shell, api).send(source));
      spec.put("code", Json.text(api.post(Address.of("v1", "snapshots"), snapshot), "tree"));
    }
    return spec;
  }

  /** The folder that the file names, beside the file itself; null when it names a tree or none. */
  @Nullable Path codeFolder() {
    String code = Json.text(spec, "code");
    return code.isEmpty() || TREE.matcher(code).matches() ? null : folder.resolve(code).normalize();
  }
}
