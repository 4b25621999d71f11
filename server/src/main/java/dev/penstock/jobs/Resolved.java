package dev.penstock.jobs;

import dev.penstock.shared.Shape;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a specification's names meant at the submission; later changes to them change nothing.
 *
 * @param shape what each node gives
 * @param inputs where each input's content is
 * @param folder the kept folder that it writes to, if any
 */
record Resolved(Shape shape, List<Input> inputs, @Nullable UUID folder) {

  /**
   * An input's content.
   *
   * @param name the input's name
   * @param kind {@code dataset} or {@code model}
   * @param asset the dataset's or the model's id
   * @param assetName its name
   * @param version its version
   * @param tree the content's hash
   */
  record Input(
      String name, String kind, UUID asset, String assetName, int version, @Nullable String tree) {
    String reference() {
      return assetName + "@" + version;
    }
  }
}
