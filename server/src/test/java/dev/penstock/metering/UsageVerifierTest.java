package dev.penstock.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UsageVerifierTest {
  private static final OrgId ORG = OrgId.parse("01936000-0000-7000-8000-00000000000a");
  private static final ProjectId PROJECT = ProjectId.parse("01936000-0000-7000-8000-00000000000b");
  private static final UUID RESOURCE = UUID.fromString("01936000-0000-7000-8000-00000000000c");

  private static UsageRecord usage(String id, long quantity, Map<String, String> detail) {
    Instant start = Instant.parse("2026-11-25T08:00:00Z");
    return new UsageRecord(
        "test",
        id,
        ORG,
        PROJECT,
        "attempt",
        RESOURCE,
        null,
        "core",
        quantity,
        start,
        start.plusSeconds(60),
        false,
        detail);
  }

  private static List<SealedRecord> chain(int length) {
    List<SealedRecord> records = new ArrayList<>();
    ChainHead head = ChainHead.START;
    for (int number = 1; number <= length; number++) {
      UsageRecord usage = usage("r" + number, number, Map.of());
      head = CanonicalUsage.next(head, usage);
      records.add(new SealedRecord(number, head.sequence(), head.hash(), usage));
    }
    return records;
  }

  @Test
  void acceptsAChainThatIsWhole() {
    List<SealedRecord> chain = chain(5);
    assertThat(UsageVerifier.verify(ORG, ChainHead.START, chain))
        .isEqualTo(new Verdict.Intact(new ChainHead(5, chain.getLast().hash())));
  }

  @Test
  void goesOnFromALinkThatWasChecked() {
    List<SealedRecord> chain = chain(5);
    ChainHead second = new ChainHead(2, chain.get(1).hash());
    assertThat(UsageVerifier.verify(ORG, second, chain.subList(2, 5)))
        .isInstanceOf(Verdict.Intact.class);
  }

  @Test
  void findsTheRecordWhoseQuantityWasChanged() {
    List<SealedRecord> chain = chain(5);
    SealedRecord third = chain.get(2);
    chain.set(
        2,
        new SealedRecord(
            third.position(), third.sequence(), third.hash(), usage("r3", 2, Map.of())));
    assertThat(UsageVerifier.verify(ORG, ChainHead.START, chain))
        .isInstanceOfSatisfying(
            Verdict.Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(3));
  }

  @Test
  void findsARecordThatWasChangedWithItsOwnHash() {
    List<SealedRecord> chain = chain(5);
    ChainHead forged =
        CanonicalUsage.next(new ChainHead(2, chain.get(1).hash()), usage("r3", 1, Map.of()));
    chain.set(2, new SealedRecord(3, 3, forged.hash(), usage("r3", 1, Map.of())));
    assertThat(UsageVerifier.verify(ORG, ChainHead.START, chain))
        .isInstanceOfSatisfying(
            Verdict.Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(4));
  }

  @Test
  void findsARecordThatIsMissing() {
    List<SealedRecord> chain = chain(5);
    chain.remove(1);
    assertThat(UsageVerifier.verify(ORG, ChainHead.START, chain))
        .isEqualTo(new Verdict.Broken(2, "the record is missing; the next one is 3"));
  }

  @Test
  void findsARecordOfAnotherOrganisation() {
    assertThat(UsageVerifier.verify(OrgId.next(), ChainHead.START, chain(1)))
        .isInstanceOf(Verdict.Broken.class);
  }

  @Test
  void keepsToTheTextThatTheDocumentationShows() {
    UsageRecord usage = usage("a", 7, Map.of("note", "two\nlines \\ one", "cause", "completed"));
    assertThat(CanonicalUsage.text(ChainHead.START.hash(), 1, usage))
        .isEqualTo(
            """
            penstock-usage-1
            previous=0000000000000000000000000000000000000000000000000000000000000000
            organisation=01936000-0000-7000-8000-00000000000a
            sequence=1
            source=test
            id=a
            project=01936000-0000-7000-8000-00000000000b
            resource-kind=attempt
            resource=01936000-0000-7000-8000-00000000000c
            job=
            meter=core
            quantity=7
            start=1795593600000000
            end=1795593660000000
            last=false
            detail.cause=completed
            detail.note=two\\nlines \\\\ one
            """);
  }

  @Test
  void refusesARecordThatCanNotBe() {
    assertThatThrownBy(() -> usage("a", -1, Map.of())).hasMessageContaining("quantity");
    assertThatThrownBy(() -> usage(" ", 1, Map.of())).hasMessageContaining("id");
    assertThatThrownBy(() -> usage("a", 1, Map.of("A key", "")))
        .hasMessageContaining("key of detail");
    assertThatThrownBy(() -> usage("a", 1, Map.of("key", "\0"))).hasMessageContaining("detail.key");
  }
}
