package dev.penstock.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The raw thing beside the platform: sandboxed processes started by a bare loop. */
final class BareLoop {
  private BareLoop() {}

  /** A sandbox with the same namespaces as a job's, around {@code /bin/true}. */
  static List<String> sandboxed() {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bwrap",
                "--unshare-all",
                "--uid",
                "1000",
                "--gid",
                "1000",
                "--cap-drop",
                "ALL",
                "--new-session",
                "--die-with-parent",
                "--clearenv",
                "--ro-bind",
                "/usr",
                "/usr"));
    for (String link : List.of("/bin", "/lib", "/lib64")) {
      if (Files.isSymbolicLink(Path.of(link))) {
        command.addAll(List.of("--symlink", "usr" + link, link));
      }
    }
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "/bin/true"));
    return command;
  }

  /** Starts per second, by a shell that does nothing else, one after the other. */
  static double perSecond(int starts) throws IOException, InterruptedException {
    String loop =
        "i=0; while [ $i -lt %d ]; do %s || exit 1; i=$((i+1)); done"
            .formatted(starts, String.join(" ", sandboxed()));
    long begin = System.nanoTime();
    run(List.of("sh", "-c", loop));
    return starts / ((System.nanoTime() - begin) / 1e9);
  }

  /** Milliseconds from here to the end of one sandboxed process, many times. */
  static Samples millis(int starts) throws IOException, InterruptedException {
    double[] millis = new double[starts];
    for (int i = 0; i < starts; i++) {
      long begin = System.nanoTime();
      run(sandboxed());
      millis[i] = (System.nanoTime() - begin) / 1e6;
    }
    return Samples.of(millis);
  }

  /** Seconds of a process from its start to its end. */
  static double seconds(List<String> command) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    run(command);
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException(command.getFirst() + " ended with " + exit);
    }
  }
}
