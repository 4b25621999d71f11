package dev.penstock.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.ServerTest;
import dev.penstock.metering.Usage;
import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class CountingTest {
  private static final Clock CLOCK = Clock.systemUTC();

  private final OrgId org = OrgId.next();
  private final Serving serving;
  private final FakeReplica replica;
  private final Usage usage;

  CountingTest(@Autowired Access access, @Autowired JdbcClient jdbc, @Autowired Usage usage)
      throws Exception {
    this.usage = usage;
    serving = new Serving(access, jdbc, CLOCK);
    replica = new FakeReplica();
  }

  @AfterEach
  void close() throws Exception {
    replica.close();
    serving.close();
  }

  private EndpointView now(EndpointView endpoint) {
    return serving.endpoints.find(org, endpoint.id());
  }

  private static Clock later() {
    return Clock.offset(CLOCK, Duration.ofMinutes(1));
  }

  private Call call(EndpointView endpoint, String at) {
    return new Call(Ids.next(), org, endpoint.id(), null, Instant.parse(at));
  }

  @Test
  void countsEachCallOnceUnderConcurrency() throws Exception {
    EndpointView endpoint = serving.ready(org, "digits", replica);
    RollUp rollUp = serving.rollUp(usage, later());
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<Boolean>> calls =
          IntStream.range(0, 550)
              .mapToObj(n -> threads.submit(() -> succeeds(n % 11 == 0 ? "bad" : "good")))
              .toList();
      int succeeded = 0;
      for (int i = 0; i < calls.size(); i++) {
        succeeded += calls.get(i).get() ? 1 : 0;
        if (i % 50 == 0) {
          // a roll-up in the middle of it all neither loses nor invents a call
          rollUp.tick();
        }
      }
      assertThat(succeeded).isEqualTo(500);
    }
    assertThat(now(endpoint).calls()).isEqualTo(500);
    rollUp.tick();
    assertThat(serving.used(endpoint)).isEqualTo(500);
    assertThat(now(endpoint).calls()).isEqualTo(500);
  }

  private boolean succeeds(String body) throws Exception {
    try {
      return serving.infer(org, "digits", body).equals(body);
    } catch (ProblemException refused) {
      return false;
    }
  }

  @Test
  void losesNothingWhenARollUpBreaks() throws Exception {
    EndpointView endpoint = serving.ready(org, "digits", replica);
    for (int i = 0; i < 7; i++) {
      serving.infer(org, "digits", "x");
    }
    RollUp breaking =
        serving.rollUp(
            records -> {
              usage.accept(records);
              throw new IllegalStateException("the power fails");
            },
            later());
    assertThatThrownBy(breaking::tick).hasMessage("the power fails");
    assertThat(serving.used(endpoint)).isZero();
    assertThat(now(endpoint).calls()).isEqualTo(7);
    RollUp rollUp = serving.rollUp(usage, later());
    rollUp.tick();
    rollUp.tick();
    assertThat(serving.used(endpoint)).isEqualTo(7);
    assertThat(now(endpoint).calls()).isEqualTo(7);
  }

  @Test
  void leavesTheCallsOfTheCurrentInterval() {
    EndpointView endpoint = serving.create(org, "digits");
    serving.counter.count(call(endpoint, "2126-11-25T08:59:59.999999Z"));
    serving.counter.count(call(endpoint, "2126-11-25T09:00:00Z"));
    serving
        .rollUp(usage, Clock.fixed(Instant.parse("2126-11-25T09:00:09Z"), ZoneOffset.UTC))
        .tick();
    assertThat(serving.used(endpoint)).isEqualTo(1);
    assertThat(now(endpoint).calls()).isEqualTo(2);
  }

  @Test
  void rollsEverythingUpWhenTheEndpointEnds() {
    EndpointView endpoint = serving.create(org, "digits");
    serving.counter.count(call(endpoint, "2126-11-25T08:59:59Z"));
    serving.counter.count(call(endpoint, "2126-11-25T09:00:00Z"));
    serving.counter.count(call(endpoint, "2126-11-25T09:00:01Z"));
    serving.ends(org, endpoint);
    serving
        .rollUp(usage, Clock.fixed(Instant.parse("2126-11-25T08:00:00Z"), ZoneOffset.UTC))
        .tick();
    assertThat(serving.used(endpoint)).isEqualTo(3);
    // the hour's end lies between them, so these are two records, and one of them is the last
    assertThat(serving.lastMarks(endpoint)).containsExactly(false, true);
  }

  @Test
  void withholdsTheAnswerToACallThatCantBeCounted() throws Exception {
    EndpointView endpoint = serving.ready(org, "digits", replica);
    serving.counter.stop();
    assertThatThrownBy(() -> serving.infer(org, "digits", "x"))
        .hasMessageContaining("can't be counted");
    assertThat(now(endpoint).calls()).isZero();
  }
}
