package dev.penstock.live;

import dev.penstock.shared.OrgId;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something has changed: look again.
 *
 * @param kind what
 * @param id which one; null for all of the kind
 * @param organisation whose; null for what belongs to the centre
 */
@Schema(name = "LiveEvent")
record LiveEvent(String kind, @Nullable String id, @Nullable OrgId organisation) {

  /** What may change, and who may know of it. */
  enum Kind {
    JOB(Permission.READ),
    ENDPOINT(Permission.READ),
    NOTEBOOK(Permission.READ),
    NOTIFICATION(Permission.READ),
    DATASET(Permission.READ),
    MODEL(Permission.READ),
    ORGANISATION(Permission.READ),
    BALANCE(Permission.BILLING_READ),
    NODE(Permission.OPERATE),
    INCIDENT(Permission.OPERATE),
    QUEUE(Permission.OPERATE);

    private final Permission permission;

    Kind(Permission permission) {
      this.permission = permission;
    }

    /** What a reader of the organisation itself must be allowed. */
    Permission permission() {
      return permission;
    }

    /** Whether who runs the centre knows of everybody's: not of their mail and their money. */
    boolean isTheOperators() {
      return this != NOTIFICATION && this != BALANCE;
    }
  }

  /** Everything may have changed: more has happened than was kept for this reader. */
  static final LiveEvent ALL = new LiveEvent("all", null, null);

  static LiveEvent of(Kind kind, @Nullable String id, @Nullable OrgId organisation) {
    return new LiveEvent(kind.name().toLowerCase(Locale.ROOT), id, organisation);
  }
}
