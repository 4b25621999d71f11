package dev.penstock.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Writes folders as people have them: deep and flat, empty and equal files, names in Chinese. */
final class RandomFolder {
  private static final List<String> NAMES =
      List.of("data", "训练", "a b", ".hidden", "x-1", "Ünïcode", "model.onnx", "log");

  private RandomFolder() {}

  static void write(Path root, Random random) throws IOException {
    int files = 5 + random.nextInt(40);
    for (int i = 0; i < files; i++) {
      Path folder = root;
      for (int depth = random.nextInt(5); depth > 0; depth--) {
        folder = folder.resolve(NAMES.get(random.nextInt(NAMES.size())) + ".d");
      }
      Files.createDirectories(folder);
      byte[] bytes = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(200_000)];
      new Random(random.nextInt(8)).nextBytes(bytes);
      Files.write(folder.resolve(NAMES.get(random.nextInt(NAMES.size())) + i), bytes);
    }
  }
}
