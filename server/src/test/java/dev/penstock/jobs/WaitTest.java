package dev.penstock.jobs;

import static dev.penstock.jobs.JobClient.shell;
import static dev.penstock.jobs.JobControlTest.wholeMachine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What holds a job, as its owner is told. */
@ServerTest
class WaitTest {
  @Autowired private TestCentre centre;

  private JobClient client;

  @BeforeEach
  void found() {
    client = JobClient.funded(centre, "50.00");
  }

  private JsonNode wait(JobClient who, String id) {
    return who.http().get("/v1/jobs/%s/wait".formatted(id)).expect(200).body();
  }

  /** What is said once the rule holds it. */
  private JsonNode held(JobClient who, String id, String rule) {
    return Await.seen(() -> wait(who, id), it -> it.path("rule").asString().equals(rule));
  }

  @Test
  void tellsWhatHoldsAJobAndWhatOneBehindIt() {
    String running = client.submit(wholeMachine("exec sleep 300"));
    client.inState(running, "RUNNING");
    JobClient other = JobClient.funded(centre, "50.00");
    String first = other.submit(wholeMachine("true"));
    String second = other.submit(wholeMachine("true"));
    String third = client.submit(wholeMachine("true"));
    JsonNode room = held(other, first, "no-room");
    assertThat(room.path("reason").asString()).contains("0 of the 1 nodes");
    assertThat(room.path("facts").path("fitting").asInt()).isZero();
    assertThat(room.path("facts").path("needed").asInt()).isOne();
    assertThat(room.path("facts").path("possible").asInt()).isOne();
    assertThat(room.path("couldEverRun").asBoolean()).isTrue();
    assertThat(room.path("position").path("line").asInt()).isOne();
    assertThat(room.path("position").path("lineWaiting").asInt()).isEqualTo(3);
    JsonNode behind = held(other, second, "behind");
    assertThat(behind.path("facts").path("before").asInt()).isOne();
    assertThat(behind.path("position").path("own").asInt()).isEqualTo(2);
    assertThat(behind.path("position").path("ownWaiting").asInt()).isEqualTo(2);
    assertThat(behind.path("position").path("line").asInt()).isEqualTo(2);
    assertThat(behind.path("changes")).as("nobody overtakes").isEmpty();
    assertThat(behind.toString()).as("of whom it is behind").doesNotContain(first);
    JsonNode start = behind.path("likelyStart");
    assertThat(Instant.parse(start.path("at").asString()))
        .isAfter(Instant.parse(start.path("asOf").asString()));
    assertThat(held(client, third, "no-room").path("position").path("line").asInt()).isEqualTo(3);
    other.cancel(first);
    other.cancel(second);
    client.cancel(third);
    client.cancel(running);
    client.ended(running);
    JsonNode ended = wait(client, running);
    assertThat(ended.path("state").asString()).isEqualTo("CANCELLED");
    assertThat(ended.has("rule")).isFalse();
    assertThat(ended.path("changes")).isEmpty();
  }

  @Test
  void findsWhatWouldStartAtOnce() {
    // a nano leaves room, but not for the whole machine
    String running = client.submit(shell("cpu.nano", "exec sleep 300"));
    client.inState(running, "RUNNING");
    String id = client.submit(wholeMachine("true"));
    JsonNode held = held(client, id, "no-room");
    assertThat(held.path("changes").path(0).path("kind").asString()).isEqualTo("other-flavour");
    String flavour = held.path("changes").path(0).path("flavour").asString();
    assertThat(held.path("changes").path(0).path("text").asString())
        .contains(flavour)
        .contains("at once");
    client.cancel(id);
    assertThat(JobClient.state(client.run(shell(flavour, "true")))).isEqualTo("SUCCEEDED");
    client.cancel(running);
    client.ended(running);
  }

  @Test
  void saysThatADrainedNodeHoldsIt() {
    String id;
    try (Drained _ = new Drained(centre)) {
      id = client.submit(shell("cpu.nano", "true"));
      JsonNode held = held(client, id, "no-room");
      assertThat(held.path("facts").path("notReady").asInt()).isOne();
      assertThat(held.path("couldEverRun").asBoolean()).isTrue();
      assertThat(held.path("changes").path(0).path("kind").asString()).isEqualTo("nodes-return");
      assertThat(held.path("likelyStart").has("at")).isFalse();
      assertThat(held.path("likelyStart").path("why").asString()).contains("drained");
      assertThat(
              client
                  .tenant()
                  .owner()
                  .with("Accept-Language", "zh")
                  .get("/v1/jobs/%s/wait".formatted(id))
                  .at("/changes/0/text"))
          .contains("节点");
    }
    client.ended(id);
  }

  @Test
  void saysHowMuchMoneyItNeeds() {
    JobClient poor = JobClient.funded(centre, "0.007");
    String first;
    String second;
    try (Drained _ = new Drained(centre)) {
      // each holds 0.004625 of it: there is enough for either, not for both
      first = poor.submit(shell("cpu.nano", "sleep 60", "wallTime", "18m"));
      second = poor.submit(shell("cpu.nano", "true", "wallTime", "18m"));
    }
    poor.inState(first, "RUNNING");
    JsonNode held = held(poor, second, "no-funds");
    BigDecimal hold = new BigDecimal(held.at("/facts/holdYuan").asString());
    BigDecimal available = new BigDecimal(held.at("/facts/availableYuan").asString());
    assertThat(held.path("changes").path(0).path("kind").asString()).isEqualTo("top-up");
    assertThat(held.path("changes").path(0).path("text").asString())
        .contains(hold.toPlainString())
        .contains(hold.subtract(available).toPlainString());
    assertThat(held.path("likelyStart").has("at")).isFalse();
    poor.cancel(second);
    poor.cancel(first);
    poor.ended(first);
  }
}
