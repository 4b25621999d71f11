package dev.penstock.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.ServerTest;
import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class TrafficTest {
  private static final Instant MINUTE = Instant.parse("2126-11-25T08:59:00Z");

  private final OrgId org = OrgId.next();
  private final Access access;
  private final TrafficTable table;
  private final Serving serving;
  private final FakeReplica replica;

  TrafficTest(@Autowired Access access, @Autowired JdbcClient jdbc) throws Exception {
    this.access = access;
    table = new TrafficTable(jdbc);
    serving = new Serving(access, jdbc, Clock.systemUTC());
    replica = new FakeReplica();
  }

  @AfterEach
  void close() throws Exception {
    replica.close();
    serving.close();
  }

  private Traffic at(Instant time) {
    return new Traffic(access, table, Clock.fixed(time, ZoneOffset.UTC));
  }

  private Endpoint endpoint(String name) {
    EndpointView made = serving.create(org, name);
    return access.tenant(org, () -> serving.table.find(org, made.id()).orElseThrow());
  }

  private static void note(Traffic traffic, Endpoint endpoint, long millis, boolean failed) {
    traffic.note(endpoint, Duration.ofMillis(millis), failed);
  }

  @Test
  void notesCallsAndErrorsOfTheCurrentMinute() throws Exception {
    EndpointView endpoint = serving.ready(org, "digits", replica);
    serving.infer(org, "digits", "x");
    serving.infer(org, "digits", "x");
    assertThatThrownBy(() -> serving.infer(org, "digits", "bad"))
        .isInstanceOf(ProblemException.class);
    List<TrafficMinute> minutes =
        serving.traffic.since(org, endpoint.id(), Instant.now().minusSeconds(120));
    assertThat(minutes.stream().mapToLong(it -> it.latencies().calls()).sum()).isEqualTo(3);
    assertThat(minutes.stream().mapToLong(TrafficMinute::errors).sum()).isEqualTo(1);
  }

  @Test
  void addsTheMinutesOfSeveralServers() {
    Endpoint endpoint = endpoint("shared");
    Traffic one = at(MINUTE.plusSeconds(10));
    Traffic other = at(MINUTE.plusSeconds(20));
    note(one, endpoint, 5, false);
    note(one, endpoint, 2_000, true);
    note(other, endpoint, 40, false);
    one.stop();
    other.stop();
    assertThat(at(MINUTE).since(org, endpoint.id(), MINUTE))
        .containsExactly(
            new TrafficMinute(
                org, endpoint.id(), MINUTE, 1, Latencies.NONE.with(5).with(40).with(2_000)));
  }

  @Test
  void writesAMinuteOnceItIsOver() {
    Endpoint endpoint = endpoint("patient");
    Traffic traffic = at(MINUTE.plusSeconds(59));
    note(traffic, endpoint, 5, false);
    traffic.tick();
    assertThat(at(MINUTE).since(org, endpoint.id(), MINUTE)).isEmpty();
    assertThat(traffic.since(org, endpoint.id(), MINUTE)).hasSize(1);
    traffic.stop();
    assertThat(at(MINUTE).since(org, endpoint.id(), MINUTE)).hasSize(1);
  }

  @Test
  void leavesMinutesWithoutCallsOut() {
    Endpoint endpoint = endpoint("quiet");
    for (int minute : new int[] {0, 3}) {
      Traffic traffic = at(MINUTE.plus(Duration.ofMinutes(minute)));
      note(traffic, endpoint, 5, false);
      traffic.stop();
    }
    TrafficView view =
        TrafficView.of(
            MINUTE, MINUTE, at(MINUTE).since(org, endpoint.id(), MINUTE.plusSeconds(60)));
    assertThat(view.points().stream().map(TrafficView.TrafficPoint::at))
        .containsExactly(MINUTE.plus(Duration.ofMinutes(3)));
    assertThat(view.calls()).isEqualTo(1);
  }

  @Test
  void showsAnotherTenantNothing() {
    Endpoint endpoint = endpoint("own");
    Traffic traffic = at(MINUTE);
    note(traffic, endpoint, 5, false);
    assertThat(traffic.since(OrgId.next(), endpoint.id(), MINUTE)).isEmpty();
    traffic.stop();
    assertThat(at(MINUTE).since(OrgId.next(), endpoint.id(), MINUTE)).isEmpty();
  }
}
