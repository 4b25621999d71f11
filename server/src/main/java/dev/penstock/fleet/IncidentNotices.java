package dev.penstock.fleet;

import dev.penstock.fleet.IncidentTable.Kept;
import dev.penstock.tenancy.Notifications;
import dev.penstock.tenancy.Staff;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the staff of an incident; false before the first start is done: nobody is there yet. */
final class IncidentNotices implements Predicate<Kept> {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentNotices.class);

  private final Staff staff;
  private final Notifications notifications;

  IncidentNotices(Staff staff, Notifications notifications) {
    this.staff = staff;
    this.notifications = notifications;
  }

  @Override
  public boolean test(Kept it) {
    FaultSubject subject = it.subject();
    Map<String, String> args = new HashMap<>();
    args.put("engine", subject.engine());
    args.put("node", subject.node() == null ? "" : subject.node());
    args.put("card", String.valueOf(subject.card()));
    args.put("said", it.standing().said());
    args.put("incident", it.id().toString());
    try {
      notifications.send(staff.centre(), "incident." + word(subject.kind()), args);
      return true;
    } catch (IllegalStateException noCentre) {
      LOG.info("Nobody can be told of the incident {} yet.", it.id());
      return false;
    }
  }

  private static String word(IncidentKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
