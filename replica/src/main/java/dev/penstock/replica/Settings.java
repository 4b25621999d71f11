package dev.penstock.replica;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says.
 *
 * @param modelFolder PENSTOCK_INPUT_MODEL: holds the one *.onnx file
 * @param socket PENSTOCK_SOCKET: where to listen; null when a port is set
 * @param port PENSTOCK_PORT: a TCP port from 0 (any free one) to 65535, on the loopback address;
 *     -1: none
 * @param threads OMP_NUM_THREADS: threads of one inference; the machine's cores when not set
 * @param version PENSTOCK_MODEL_VERSION: the version to tell clients that name none; 1 when not set
 */
record Settings(Path modelFolder, @Nullable Path socket, int port, int threads, String version) {
  /** A socket's path has a fixed place in the kernel, with a zero at its end. */
  private static final int LONGEST_SOCKET_PATH = 107;

  /**
   * @throws StartException naming the variable, its value and what to do
   */
  static Settings of(Map<String, String> environment) {
    Path folder = Path.of(required(environment, "PENSTOCK_INPUT_MODEL", "the model's folder"));
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = number(environment, "OMP_NUM_THREADS", cores, 1, 1024);
    String version = environment.getOrDefault("PENSTOCK_MODEL_VERSION", "1");
    int port = number(environment, "PENSTOCK_PORT", -1, 0, 65535);
    if (port >= 0) {
      return new Settings(folder, null, port, threads, version);
    }
    String socket =
        required(environment, "PENSTOCK_SOCKET", "the path of the unix socket to listen on");
    if (socket.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH) {
      throw new StartException(
          "PENSTOCK_SOCKET is %s, longer than %d bytes; choose a shorter path."
              .formatted(socket, LONGEST_SOCKET_PATH));
    }
    return new Settings(folder, Path.of(socket), -1, threads, version);
  }

  private static String required(Map<String, String> environment, String name, String what) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new StartException("%s is not set; set it to %s.".formatted(name, what));
    }
    return value;
  }

  private static int number(
      Map<String, String> environment, String name, int otherwise, int least, int greatest) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= least && number <= greatest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new StartException(
        "%s is %s; set it to a whole number from %d to %d."
            .formatted(name, value, least, greatest));
  }
}
