package dev.penstock.notebooks;

import dev.penstock.shared.JobId;
import dev.penstock.shared.ProblemException;
import dev.penstock.tenancy.Permission;
import dev.penstock.tenancy.SignIns;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who has which notebook open. First there is a ticket, which works once and soon; it becomes a
 * grant, which holds as long as the sign-in and the notebook's run that it was given for. Both are
 * in memory alone: after the server's restart a notebook is opened again.
 */
final class Openings {
  static final Duration TICKET_LIFE = Duration.ofSeconds(30);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SignIns signIns;
  private final Clock clock;
  private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();

  Openings(SignIns signIns, Clock clock) {
    this.signIns = signIns;
    this.clock = clock;
  }

  private record Ticket(Grant grant, Instant until) {}

  /**
   * The right to a notebook while it runs as this job.
   *
   * @param by the sign-in that it hangs on
   */
  record Grant(NotebookId notebook, JobId job, SignIns.Handle by) {}

  /** A new ticket. */
  String ticket(Grant grant) {
    Instant now = clock.instant();
    tickets.values().removeIf(ticket -> !now.isBefore(ticket.until));
    String secret = secret();
    tickets.put(secret, new Ticket(grant, now.plus(TICKET_LIFE)));
    return secret;
  }

  /**
   * Takes a ticket for this notebook; the secret of its grant, null when it is good for nothing.
   */
  @Nullable String exchange(NotebookId notebook, String ticket) {
    Ticket taken = tickets.remove(ticket);
    if (taken == null
        || !clock.instant().isBefore(taken.until)
        || !taken.grant.notebook().equals(notebook)
        || !isAllowed(taken.grant)) {
      return null;
    }
    String secret = secret();
    grants.put(secret, taken.grant);
    return secret;
  }

  /** The grant of this secret for this notebook, if it still holds. */
  @Nullable Grant grant(NotebookId notebook, String secret) {
    Grant grant = grants.get(secret);
    return grant != null && grant.notebook().equals(notebook) && isAllowed(grant) ? grant : null;
  }

  /** Whether it was not forgotten. */
  boolean isHeld(Grant grant) {
    return grants.containsValue(grant);
  }

  /** Whether its sign-in still lets it in. */
  boolean isAllowed(Grant grant) {
    try {
      return signIns.callerNow(grant.by()).may(Permission.SUBMIT);
    } catch (ProblemException ended) {
      return false;
    }
  }

  /** Forgets the grants of runs that are over. */
  void forgetUnless(Predicate<Grant> holds) {
    grants.values().removeIf(grant -> !holds.test(grant));
  }

  private static String secret() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
