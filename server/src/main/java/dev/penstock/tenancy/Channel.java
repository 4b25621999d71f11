package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;
import java.util.Map;

/**
 * A way by which notices reach an organisation. Every channel is given every notice, within the
 * transaction that caused it: one that leaves the house only queues here, and sends after commit.
 */
interface Channel {
  /**
   * Takes a notice.
   *
   * @param kind what it is about; its text stands in the message files under {@code
   *     notification.<kind>}
   * @param args what is filled into the text, by name
   */
  void deliver(OrgId org, String kind, Map<String, String> args);
}
