package dev.penstock.engines.slurm;

import dev.penstock.engines.Mount;
import dev.penstock.engines.Rank;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.gang.JobEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes all that an attempt needs on its nodes into its folder. May be done again. */
record Preparer(SlurmSettings settings, Places places, Mounts mounts) {
  /** Told by the job's script, which alone knows them. */
  private static final List<String> OF_A_RANK =
      List.of(
          "RANK",
          "LOCAL_RANK",
          "WORLD_SIZE",
          "MASTER_ADDR",
          "ASCEND_RT_VISIBLE_DEVICES",
          "CUDA_VISIBLE_DEVICES");

  /**
   * @param addresses of nodes by name, at least of those the job may run on
   * @param ascend whether the cards that it gets are Ascend's
   */
  void prepare(
      StartOrder order,
      AttemptFolder folder,
      UserPrincipal user,
      Map<String, String> addresses,
      boolean ascend)
      throws IOException {
    mounts.stage(order, folder, user);
    List<Mount> seen = mounts.seen(order, folder, user);
    work(order, folder.work());
    Trees.own(folder.work(), user);
    Path control = folder.control();
    privately(control);
    Map<String, String> variables = JobEnvironment.of(order, order.ranks().getFirst());
    variables.keySet().removeAll(OF_A_RANK);
    variables.putAll(order.environment());
    write(control, "command.args", zeros(order.command()));
    write(control, "order.sh", script(order, addresses, ascend, Paths.code(seen, places)));
    switch (order.root()) {
      case RuntimeRoot.Image image ->
          write(
              control,
              "image.args",
              zeros(new ImageCommand(settings.images()).words(image, seen, folder, variables)));
      case RuntimeRoot.Host host -> sandbox(order, folder, seen, variables, host.extra());
      case RuntimeRoot.Folder tree ->
          write(
              control,
              "sandbox.args",
              zeros(
                  new SandboxArguments(order.limits().memoryBytes())
                      .folder(tree.root())
                      .job(seen, folder, places.empty())
                      .environment(variables)
                      .words()));
    }
    write(control, "own.args", zeros(SandboxArguments.variables(order.environment())));
    Trees.own(control, user);
    folder.setPrepared();
  }

  private void sandbox(
      StartOrder order,
      AttemptFolder folder,
      List<Mount> seen,
      Map<String, String> variables,
      List<Path> extra)
      throws IOException {
    Path control = folder.control();
    write(
        control,
        "sandbox.args",
        zeros(
            new SandboxArguments(order.limits().memoryBytes())
                .host(extra)
                .job(seen, folder, places.empty())
                .environment(variables)
                .words()));
    Map<String, String> real = Paths.real(variables, seen, folder);
    write(
        control,
        "direct.env",
        zeros(real.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList()));
  }

  private static void work(StartOrder order, Path work) throws IOException {
    privately(work);
    Files.createDirectories(work.resolve("tmp"));
    Files.createDirectories(work.resolve(".penstock"));
    Files.createDirectories(work.resolve("outputs"));
    for (String output : order.outputs()) {
      Files.createDirectories(work.resolve("outputs").resolve(output));
    }
  }

  private static void privately(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  private String script(
      StartOrder order, Map<String, String> addresses, boolean ascend, Path code) {
    var script = new StringBuilder();
    if (settings.placed()) {
      line(script, "hosts", order.ranks().stream().map(Rank::node).toList());
    }
    addresses.forEach(
        (node, address) ->
            script
                .append("address[")
                .append(quoted(node))
                .append("]=")
                .append(quoted(address))
                .append('\n'));
    script.append("ascend=").append(ascend ? "yes" : "").append('\n');
    script.append("cpus=").append(cpus(order)).append('\n');
    script.append("sandbox=").append(settings.sandbox().word()).append('\n');
    if (order.root() instanceof RuntimeRoot.Folder) {
      script.append("sandbox=bubblewrap\n");
    }
    script.append("direct_working=").append(quoted(code.toString())).append('\n');
    if (order.root() instanceof RuntimeRoot.Image) {
      script.append("image=yes\n");
    }
    line(
        script,
        "own",
        order.environment().entrySet().stream()
            .map(it -> it.getKey() + "=" + it.getValue())
            .toList());
    return script.toString();
  }

  private static void line(StringBuilder script, String name, List<String> words) {
    script
        .append(name)
        .append("=(")
        .append(words.stream().map(Preparer::quoted).collect(Collectors.joining(" ")))
        .append(")\n");
  }

  /** Whole processors, which is what Slurm gives. */
  static int cpus(StartOrder order) {
    return (int) Math.max(1, Math.ceilDiv(order.limits().milliCores(), 1000L));
  }

  private static void write(Path folder, String name, String content) throws IOException {
    Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }

  private static String zeros(List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.add("");
    return String.join("\0", all);
  }

  /** Any text as one word of a shell. */
  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
