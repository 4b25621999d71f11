package dev.penstock.engines.local;

import dev.penstock.engines.Card;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The device nodes a card needs; those a machine does not have are passed over. */
final class Devices {
  private Devices() {}

  static List<Path> of(Card card) {
    Stream<String> names =
        card.ascend()
            ? Stream.of(
                "/dev/davinci" + card.index(),
                "/dev/davinci_manager",
                "/dev/devmm_svm",
                "/dev/hisi_hdc")
            : Stream.of(
                "/dev/nvidia" + card.index(),
                "/dev/nvidiactl",
                "/dev/nvidia-uvm",
                "/dev/nvidia-uvm-tools");
    return names.map(Path::of).toList();
  }
}
