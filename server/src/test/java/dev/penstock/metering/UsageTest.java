package dev.penstock.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.ServerTest;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class UsageTest {
  @Autowired private Usage usage;
  @Autowired private Sealer sealer;
  @Autowired private SealedUsage sealed;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  private final OrgId org = OrgId.next();
  private final ProjectId project = new ProjectId(UUID.randomUUID());

  private UsageRecord record(int number) {
    Instant start = Instant.parse("2026-11-25T08:00:00.123456Z");
    return new UsageRecord(
        "test-" + org,
        "r" + number,
        org,
        project,
        "attempt",
        UUID.randomUUID(),
        JobId.next(),
        "core",
        number,
        start,
        start.plusSeconds(60),
        number % 2 == 0,
        number % 2 == 0 ? Map.of("cause", "completed, 完成") : Map.of());
  }

  private List<UsageRecord> records(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(this::record).toList();
  }

  @Test
  void sealsWhatCameInAsItCameIn() {
    List<UsageRecord> given = records(10);
    assertThat(usage.accept(given)).isEqualTo(10);
    sealer.tick();
    List<SealedRecord> chain = sealed.chain(org, 0, 100);
    assertThat(chain).extracting(SealedRecord::usage).isEqualTo(given);
    assertThat(chain).extracting(SealedRecord::position).isSorted();
    assertThat(UsageVerifier.verify(org, ChainHead.START, chain))
        .isEqualTo(new Verdict.Intact(sealed.head(org)));
  }

  @Test
  void takesARepeatedDeliveryOnce() {
    List<UsageRecord> given = records(5);
    usage.accept(given);
    sealer.tick();
    assertThat(usage.accept(given)).isZero();
    assertThat(usage.accept(records(6))).isEqualTo(1);
    sealer.tick();
    assertThat(sealed.chain(org, 0, 100)).hasSize(6);
  }

  @Test
  void takesARecordOnceThatStandsTwiceInADelivery() {
    UsageRecord record = record(1);
    assertThat(usage.accept(List.of(record, record))).isEqualTo(1);
  }

  @Test
  void takesOnceWhatIsDeliveredAtTheSameTimeInOtherOrder() {
    List<UsageRecord> given = records(500);
    List<CompletableFuture<Integer>> deliveries =
        List.of(
            CompletableFuture.supplyAsync(() -> usage.accept(given)),
            CompletableFuture.supplyAsync(() -> usage.accept(given.reversed())));
    assertThat(deliveries.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(500);
  }

  @Test
  void keepsNothingOfATransactionThatFails() {
    assertThatThrownBy(
            () ->
                access.runAsSystem(
                    () -> {
                      usage.accept(records(3));
                      throw new IllegalStateException("the server dies here");
                    }))
        .hasMessage("the server dies here");
    sealer.tick();
    assertThat(sealed.chain(org, 0, 100)).isEmpty();
    assertThat(usage.accept(records(3))).isEqualTo(3);
  }

  @Test
  void sealsALateRecordBehindTheOthers() {
    usage.accept(List.of(record(1)));
    sealer.tick();
    ChainHead before = sealed.head(org);
    usage.accept(List.of(record(2)));
    sealer.tick();
    List<SealedRecord> late = sealed.chain(org, before.sequence(), 100);
    assertThat(late).hasSize(1);
    assertThat(UsageVerifier.verify(org, before, late)).isInstanceOf(Verdict.Intact.class);
  }

  @Test
  void givesPositionsWithoutGapsToAReaderBehindACursor() {
    usage.accept(records(3));
    sealer.tick();
    long first = sealed.chain(org, 0, 1).getFirst().position();
    List<SealedRecord> after = sealed.after(first - 1, 3);
    assertThat(after)
        .extracting(SealedRecord::position)
        .containsExactly(first, first + 1, first + 2);
  }

  @Test
  void refusesToChangeOrDeleteUsage() {
    usage.accept(records(1));
    assertRefused("UPDATE metering.usage_record SET quantity = 0 WHERE org_id = ?");
    sealer.tick();
    assertRefused("UPDATE metering.usage_record SET quantity = 0 WHERE org_id = ?");
    assertRefused("UPDATE metering.usage_record SET hash = 'x' WHERE org_id = ?");
    assertThatThrownBy(
            () -> access.runAsSystem(() -> jdbc.sql("TRUNCATE metering.usage_record").update()))
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  private void assertRefused(String sql) {
    assertThatThrownBy(() -> access.system(() -> jdbc.sql(sql).param(org.value()).update()))
        .as(sql)
        .hasMessageContaining("usage is never changed");
  }

  @Test
  void showsATenantItsOwnUsageOnly() {
    usage.accept(records(2));
    String count = "SELECT count(*) FROM metering.usage_record WHERE org_id = ?";
    assertThat(count(OrgId.next(), count)).isZero();
    assertThat(count(org, count)).isEqualTo(2);
  }

  private long count(OrgId as, String sql) {
    return access.tenant(as, () -> jdbc.sql(sql).param(org.value()).query(Long.class).single());
  }
}
