package dev.penstock.engines.slurm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Generic resources of a node that are accelerators, such as {@code gpu:ascend910:8(S:0-1)}.
 *
 * @param name of the resource, {@code gpu} or {@code npu}
 * @param type its type, empty when the cluster gives none
 * @param count how many
 */
record Gres(String name, String type, int count) {
  static final Gres NONE = new Gres("gpu", "", 0);
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:gres[:/])?(gpu|npu)(?::([A-Za-z0-9_.-]*[A-Za-z_.-][A-Za-z0-9_.-]*))?[:=](\\d+)");

  /** The first kind of accelerators of a node's or a job's text; {@link #NONE} without any. */
  static Gres parse(String text) {
    Gres found = NONE;
    Matcher entries = ENTRY.matcher(text);
    while (entries.find()) {
      String type = entries.group(2) == null ? "" : entries.group(2);
      Gres entry = new Gres(entries.group(1), type, Integer.parseInt(entries.group(3)));
      // accounting lists the kind with and without its type
      if (found.type.isEmpty() && (found.count == 0 || !type.isEmpty())) {
        found = entry;
      }
    }
    return found;
  }

  /** What a job asks for on each node. */
  String request(int cards) {
    return name + (type.isEmpty() ? "" : ":" + type) + ":" + cards;
  }
}
