package dev.penstock.live;

import dev.penstock.shared.OrgId;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import org.jspecify.annotations.Nullable;

/** Somebody who listens, with what they may know now. */
final class Reader {
  private final Mailbox mailbox = new Mailbox();
  private volatile Caller caller;

  Reader(Caller caller) {
    this.caller = caller;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  OrgId org() {
    return caller.org();
  }

  /** Goes on with what is allowed now. */
  void now(Caller again) {
    caller = again;
  }

  /** Takes the event in, where it is this reader's to know. */
  void offer(LiveEvent.Kind kind, @Nullable String id, @Nullable OrgId org) {
    Caller reader = caller;
    boolean own = reader.org().equals(org) && reader.may(kind.permission());
    if (own || (kind.isTheOperators() && reader.staff() && reader.may(Permission.OPERATE))) {
      mailbox.put(LiveEvent.of(kind, id, org));
    }
  }
}
