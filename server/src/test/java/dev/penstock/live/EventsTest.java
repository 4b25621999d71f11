package dev.penstock.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import dev.penstock.TestStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a reader is told while the page is open. */
@ServerTest
class EventsTest {
  @Autowired private TestCentre centre;
  @Autowired private Hub hub;
  @Autowired private LiveSettings settings;

  private TestCentre.Tenant tenant;

  @BeforeEach
  void found() {
    tenant = centre.approvedOrganisation("enterprise");
  }

  private static TestStream listening(TestClient who) {
    TestStream stream = who.stream("/v1/events");
    assertThat(stream.status()).isEqualTo(200);
    stream.await(line -> line.equals(":listening"));
    return stream;
  }

  @Test
  void tellsOfAChangeOnceItIsCommittedAndNobodyElse() {
    TestCentre.Tenant other = centre.approvedOrganisation("university");
    try (TestStream stream = listening(tenant.owner());
        TestStream others = listening(other.owner())) {
      String id = tenant.owner().post("/v1/datasets", "{'name': 'one'}").expect(201).at("id");
      stream.await(line -> line.contains("\"kind\":\"dataset\"") && line.contains(id));
      assertThat(stream.lines()).contains("id:1");
      other.owner().post("/v1/datasets", "{'name': 'two'}").expect(201);
      others.await(line -> line.contains("dataset"));
      assertThat(String.join("\n", others.lines())).doesNotContain(id);
    }
  }

  @Test
  void tellsOfMoneyOnlyWhoMaySeeIt() {
    TestClient viewer = centre.member(tenant, "viewer");
    try (TestStream stream = listening(tenant.owner());
        TestStream viewers = listening(viewer)) {
      centre
          .operator()
          .post(
              "/v1/operator/organisations/" + tenant.orgId() + "/top-ups",
              "{'amountYuan': '10.00', 'reference': 'events'}")
          .expect(201);
      stream.await(line -> line.contains("\"balance\""));
      tenant.owner().post("/v1/datasets", "{'name': 'after'}").expect(201);
      viewers.await(line -> line.contains("\"dataset\""));
      assertThat(String.join("\n", viewers.lines())).doesNotContain("balance");
    }
  }

  @Test
  void tellsTheOperatorOfEveryOrganisation() {
    try (TestStream stream = listening(centre.operator())) {
      TestCentre.Tenant fresh = centre.appliedOrganisation("enterprise");
      stream.await(
          line -> line.contains("organisation") && line.contains(fresh.orgId().toString()));
    }
  }

  @Test
  void endsWithTheSession() {
    TestClient session = centre.as(centre.signIn(tenant.email(), TestCentre.PASSWORD));
    try (TestStream stream = listening(session)) {
      session.delete("/v1/sessions/current").expect(204);
      stream.awaitEnd();
    }
  }

  @Test
  void endsWhenTheMemberIsRemoved() {
    TestClient member = centre.member(tenant, "member");
    String id = tenant.owner().get("/v1/members").at("/items/1/id");
    try (TestStream stream = listening(member)) {
      tenant.owner().delete("/v1/members/" + id).expect(204);
      stream.awaitEnd();
    }
  }

  @Test
  void tellsWhoComesBackToLookAtEverythingAgain() {
    try (TestStream stream = tenant.owner().with("Last-Event-ID", "7").stream("/v1/events")) {
      stream.await(line -> line.contains("\"kind\":\"all\""));
    }
  }

  @Test
  void limitsTheStreamsOfAnOrganisation() {
    List<Reader> readers = new ArrayList<>();
    try {
      var caller = EventsTest.caller(tenant);
      for (int i = 0; i < settings.streamsPerOrganisation(); i++) {
        readers.add(hub.join(caller));
      }
      TestClient.Answer refused =
          tenant.owner().with("Accept", "text/event-stream, application/json").get("/v1/events");
      refused.expect(429);
      assertThat(refused.at("type")).endsWith(":too-many-streams");
    } finally {
      readers.forEach(hub::leave);
    }
    listening(tenant.owner()).close();
  }

  private static dev.penstock.tenancy.Caller caller(TestCentre.Tenant tenant) {
    return new dev.penstock.tenancy.Caller(
        dev.penstock.shared.PersonId.next(),
        "Li Wei",
        tenant.orgId(),
        "Organisation",
        false,
        java.util.Set.of(dev.penstock.tenancy.Role.OWNER),
        dev.penstock.tenancy.Scope.ALL,
        null);
  }
}
