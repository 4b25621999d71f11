package dev.penstock.billing;

import dev.penstock.shared.OrgId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Decides, of locked accounts and known holds, which requests are funded. */
final class Funding {
  private final Map<OrgId, OrgAccounts> accounts;
  private final Map<UUID, Holds.Hold> known;
  private final Map<OrgId, Long> spent = new HashMap<>();
  private final Set<UUID> seen = new HashSet<>();
  private final Set<UUID> funded = new LinkedHashSet<>();
  private final List<Holds.Hold> fresh = new ArrayList<>();
  private final List<Posting> postings = new ArrayList<>();

  Funding(Map<OrgId, OrgAccounts> accounts, Map<UUID, Holds.Hold> known) {
    this.accounts = accounts;
    this.known = known;
  }

  void decide(HoldRequest request) {
    Holds.Hold hold = known.get(request.resource());
    if (hold != null) {
      if (hold.open() && hold.org().equals(request.org())) {
        funded.add(request.resource());
      }
    } else if (seen.add(request.resource()) && canPay(request)) {
      fund(request);
    }
  }

  private boolean canPay(HoldRequest request) {
    return request.amount().micro() <= available(request.org());
  }

  private long available(OrgId org) {
    OrgAccounts both = accounts.get(org);
    return both == null ? 0 : both.available() - spent.getOrDefault(org, 0L);
  }

  private void fund(HoldRequest request) {
    funded.add(request.resource());
    fresh.add(Holds.fresh(request));
    OrgAccounts both = accounts.get(request.org());
    long amount = request.amount().micro();
    if (both != null && amount > 0) {
      spent.merge(request.org(), amount, Math::addExact);
      postings.add(Posting.hold(both, request.resource(), amount));
    }
  }

  Set<UUID> funded() {
    return funded;
  }

  List<Holds.Hold> fresh() {
    return fresh;
  }

  List<Posting> postings() {
    return postings;
  }
}
