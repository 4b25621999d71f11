package dev.penstock.billing;

import dev.penstock.shared.OrgId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Decides, of locked accounts and known holds, where the money for changed lines comes from: from
 * the resource's hold as far as it goes, then from the wallet, which may fall below zero by this
 * and by nothing else.
 */
final class Settlement {
  private final Map<OrgId, OrgAccounts> accounts;
  private final Map<UUID, Holds.Hold> holds;
  private final Set<UUID> touched = new HashSet<>();
  private final List<Posting> postings = new ArrayList<>();
  private final Map<OrgId, Long> walletMoves = new HashMap<>();

  Settlement(Map<OrgId, OrgAccounts> accounts, Map<UUID, Holds.Hold> holds) {
    this.accounts = accounts;
    this.holds = new HashMap<>(holds);
  }

  void capture(Lines.Change change) {
    LineKey key = change.key();
    OrgAccounts both = accounts(key.org());
    Holds.Hold hold = openHold(key.resource(), key.org());
    long fromHold = hold == null ? 0 : Math.min(hold.left(), change.difference());
    long fromWallet = change.difference() - fromHold;
    if (hold != null && fromHold > 0) {
      put(hold.capturing(fromHold));
      postings.add(Posting.captureHeld(both, key.resource(), change.line(), fromHold));
    }
    if (fromWallet > 0) {
      postings.add(Posting.captureWallet(both, key.resource(), change.line(), fromWallet));
      walletMoves.merge(key.org(), -fromWallet, Math::addExact);
    }
  }

  /** Gives back the rest of the resource's hold, for nothing follows. */
  void finish(UUID resource, OrgId org) {
    Holds.Hold hold = openHold(resource, org);
    if (hold == null) {
      return;
    }
    put(hold.closing());
    if (hold.left() > 0) {
      postings.add(Posting.release(accounts(org), resource, hold.left()));
      walletMoves.merge(org, hold.left(), Math::addExact);
    }
  }

  private OrgAccounts accounts(OrgId org) {
    return Objects.requireNonNull(accounts.get(org));
  }

  private Holds.@org.jspecify.annotations.Nullable Hold openHold(UUID resource, OrgId org) {
    Holds.Hold hold = holds.get(resource);
    return hold != null && hold.open() && hold.org().equals(org) ? hold : null;
  }

  private void put(Holds.Hold hold) {
    holds.put(hold.resource(), hold);
    touched.add(hold.resource());
  }

  List<Posting> postings() {
    return postings;
  }

  List<Holds.Hold> changedHolds() {
    return holds.values().stream().filter(hold -> touched.contains(hold.resource())).toList();
  }

  /** The organisations whose wallet falls from this much or more to less. */
  Stream<OrgId> fallenBelow(long threshold) {
    return walletMoves.entrySet().stream()
        .filter(
            move -> {
              long before = accounts(move.getKey()).available();
              return before >= threshold && before + move.getValue() < threshold;
            })
        .map(Map.Entry::getKey);
  }
}
