package dev.penstock.engines.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.Rank;
import dev.penstock.engines.StartOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Attempts of several ranks. */
final class Gangs {
  private Gangs() {}

  static List<Behaviour> all() {
    return List.of(
        Behaviour.of(
            "A gang is one attempt: one start, one end",
            Gangs::oneAttempt,
            Ability.RUN,
            Ability.GANG),
        Behaviour.of(
            "Where one rank can't be placed, none is", Gangs::allOrNone, Ability.RUN, Ability.GANG),
        Behaviour.of(
            "Each rank is told its number, how many they are and where the leader is",
            Gangs::ranks,
            Ability.SCRIPT,
            Ability.GANG),
        Behaviour.of(
            "One rank's failure ends the gang, with its exit code",
            Gangs::oneFails,
            Ability.SCRIPT,
            Ability.GANG),
        Behaviour.of(
            "A stop ends every rank", Gangs::stopped, Ability.RUN, Ability.GANG, Ability.SIGNALS),
        Behaviour.of(
            "One rank's lost node ends the gang as lost",
            Gangs::lost,
            Ability.RUN,
            Ability.GANG,
            Ability.LOSE_NODE));
  }

  private static void oneAttempt(Stand stand) {
    Stand.Ear ear = stand.listen();
    StartOrder gang = stand.site().gang(new Program.Waits(), 2);
    stand.submit(gang);
    stand.up(gang.attempt());

    assertThat(stand.listed()).containsExactly(gang.attempt());
    stand.site().goOn(gang.attempt());
    Observation end = stand.ended(gang.attempt());

    ear.hears(gang.attempt(), Phase.ENDED);
    assertThat(end.cause()).isEqualTo(Cause.COMPLETED);
    assertThat(ear.of(gang.attempt()).stream().distinct()).hasSize(2);
  }

  private static void allOrNone(Stand stand) {
    StartOrder gang = stand.site().gang(new Program.Waits(), 2);
    List<Rank> ranks = new ArrayList<>(gang.ranks());
    ranks.set(1, new Rank(1, "no-such-node", "10.9.9.9", List.of()));
    StartOrder torn = OrderEdit.ranks(gang, ranks);

    Stand.refused(Blame.PLATFORM, () -> stand.engine().submit(torn), "no-such-node");

    assertThat(stand.observe(gang.attempt()).phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(stand.listed()).isEmpty();
  }

  private static void ranks(Stand stand) {
    StartOrder gang =
        stand
            .site()
            .gang(new Program.Script("echo rank $RANK of $WORLD_SIZE, leader $MASTER_ADDR"), 2);
    String leader = gang.ranks().getFirst().address();

    assertThat(stand.output(gang).lines())
        .containsExactlyInAnyOrder(
            "rank 0 of 2, leader " + leader, "rank 1 of 2, leader " + leader);
  }

  private static void oneFails(Stand stand) {
    Observation end =
        stand.run(stand.site().gang(new Program.Script("[ $RANK = 1 ] && exit 7; sleep 1000"), 2));

    assertThat(end.cause()).isEqualTo(Cause.FAILED);
    assertThat(end.exitCode()).isEqualTo(7);
  }

  private static void stopped(Stand stand) {
    StartOrder gang = stand.site().gang(new Program.Deaf(), 2);
    stand.submit(gang);
    stand.up(gang.attempt());

    stand.engine().stop(gang.attempt(), Cause.CANCELLED, Duration.ofMillis(500));

    Observation end = stand.ended(gang.attempt());
    assertThat(end.cause()).isEqualTo(Cause.CANCELLED);
    assertThat(stand.engine().list()).containsExactly(end);
  }

  private static void lost(Stand stand) {
    StartOrder gang = stand.site().gang(new Program.Waits(), 2);
    stand.submit(gang);
    stand.up(gang.attempt());

    stand.site().lose(gang.ranks().getLast().node());
    Observation end = stand.ended(gang.attempt());

    assertThat(end.cause()).isEqualTo(Cause.LOST);
    assertThat(end.exitCode()).isNull();
  }
}
