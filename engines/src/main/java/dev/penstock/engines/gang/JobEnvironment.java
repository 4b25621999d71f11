package dev.penstock.engines.gang;

import dev.penstock.engines.Card;
import dev.penstock.engines.Rank;
import dev.penstock.engines.StartOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The environment and the files that every job finds, whichever engine runs it. */
public final class JobEnvironment {
  public static final String WORK = "/job/work";
  public static final String CODE = "/job/code";
  public static final String SOCKET = "/run/penstock/service.sock";

  /** Where the engine puts {@link #HOSTFILE} and {@link #RANK_TABLE}. */
  public static final String GANG_FOLDER = WORK + "/.penstock";

  public static final String HOSTFILE = "hostfile";
  public static final String RANK_TABLE = "hccl.json";
  private static final int MASTER_PORT = 29_500;

  /** Ends below 32,768, from where on Linux hands out ports to whoever connects. */
  private static final int PORTS = 3_000;

  private JobEnvironment() {}

  /** The variables of one rank, the order's own last so that they win. */
  public static Map<String, String> of(StartOrder order, Rank rank) {
    var variables = new TreeMap<String, String>();
    variables.put("HOME", WORK);
    variables.put("TMPDIR", WORK + "/tmp");
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    variables.put("LANG", "C.UTF-8");
    variables.put("PENSTOCK_WORK", WORK);
    variables.put("PENSTOCK_METRICS", WORK + "/metrics.jsonl");
    variables.put("PENSTOCK_JOB", order.job().toString());
    variables.put("PENSTOCK_ATTEMPT", order.attempt().toString());
    for (String output : order.outputs()) {
      variables.put("PENSTOCK_OUTPUT_" + variable(output), WORK + "/outputs/" + output);
    }
    if (order.service()) {
      variables.put("PENSTOCK_SOCKET", SOCKET);
    }
    long threads = Math.max(1, (order.limits().milliCores() + 999) / 1000);
    variables.put("OMP_NUM_THREADS", Long.toString(threads));
    gang(order, rank, variables);
    variables.putAll(order.environment());
    return variables;
  }

  private static void gang(StartOrder order, Rank rank, Map<String, String> variables) {
    List<Rank> ranks = order.ranks();
    boolean alone = ranks.size() == 1;
    variables.put("RANK", Integer.toString(rank.index()));
    variables.put("LOCAL_RANK", "0");
    variables.put("WORLD_SIZE", Integer.toString(ranks.size()));
    variables.put("MASTER_ADDR", alone ? "127.0.0.1" : ranks.getFirst().address());
    variables.put("MASTER_PORT", Integer.toString(alone ? MASTER_PORT : port(order)));
    variables.put("PENSTOCK_HOSTFILE", GANG_FOLDER + "/" + HOSTFILE);
    if (rank.cards().isEmpty()) {
      return;
    }
    String devices =
        rank.cards().stream()
            .map(card -> Integer.toString(card.index()))
            .collect(Collectors.joining(","));
    if (rank.cards().getFirst().shared()) {
      variables.put("PENSTOCK_CARD_SHARE", part(rank.cards().getFirst().milli()));
    }
    if (rank.cards().getFirst().ascend()) {
      variables.put("ASCEND_RT_VISIBLE_DEVICES", devices);
      variables.put("RANK_TABLE_FILE", GANG_FOLDER + "/" + RANK_TABLE);
    } else {
      variables.put("CUDA_VISIBLE_DEVICES", devices);
    }
  }

  private static String part(int milli) {
    return BigDecimal.valueOf(milli, 3).stripTrailingZeros().toPlainString();
  }

  /** Gangs that share a leader's node meet on different ports, most probably. */
  private static int port(StartOrder order) {
    return MASTER_PORT + 1 + Math.floorMod(order.attempt().hashCode(), PORTS);
  }

  /** One line a rank, {@code address slots=n}, as MPI and DeepSpeed read it. */
  public static String hostfile(List<Rank> ranks) {
    return ranks.stream()
        .map(rank -> "%s slots=%d\n".formatted(rank.address(), Math.max(1, rank.cards().size())))
        .collect(Collectors.joining());
  }

  /** Whether a rank table belongs to this gang. */
  public static boolean needsRankTable(List<Rank> ranks) {
    return ranks.stream().flatMap(rank -> rank.cards().stream()).anyMatch(Card::ascend);
  }

  /** The form a name has within a variable: upper case, {@code -} becomes {@code _}. */
  public static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
