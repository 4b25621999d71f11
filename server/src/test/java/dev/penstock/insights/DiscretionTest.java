package dev.penstock.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.penstock.fleet.FleetNode;
import dev.penstock.insights.PublicStatus.PublicFlavour;
import dev.penstock.insights.World.Seen;
import dev.penstock.insights.World.Work;
import dev.penstock.queues.Occupancy.Held;
import dev.penstock.shared.OrgId;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DiscretionTest {
  private static final long SEED = 20_261_125;
  private static final int WORLDS = 2_000;
  private static final double STEP = 1.0 / Discretion.STEPS;
  private static final double ROUNDING = 1e-9;

  @Test
  void namesNothingOfATenant() {
    JsonMapper json = new JsonMapper();
    Random random = new Random(SEED);
    for (int i = 0; i < WORLDS; i++) {
      World world = World.random(random);
      String seen = json.writeValueAsString(world.seen());
      Stream<Object> secrets =
          Stream.of(
                  world.jobs().stream().map(Work::org),
                  world.held().stream().map(Held::job),
                  world.held().stream().map(Held::attempt),
                  world.nodes().stream().map(FleetNode::name),
                  world.nodes().stream().map(FleetNode::engine),
                  world.nodes().stream().map(FleetNode::address))
              .flatMap(it -> it);
      assertThat(secrets).noneMatch(secret -> seen.contains(secret.toString()));
    }
  }

  @Test
  void tellsOfWaitsOnlyWhatIsOfManyJobsOfSeveralOrganisations() {
    Random random = new Random(SEED);
    int told = 0;
    for (int i = 0; i < WORLDS; i++) {
      World world = World.random(random);
      for (PublicFlavour flavour : world.seen().flavours()) {
        boolean ran = isEnough(world, flavour.name(), true);
        boolean waits = isEnough(world, flavour.name(), false);
        assertThat(flavour.waitP50Seconds() != null).isEqualTo(ran);
        assertThat(flavour.waitP90Seconds() != null).isEqualTo(ran);
        assertThat(flavour.waiting() != null).isEqualTo(waits);
        told += ran ? 1 : 0;
      }
    }
    assertThat(told).isBetween(WORLDS / 20, WORLDS);
  }

  private static boolean isEnough(World world, String flavour, boolean running) {
    return world.jobsOf(flavour, running) >= 5 && world.organisationsOf(flavour, running) >= 3;
  }

  @Test
  void hidesWhetherASmallTenantIsThere() {
    Random random = new Random(SEED);
    for (int i = 0; i < WORLDS; i++) {
      World without = World.random(random);
      OrgId small = World.org(random);
      String flavour = "cpu.small";
      World with = without.with(World.work(small, flavour, without.nodes(), random));
      Seen before = without.seen();
      Seen after = with.seen();
      assertThat(after.load().cores().share())
          .isCloseTo(before.load().cores().share(), within(STEP + ROUNDING));
      assertThat(after.hour().coresShare())
          .isCloseTo(before.hour().coresShare(), within(STEP + ROUNDING));
      assertThat(after.hour().memoryShare())
          .isCloseTo(before.hour().memoryShare(), within(STEP + ROUNDING));
      assertThat(after.load().cards()).isEqualTo(before.load().cards());
      PublicFlavour old = before.flavours().getFirst();
      PublicFlavour fresh = after.flavours().getFirst();
      if (!isEnough(with, flavour, true)) {
        assertThat(fresh.waitP50Seconds()).isEqualTo(old.waitP50Seconds()).isNull();
      }
      if (!isEnough(with, flavour, false)) {
        assertThat(fresh.waiting()).isEqualTo(old.waiting()).isNull();
      }
      assertThat(fresh.total()).isEqualTo(old.total());
    }
  }

  @Test
  void saysNoExactCount() {
    assertThat(Stream.of(0L, 1L, 4L, 5L, 19L, 20L, 99L, 100L, 5_000L).map(Discretion::range))
        .containsExactly("0", "1-4", "1-4", "5-19", "5-19", "20-99", "20-99", "100+", "100+");
    assertThat(Discretion.queue(500, 2)).isNull();
    assertThat(Discretion.queue(4, 4)).isNull();
    assertThat(Discretion.queue(5, 3)).isEqualTo("5-19");
  }

  @Test
  void roundsSharesToATwentieth() {
    assertThat(List.of(Discretion.share(0, 0), Discretion.share(1, 3), Discretion.share(9, 8)))
        .containsExactly(0.0, 0.35, 1.0);
  }

  @Test
  void roundsWaitsUp() {
    assertThat(Discretion.wait(Duration.ZERO)).isZero();
    assertThat(Discretion.wait(Duration.ofSeconds(12))).isEqualTo(15);
    assertThat(Discretion.wait(Duration.ofSeconds(301))).isEqualTo(360);
  }
}
