package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Rank;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.gang.JobEnvironment;
import dev.penstock.engines.gang.RankTable;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import dev.penstock.engines.kubernetes.KubernetesSettings.Placement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files that each pod of an attempt finds in {@link JobEnvironment#GANG_FOLDER}. Pure. */
final class GangFiles {
  static final String RUN = "run.sh";
  static final String RANKS = "ranks";
  private static final String SCRIPT = script();

  private GangFiles() {}

  static Map<String, String> of(StartOrder order, Form form, Placement placement) {
    Map<String, String> files = new TreeMap<>();
    files.put(RUN, SCRIPT);
    List<Rank> reachable = reachable(order, form, placement);
    files.put(JobEnvironment.HOSTFILE, JobEnvironment.hostfile(reachable));
    if (placement == Placement.PLACED) {
      files.put(
          RANKS,
          order.ranks().stream()
              .map(rank -> rank.node() + " " + rank.index() + "\n")
              .collect(Collectors.joining()));
      if (JobEnvironment.needsRankTable(order.ranks())) {
        files.put(JobEnvironment.RANK_TABLE, RankTable.json(order.ranks()));
      }
    }
    return files;
  }

  /** The ranks with the names by which their pods find each other. */
  static List<Rank> reachable(StartOrder order, Form form, Placement placement) {
    List<Rank> named = new ArrayList<>();
    for (RankGroup group : RankGroup.of(order, form, placement)) {
      for (int i = 0; i < group.ranks().size(); i++) {
        Rank rank = group.ranks().get(i);
        named.add(new Rank(rank.index(), rank.node(), host(order, form, group, i), rank.cards()));
      }
    }
    return named;
  }

  private static String host(StartOrder order, Form form, RankGroup group, int number) {
    if (order.ranks().size() == 1) {
      return "127.0.0.1";
    }
    String name = Marks.name(order.attempt());
    return form == Form.VOLCANO
        ? "%s-%s-%d.%s".formatted(name, group.task(), number, name)
        : "%s-%d.%s".formatted(name, number, name);
  }

  private static String script() {
    try (InputStream in = Objects.requireNonNull(GangFiles.class.getResourceAsStream(RUN))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
