package dev.penstock.queues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.dispatch.Decisions;
import dev.penstock.dispatch.Demand;
import dev.penstock.dispatch.FirstFit;
import dev.penstock.dispatch.Node;
import dev.penstock.dispatch.Workload;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OfferTest {
  private static final Demand CORE = new Demand(null, 0, 1000, 1);

  private final JobId array = JobId.nextOfArray();

  private static Entry single(JobId id, int nodes, int least, long order) {
    return new Entry(OrgId.next(), new Workload(id.value(), nodes, CORE, 0, order), least, null);
  }

  private Entry entry(int tasks, int atOnce, int next, Integer... again) {
    return new Entry(
        OrgId.next(),
        new Workload(array.value(), 1, CORE, 0, 1),
        1,
        new Waiting.Tasks(tasks, atOnce, next, List.of(again)));
  }

  private AllocationTable.Allocation running(int rank) {
    return new AllocationTable.Allocation("n", List.of(), 1000, 1, array.value(), rank);
  }

  private static List<Node> nodes(int... cores) {
    return IntStream.range(0, cores.length)
        .mapToObj(
            i -> new Node("n" + i, true, null, 0, 64_000, 64, List.of(), cores[i] * 1000L, 64))
        .toList();
  }

  private static List<Integer> placed(Offer offer, Decisions decisions) {
    return decisions.placements().stream().map(it -> offer.item(it.workload()).task()).toList();
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void offersTasksInTheirOrderThoseThatWaitAgainFirst() {
    Offer offer = Offer.of(List.of(entry(9, 9, 5, 4, 1)), List.of());
    assertThat(placed(offer, offer.decide(new FirstFit(), nodes(4)))).containsExactly(1, 4, 5, 6);
  }

  @Test
  void offersNoMoreThanMayRunBesideWhatRuns() {
    Offer offer = Offer.of(List.of(entry(9, 3, 2)), List.of(running(0), running(1), running(0)));
    assertThat(placed(offer, offer.decide(new FirstFit(), nodes(64))))
        .as("a rank is not a task")
        .containsExactly(2);
  }

  @Test
  void offersAPartOfALargeArrayAndSaysThatThereIsMore() {
    Offer offer = Offer.of(List.of(entry(100_000, 100_000, 7)), List.of());
    Decisions decisions = offer.decide(new FirstFit(), nodes(64));
    assertThat(placed(offer, decisions)).isEqualTo(range(7, 57));
    assertThat(offer.hasMore(decisions.placements())).isTrue();
    Offer full = Offer.of(List.of(entry(100_000, 100_000, 7)), List.of());
    assertThat(full.hasMore(full.decide(new FirstFit(), nodes(49)).placements())).isFalse();
  }

  @Test
  void keepsTheTasksThatWerePassedOver() {
    Offer offer = Offer.of(List.of(entry(20, 20, 10, 3)), List.of());
    TreeSet<Integer> admitted = new TreeSet<>(List.of(3, 11, 13));
    assertThat(offer.next(array, admitted)).isEqualTo(14);
    assertThat(offer.passed(array, admitted)).containsExactly(10, 12);
    TreeSet<Integer> again = new TreeSet<>(List.of(3));
    assertThat(offer.next(array, again)).isEqualTo(10);
    assertThat(offer.passed(array, again)).isEmpty();
  }

  @Test
  void countsAnArrayThatWaitsOnce() {
    JobId behind = JobId.next();
    Offer offer = Offer.of(List.of(entry(9, 9, 0), single(behind, 1, 1, 2)), List.of());
    Decisions decisions = offer.decide(new FirstFit(), nodes(0));
    assertThat(offer.reasons(decisions.waits()))
        .containsOnly(
            java.util.Map.entry(array.value(), new WaitReason.Room(0, 1, 1)),
            java.util.Map.entry(behind.value(), new WaitReason.Behind(1)));
  }

  @Test
  void startsWithFewerNodesWhereThatWillDo() {
    JobId elastic = JobId.next();
    JobId rigid = JobId.next();
    Offer offer = Offer.of(List.of(single(elastic, 4, 2, 1), single(rigid, 1, 1, 2)), List.of());
    assertThat(offer.decide(new FirstFit(), nodes(1, 1, 1)).placements())
        .singleElement()
        .satisfies(it -> assertThat(it.slots()).hasSize(3));
    Offer tooFew = Offer.of(List.of(single(elastic, 4, 2, 1)), List.of());
    Decisions decisions = tooFew.decide(new FirstFit(), nodes(1));
    assertThat(decisions.placements()).isEmpty();
    assertThat(tooFew.reasons(decisions.waits()))
        .containsEntry(elastic.value(), new WaitReason.Room(1, 4, 1));
  }

  @Test
  void idsOfTasksFollowTheArraysAndEachOther() {
    List<JobId> ids =
        Stream.concat(Stream.of(array), Stream.of(0, 1, 63, 64, 99_999).map(array::task)).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids.stream().map(JobId::value)).isSorted();
    assertThat(ids.stream().map(it -> it.value().version())).containsOnly(7);
    assertThat(ids.stream().map(it -> it.value().variant())).containsOnly(2);
  }
}
