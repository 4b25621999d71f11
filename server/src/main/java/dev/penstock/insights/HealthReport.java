package dev.penstock.insights;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the server's parts do.
 *
 * @param state the worst of any part
 * @param uptimeSeconds since this server started
 */
record HealthReport(
    Instant at, HealthState state, String version, long uptimeSeconds, List<HealthPart> parts) {

  /**
   * A part.
   *
   * @param name stable, such as {@code database} or {@code engine.local}
   * @param title its name in the reader's language
   * @param since when this server first saw it in this state
   * @param detail what there is to say, in the reader's language
   * @param figures by name; the name ends with the unit where it has one
   */
  record HealthPart(
      String name,
      String title,
      HealthState state,
      Instant since,
      String detail,
      Map<String, Long> figures) {}
}
