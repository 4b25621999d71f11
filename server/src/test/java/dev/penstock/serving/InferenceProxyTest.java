package dev.penstock.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.ServerTest;
import dev.penstock.shared.Access;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problem;
import dev.penstock.shared.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class InferenceProxyTest {
  private final OrgId org = OrgId.next();
  private final Serving serving;
  private final FakeReplica replica;

  InferenceProxyTest(@Autowired Access access, @Autowired JdbcClient jdbc) throws Exception {
    serving = new Serving(access, jdbc, Clock.systemUTC());
    replica = new FakeReplica();
  }

  @BeforeEach
  void deploy() {
    serving.ready(org, "digits", replica);
  }

  @AfterEach
  void close() throws Exception {
    replica.close();
    serving.close();
  }

  private static Problem refusal(ThrowingCallable call) {
    return catchThrowableOfType(ProblemException.class, call).problem();
  }

  private long counted() {
    return serving
        .endpoints
        .list(org, null, null, new ListQuery(null, null, 1, null))
        .items()
        .getFirst()
        .calls();
  }

  @Test
  void passesBytesThroughInBothDirections() throws Exception {
    String bytes = "{ \"inputs\" : [1.0,\t2e-3 ] }\u0000\u00ff";
    assertThat(serving.infer(org, "digits", bytes)).isEqualTo(bytes);
    assertThat(serving.infer(org, "digits", bytes, -1)).isEqualTo(bytes);
    assertThat(counted()).isEqualTo(2);
  }

  @Test
  void passesALargeBodyThroughWhetherItsLengthIsToldOrNot() throws Exception {
    String bytes = "0123456789abcdef".repeat(Serving.MOST_BYTES / 16);
    assertThat(serving.infer(org, "digits", bytes)).isEqualTo(bytes);
    assertThat(serving.infer(org, "digits", bytes, -1)).isEqualTo(bytes);
  }

  @Test
  void refusesABodyThatIsTooLarge() throws Exception {
    String bytes = "x".repeat(Serving.MOST_BYTES + 1);
    assertThat(refusal(() -> serving.infer(org, "digits", bytes)).status()).isEqualTo(413);
    assertThat(refusal(() -> serving.infer(org, "digits", bytes, -1)).status()).isEqualTo(413);
    assertThat(counted()).isZero();
    assertThat(serving.infer(org, "digits", "still here")).isEqualTo("still here");
  }

  @Test
  void tellsWhyTheReplicaRefuses() {
    Problem problem = refusal(() -> serving.infer(org, "digits", "bad"));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).isEqualTo("input has 3 values, not 64");
    assertThat(counted()).isZero();
  }

  @Test
  void doesNotCountWhatTheReplicaBreaksOn() {
    assertThat(refusal(() -> serving.infer(org, "digits", "broken")).status()).isEqualTo(502);
    assertThat(counted()).isZero();
  }

  @Test
  void givesUpOnAReplicaThatDoesNotAnswer() {
    InferenceProxy hasty =
        new InferenceProxy(
            serving.routes,
            serving.counter,
            serving.traffic,
            new JsonMapper(),
            Clock.systemUTC(),
            Duration.ofMillis(200),
            Serving.MOST_BYTES);
    Inbound slow =
        new Inbound(
            4,
            java.util.Map.of(),
            new java.io.ByteArrayInputStream("slow".getBytes(StandardCharsets.US_ASCII)));
    assertThat(refusal(() -> hasty.infer(org, "digits", null, null, slow)).status()).isEqualTo(504);
    assertThat(counted()).isZero();
  }

  @Test
  void isUnavailableWhileTheEndpointIsNotReady() {
    serving.create(org, "later");
    Problem problem = refusal(() -> serving.infer(org, "later", "x"));
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.detail()).isEqualTo("endpoint \"later\" is STARTING");
  }

  @Test
  void isUnavailableWhenTheReplicaIsGone() throws Exception {
    serving.infer(org, "digits", "x");
    replica.close();
    assertThat(refusal(() -> serving.infer(org, "digits", "x")).status()).isBetween(502, 503);
    assertThat(refusal(() -> serving.infer(org, "digits", "x")).status()).isEqualTo(503);
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void followsTheEndpointsStateAtOnce() throws Exception {
    serving.infer(org, "digits", "x");
    EndpointView endpoint =
        serving
            .endpoints
            .list(org, null, null, new ListQuery(null, null, 1, null))
            .items()
            .getFirst();
    serving.endpoints.stop(org, endpoint.id(), "a test");
    assertThat(refusal(() -> serving.infer(org, "digits", "x")).detail())
        .isEqualTo("endpoint \"digits\" is STOPPING");
    serving.ends(org, endpoint);
    assertThat(refusal(() -> serving.infer(org, "digits", "x")).status()).isEqualTo(404);
  }

  @Test
  void isNotThereForAnotherTenant() {
    Problem problem = refusal(() -> serving.infer(OrgId.next(), "digits", "x"));
    assertThat(problem.status()).isEqualTo(404);
    assertThat(replica.inferences).hasValue(0);
  }

  @Test
  void knowsOnlyTheVersionThatItServes() {
    Answer answer = serving.proxy.metadata(org, "digits", "3");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"path\":\"/v2/models/digits/versions/3\"}");
    assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
    assertThat(serving.proxy.readiness(org, "digits", null).status()).isEqualTo(200);
    assertThat(refusal(() -> serving.proxy.metadata(org, "digits", "2")).status()).isEqualTo(404);
  }
}
