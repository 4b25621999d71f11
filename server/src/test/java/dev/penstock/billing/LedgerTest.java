package dev.penstock.billing;

import static dev.penstock.billing.Books.cores;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.metering.Sealer;
import dev.penstock.metering.Usage;
import dev.penstock.shared.Access;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Money under many hands at once. */
@ServerTest
class LedgerTest {
  private static final int HANDS = 4;
  private static final int ACTS = 500;

  @Autowired private Usage intake;
  @Autowired private Sealer sealer;
  @Autowired private Biller biller;
  @Autowired private Funds funds;
  @Autowired private TopUps topUps;
  @Autowired private LedgerCheck check;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  private final List<OrgId> orgs = Stream.generate(OrgId::next).limit(5).toList();
  private final List<UUID> resources = Stream.generate(UUID::randomUUID).limit(200).toList();

  /** A resource belongs to one organisation, as an attempt does. */
  private OrgId owner(int resource) {
    return orgs.get(resource % orgs.size());
  }

  @Test
  void addsUpWhateverHappensAtATime() {
    try (ExecutorService hands = Executors.newFixedThreadPool(HANDS)) {
      List<CompletableFuture<Void>> work =
          IntStream.range(0, HANDS)
              .mapToObj(
                  hand -> CompletableFuture.runAsync(() -> act(new Random(hand), hand), hands))
              .toList();
      work.forEach(CompletableFuture::join);
    }
    sealer.tick();
    biller.tick();
    assertThat(check.differences()).isEmpty();
    assertThat(walletsBelowZeroAfterAHold()).isZero();
    IntStream.range(0, resources.size())
        .forEach(number -> funds.release(owner(number), resources.get(number)));
    assertThat(orgs).allMatch(org -> funds.balance(org).held().equals(Money.ZERO));
    assertThat(check.differences()).isEmpty();
  }

  private void act(Random random, int hand) {
    for (int act = 0; act < ACTS; act++) {
      int number = random.nextInt(resources.size());
      switch (random.nextInt(8)) {
        case 0 -> topUp(random, hand + "-" + random.nextInt(ACTS));
        case 1, 2 -> holdSeveral(random);
        case 3 -> funds.extend(owner(number), resources.get(number), money(random, 6_000_000));
        case 4 -> funds.release(owner(number), resources.get(number));
        case 5, 6 -> use(random, number, hand + "-" + act);
        default -> {
          sealer.tick();
          biller.tick();
        }
      }
    }
  }

  private void topUp(Random random, String reference) {
    // the reference decides the amount, for some come twice
    Money amount = new Money(1_000_000 + Math.abs(reference.hashCode() % 5_000_000));
    topUps.add(orgs.get(random.nextInt(orgs.size())), amount, reference, null);
  }

  private void holdSeveral(Random random) {
    List<HoldRequest> requests = new ArrayList<>();
    for (int request = 0; request < random.nextInt(1, 6); request++) {
      int number = random.nextInt(resources.size());
      requests.add(new HoldRequest(owner(number), resources.get(number), money(random, 3_000_000)));
    }
    funds.hold(requests);
  }

  private void use(Random random, int number, String name) {
    long quantity = cores(random.nextLong(20_000), Duration.ofMinutes(random.nextInt(60)));
    intake.accept(
        List.of(
            Books.usage(
                owner(number),
                resources.get(number),
                name,
                "core",
                quantity,
                random.nextInt(5) == 0)));
  }

  private static Money money(Random random, long most) {
    return new Money(random.nextLong(most));
  }

  /** Transfers of an organisation are ordered by their ids, for each was made under its lock. */
  private long walletsBelowZeroAfterAHold() {
    return access.operator(
        () ->
            jdbc.sql(
                    """
                    SELECT count(*) FROM (
                      SELECT t.kind, sum(CASE WHEN c.kind = 'wallet' THEN t.amount
                                              WHEN d.kind = 'wallet' THEN -t.amount ELSE 0 END)
                             OVER (PARTITION BY t.org_id ORDER BY t.id) AS wallet
                      FROM billing.transfer t
                      JOIN billing.account d ON d.id = t.debit_account
                      JOIN billing.account c ON c.id = t.credit_account
                      WHERE t.org_id = ANY(?::uuid[])) history
                    WHERE kind = 'hold' AND wallet < 0
                    """)
                .param(Ledger.texts(orgs, org -> org))
                .query(Long.class)
                .single());
  }
}
