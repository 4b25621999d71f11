package dev.penstock.engines.slurm;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** An order on disk: all that is needed to hand it to Slurm again, by another process too. */
final class OrderFile {
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = RuntimeRoot.Host.class, name = "host"),
    @JsonSubTypes.Type(value = RuntimeRoot.Folder.class, name = "folder"),
    @JsonSubTypes.Type(value = RuntimeRoot.Image.class, name = "image")
  })
  private interface Kinds {}

  private static final JsonMapper JSON =
      JsonMapper.builder().addMixIn(RuntimeRoot.class, Kinds.class).build();

  private OrderFile() {}

  static byte[] bytes(StartOrder order) {
    return JSON.writeValueAsBytes(order);
  }

  static StartOrder read(Path file) throws IOException {
    return JSON.readValue(Files.readAllBytes(file), StartOrder.class);
  }
}
