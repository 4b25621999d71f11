package dev.penstock.billing;

import static dev.penstock.billing.Books.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.metering.Allocation;
import dev.penstock.metering.Allocations;
import dev.penstock.metering.Sealer;
import dev.penstock.metering.Usage;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import dev.penstock.shared.Shape;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class ThroughputTest {
  private static final Logger LOG = LoggerFactory.getLogger(ThroughputTest.class);

  /** A hundred short attempts that end in each second, of three meters each. */
  private static final int NEEDED_PER_SECOND = 300;

  private static final int ATTEMPTS = 3_000;
  private static final int AT_ONCE = 20;
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @Autowired private Usage intake;
  @Autowired private Sealer sealer;
  @Autowired private Biller biller;
  @Autowired private Funds funds;
  @Autowired private TopUps topUps;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  private final List<OrgId> orgs = Stream.generate(OrgId::next).limit(40).toList();

  private Allocation attempt(int number) {
    return new Allocation(
        orgs.get(number % orgs.size()),
        new ProjectId(new UUID(7, 7)),
        JobId.next(),
        UUID.randomUUID(),
        new Shape("ascend910b", 1_000, 8_000, 32_768),
        1,
        Books.START);
  }

  @Test
  void keepsUpWithAHundredAttemptsEachSecond() {
    orgs.forEach(org -> topUps.add(org, yuan("10000"), "bank-1", null));
    List<Allocation> attempts = IntStream.range(0, ATTEMPTS).mapToObj(this::attempt).toList();
    funds.hold(
        attempts.stream()
            .map(attempt -> new HoldRequest(attempt.org(), attempt.attempt(), yuan("2")))
            .toList());
    long began = System.nanoTime();
    for (int from = 0; from < ATTEMPTS; from += AT_ONCE) {
      intake.accept(
          attempts.subList(from, from + AT_ONCE).stream()
              .flatMap(
                  attempt ->
                      Allocations.records(attempt, Books.START.plusSeconds(600), ZONE, Map.of())
                          .stream())
              .toList());
    }
    long taken = System.nanoTime();
    sealer.tick();
    long sealed = System.nanoTime();
    biller.tick();
    long billed = System.nanoTime();
    LOG.info(
        "Records each second: taken in {}, sealed {}, billed {}, all in all {}.",
        rate(taken - began),
        rate(sealed - taken),
        rate(billed - sealed),
        rate(billed - began));
    assertThat(billedRecords()).isEqualTo(3L * ATTEMPTS);
    assertThat(rate(billed - began)).isGreaterThan(NEEDED_PER_SECOND);
  }

  private static long rate(long nanos) {
    return 3L * ATTEMPTS * 1_000_000_000L / nanos;
  }

  private long billedRecords() {
    return access.operator(
        () ->
            jdbc.sql("SELECT sum(records) FROM billing.line WHERE org_id = ANY(?::uuid[])")
                .param(Ledger.texts(orgs, org -> org))
                .query(Long.class)
                .single());
  }
}
