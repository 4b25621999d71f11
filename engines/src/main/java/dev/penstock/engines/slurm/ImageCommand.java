package dev.penstock.engines.slurm;

import dev.penstock.engines.Mount;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.gang.JobEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is put before a job's command to run it in a container image. Written after the manuals of
 * Apptainer 1.x and enroot 3.x; not run against them.
 */
record ImageCommand(SlurmSettings.Images runner) {

  /**
   * @param image for Apptainer a file or a URI such as {@code docker://registry/name:tag}; for
   *     enroot a squashfs file or the name of a container that the nodes have
   */
  List<String> words(
      RuntimeRoot.Image image,
      List<Mount> mounts,
      AttemptFolder folder,
      Map<String, String> variables) {
    List<Mount> all =
        Stream.concat(
                Stream.of(new Mount(folder.work(), JobEnvironment.WORK, true)), mounts.stream())
            .toList();
    return switch (runner) {
      case APPTAINER -> apptainer(image, all, variables);
      case ENROOT -> enroot(image, all, variables);
      case NONE -> throw new IllegalStateException("an order with an image is refused before");
    };
  }

  private static List<String> apptainer(
      RuntimeRoot.Image image, List<Mount> mounts, Map<String, String> variables) {
    List<String> words =
        new ArrayList<>(List.of("apptainer", "exec", "--containall", "--no-home", "--cleanenv"));
    for (Mount mount : mounts) {
      words.add("--bind");
      words.add(mount.source() + ":" + mount.target() + (mount.writable() ? "" : ":ro"));
    }
    variables.forEach((name, value) -> words.addAll(List.of("--env", name + "=" + value)));
    words.addAll(List.of("--pwd", working(mounts), image.reference()));
    return words;
  }

  private static List<String> enroot(
      RuntimeRoot.Image image, List<Mount> mounts, Map<String, String> variables) {
    List<String> words = new ArrayList<>(List.of("enroot", "start"));
    for (Mount mount : mounts) {
      words.add("--mount");
      words.add(
          "%s:%s:x-create=dir,bind,%s"
              .formatted(mount.source(), mount.target(), mount.writable() ? "rw" : "ro"));
    }
    variables.forEach((name, value) -> words.addAll(List.of("--env", name + "=" + value)));
    words.add(image.reference());
    words.addAll(List.of("sh", "-c", "cd %s && exec \"$@\"".formatted(working(mounts)), "sh"));
    return words;
  }

  private static String working(List<Mount> mounts) {
    return mounts.stream().anyMatch(mount -> mount.target().equals(JobEnvironment.CODE))
        ? JobEnvironment.CODE
        : JobEnvironment.WORK;
  }
}
