package dev.penstock.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named, versioned software environment.
 *
 * @param name such as {@code pytorch-cpu}
 * @param version such as {@code 1.13}
 * @param description what is in it
 * @param engines what it is on each engine, by the engine's name; one where it is not named can't
 *     run it
 */
public record RuntimeSpec(
    String name, String version, String description, Map<String, Form> engines) {

  /**
   * What a runtime is on one engine; exactly one of the first three.
   *
   * @param host the host's own software; further folders beside it in {@code extra}
   * @param folder a root folder
   * @param image an Apptainer or container image
   * @param extra folders of the host to show read-only at their own paths
   */
  public record Form(
      boolean host, @Nullable Path folder, @Nullable String image, List<Path> extra) {
    public Form {
      extra = extra == null ? List.of() : List.copyOf(extra);
      int given = (host ? 1 : 0) + (folder == null ? 0 : 1) + (image == null ? 0 : 1);
      if (given != 1) {
        throw new IllegalArgumentException(
            "a runtime is one of host, folder or image on an engine, not %d of them"
                .formatted(given));
      }
    }
  }

  /** The name with its version, as it can be asked for. */
  public String reference() {
    return name + "@" + version;
  }
}
