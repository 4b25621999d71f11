package dev.penstock.engines.slurm;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which switch each node hangs on, as {@code scontrol show topology} tells it. */
final class Topology {
  private static final Pattern LEAF =
      Pattern.compile("SwitchName=(\\S+) Level=0 .*\\bNodes=(\\S+)");

  private Topology() {}

  /** Asks Slurm's own tool, for slurmrestd does not know. */
  static Map<String, String> ask(Path slurmConf) {
    Commands.Result result =
        Commands.run(
            List.of("scontrol", "show", "topology"),
            Map.of("SLURM_CONF", slurmConf.toString()),
            "",
            30);
    if (result.code() != 0) {
      throw new EngineException(
          Blame.PLATFORM,
          "slurm-conf: scontrol show topology ended with %d: %s"
              .formatted(result.code(), result.error().strip()));
    }
    return parse(result.output());
  }

  static Map<String, String> parse(String output) {
    Map<String, String> switches = new HashMap<>();
    output
        .lines()
        .forEach(
            line -> {
              Matcher leaf = LEAF.matcher(line);
              if (leaf.find()) {
                HostList.expand(leaf.group(2)).forEach(node -> switches.put(node, leaf.group(1)));
              }
            });
    return switches;
  }
}
