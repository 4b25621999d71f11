package dev.penstock.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.penstock.ServerTest;
import dev.penstock.shared.Access;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class EndpointLifeTest {
  private final OrgId org = OrgId.next();
  private final Serving serving;

  EndpointLifeTest(@Autowired Access access, @Autowired JdbcClient jdbc) {
    serving = new Serving(access, jdbc, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    serving.close();
  }

  private EndpointView now(EndpointView endpoint) {
    return serving.endpoints.find(org, endpoint.id());
  }

  @Test
  void startsAReplicaForTheVersionThatWasResolved() {
    EndpointView endpoint = serving.create(org, "digits");
    assertThat(endpoint.state()).isEqualTo(EndpointState.STARTING);
    assertThat(endpoint.url()).isEqualTo("/v2/models/digits");
    assertThat(serving.replicas.orders)
        .containsExactly(
            new Replicas.Order(
                org, Serving.SOMEBODY, "default", "digits", "digits", 3, "cpu.small"));
    assertThat(now(endpoint)).isEqualTo(endpoint);
    assertThat(serving.endpoints.list(org, null, null, new ListQuery(null, null, 10, null)).items())
        .containsExactly(endpoint);
  }

  @Test
  void isReadyOnceItsReplicaSaysSo() throws Exception {
    try (FakeReplica replica = new FakeReplica()) {
      EndpointView endpoint = serving.create(org, "digits");
      serving.round();
      assertThat(now(endpoint).state()).isEqualTo(EndpointState.STARTING);
      replica.ready = false;
      serving.replicas.listens(endpoint.jobId(), replica.socket);
      serving.round();
      assertThat(now(endpoint).state()).isEqualTo(EndpointState.STARTING);
      replica.ready = true;
      serving.watch.tick();
      assertThat(now(endpoint).state()).isEqualTo(EndpointState.READY);
    }
  }

  @Test
  void saysWhyItWaits() {
    EndpointView endpoint = serving.create(org, "digits");
    serving.replicas.is(endpoint.jobId(), new Replicas.State.Alive("no node has room"));
    serving.round();
    assertThat(now(endpoint).state()).isEqualTo(EndpointState.STARTING);
    assertThat(now(endpoint).reason()).isEqualTo("no node has room");
  }

  @Test
  void failsWithTheReasonOfItsReplica() {
    EndpointView endpoint = serving.create(org, "digits");
    serving.replicas.is(endpoint.jobId(), new Replicas.State.Ended("MEMORY_LIMIT"));
    serving.round();
    assertThat(now(endpoint).state()).isEqualTo(EndpointState.FAILED);
    assertThat(now(endpoint).reason()).isEqualTo("MEMORY_LIMIT");
    assertThat(serving.create(org, "digits").id()).isNotEqualTo(endpoint.id());
  }

  @Test
  void startsAgainWhenItsReplicaMoves() throws Exception {
    try (FakeReplica first = new FakeReplica();
        FakeReplica second = new FakeReplica()) {
      EndpointView endpoint = serving.ready(org, "digits", first);
      serving.replicas.vanishes(endpoint.jobId());
      serving.round();
      assertThat(now(endpoint).state()).isEqualTo(EndpointState.STARTING);
      serving.replicas.listens(endpoint.jobId(), second.socket);
      serving.round();
      assertThat(serving.infer(org, "digits", "hello")).isEqualTo("hello");
      assertThat(second.inferences).hasValue(1);
    }
  }

  @Test
  void stopsItsReplicaOnceAndIsStoppedWhenThatHasEnded() throws Exception {
    try (FakeReplica replica = new FakeReplica()) {
      EndpointView endpoint = serving.ready(org, "digits", replica);
      serving.endpoints.stop(org, endpoint.id(), "deleted by Li");
      assertThat(serving.endpoints.stop(org, endpoint.id(), "again").state())
          .isEqualTo(EndpointState.STOPPING);
      serving.round();
      serving.round();
      assertThat(serving.replicas.stopped).containsExactly(endpoint.jobId());
      serving.replicas.is(endpoint.jobId(), new Replicas.State.Ended("CANCELLED"));
      serving.round();
      assertThat(now(endpoint).state()).isEqualTo(EndpointState.STOPPED);
      assertThat(now(endpoint).reason()).isEqualTo("deleted by Li");
      assertThat(serving.endpoints.stop(org, endpoint.id(), "again").state())
          .isEqualTo(EndpointState.STOPPED);
    }
  }

  @Test
  void refusesANameThatIsTaken() {
    serving.create(org, "digits");
    assertThatThrownBy(() -> serving.create(org, "digits"))
        .asInstanceOf(type(ProblemException.class))
        .extracting(ProblemException::problem)
        .satisfies(
            problem -> {
              assertThat(problem.status()).isEqualTo(409);
              assertThat(problem.field()).isEqualTo("name");
              assertThat(problem.detail()).contains("\"digits\"");
            });
    assertThat(serving.replicas.orders).hasSize(1);
    assertThat(serving.create(OrgId.next(), "digits").name()).isEqualTo("digits");
  }

  @Test
  void refusesANameThatCantBe() {
    assertThatThrownBy(() -> serving.create(org, "Digits!"))
        .asInstanceOf(type(ProblemException.class))
        .extracting(e -> e.problem().status())
        .isEqualTo(400);
    assertThat(serving.replicas.orders).isEmpty();
  }

  @Test
  void isNotThereForAnotherTenant() {
    EndpointView endpoint = serving.create(org, "digits");
    OrgId other = OrgId.next();
    assertThatThrownBy(() -> serving.endpoints.find(other, endpoint.id()))
        .hasMessageContaining("there is no endpoint");
    assertThatThrownBy(() -> serving.endpoints.stop(other, endpoint.id(), "theft"))
        .hasMessageContaining("there is no endpoint");
    assertThat(
            serving.endpoints.list(other, null, null, new ListQuery(null, null, 10, null)).items())
        .isEmpty();
  }
}
