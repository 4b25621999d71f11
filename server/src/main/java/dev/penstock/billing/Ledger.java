package dev.penstock.billing;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The accounts and the transfers between them. Whoever moves money locks first, once in a
 * transaction, all accounts that he will touch: they are locked in the order of their ids, so that
 * two of them can't wait for each other. The lock of an organisation's accounts guards its holds
 * too.
 */
@Component
final class Ledger {
  static final UUID CASH = UUID.fromString("00000000-0000-0000-0000-000000000001");
  static final UUID REVENUE = UUID.fromString("00000000-0000-0000-0000-000000000002");

  private record Row(UUID id, OrgId org, String kind, long balance) {}

  private final Access access;
  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;

  Ledger(Access access, JdbcClient jdbc, ApplicationEventPublisher events) {
    this.access = access;
    this.jdbc = jdbc;
    this.events = events;
  }

  /** Locks the accounts of these organisations; one that has none yet is not in the answer. */
  Map<OrgId, OrgAccounts> lock(Set<OrgId> orgs) {
    return lock(orgs, new UUID[0]);
  }

  /** Locks the accounts of these organisations, opening them as needed, and one of the centre's. */
  Map<OrgId, OrgAccounts> lockWith(UUID centres, Set<OrgId> orgs) {
    open(orgs);
    return lock(orgs, new UUID[] {centres});
  }

  private Map<OrgId, OrgAccounts> lock(Set<OrgId> orgs, UUID[] centres) {
    Map<OrgId, Map<String, Row>> rows = new HashMap<>();
    jdbc.sql(
            """
            SELECT id, org_id, kind, balance FROM billing.account
            WHERE org_id = ANY(?::uuid[]) OR id = ANY(?::uuid[])
            ORDER BY id FOR UPDATE
            """)
        .param(texts(orgs, OrgId::toString))
        .param(texts(List.of(centres), UUID::toString))
        .query(
            row -> {
              Row account =
                  new Row(
                      row.getObject("id", UUID.class),
                      new OrgId(row.getObject("org_id", UUID.class)),
                      row.getString("kind"),
                      row.getLong("balance"));
              rows.computeIfAbsent(account.org(), org -> new HashMap<>())
                  .put(account.kind(), account);
            });
    Map<OrgId, OrgAccounts> accounts = new LinkedHashMap<>();
    for (OrgId org : orgs) {
      Map<String, Row> both = rows.getOrDefault(org, Map.of());
      Row wallet = both.get("wallet");
      Row held = both.get("held");
      if (wallet != null && held != null) {
        accounts.put(
            org, new OrgAccounts(org, wallet.id(), held.id(), wallet.balance(), held.balance()));
      }
    }
    return accounts;
  }

  private void open(Set<OrgId> orgs) {
    // in one order, for two transactions that open the same accounts wait for each other
    Set<String> sorted = new TreeSet<>(orgs.stream().map(OrgId::toString).toList());
    jdbc.sql(
            """
            INSERT INTO billing.account (id, org_id, kind)
            SELECT gen_random_uuid(), org_id, kind
            FROM unnest(?::uuid[]) AS o (org_id), unnest(ARRAY['held', 'wallet']) AS k (kind)
            WHERE NOT EXISTS (
              SELECT FROM billing.account a WHERE a.org_id = o.org_id AND a.kind = k.kind)
            ORDER BY org_id, kind
            ON CONFLICT DO NOTHING
            """)
        .param(sorted.toArray(String[]::new))
        .update();
  }

  /** Writes the transfers; the balances follow in the database. */
  void post(List<Posting> postings) {
    if (postings.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            INSERT INTO billing.transfer (
              id, org_id, kind, debit_account, credit_account, amount, resource_id, line_id,
              reference, created_by)
            SELECT * FROM unnest(
              ?::uuid[], ?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::bigint[], ?::uuid[],
              ?::uuid[], ?::text[], ?::uuid[])
            """)
        .param(texts(postings, Posting::id))
        .param(texts(postings, Posting::org))
        .param(texts(postings, posting -> posting.kind().label()))
        .param(texts(postings, Posting::debit))
        .param(texts(postings, Posting::credit))
        .param(postings.stream().map(Posting::amount).toArray(Long[]::new))
        .param(texts(postings, Posting::resource))
        .param(texts(postings, Posting::line))
        .param(texts(postings, Posting::reference))
        .param(texts(postings, Posting::by))
        .update();
    Set<OrgId> moved = postings.stream().map(Posting::org).collect(Collectors.toUnmodifiableSet());
    access.afterCommit(() -> events.publishEvent(new BalanceChanged(moved)));
  }

  /** A column of values for {@code unnest}, which casts them from text. */
  static <T> String[] texts(Collection<T> rows, Function<T, @Nullable Object> column) {
    return rows.stream()
        .map(column)
        .map(value -> value == null ? null : value.toString())
        .toArray(String[]::new);
  }
}
