package dev.penstock.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AccountedTest {
  @Test
  void a_record_has_the_cards_and_seconds_of_all_its_nodes() {
    assertThat(
            Accounted.parse(
                "penstock:i:a|7|COMPLETED|100|104|billing=32,cpu=32,gres/gpu:ascend910=16,gres/gpu=16,node=2"))
        .hasEntrySatisfying(
            "a",
            records ->
                assertThat(records)
                    .singleElement()
                    .satisfies(
                        it -> {
                          assertThat(it.start()).isEqualTo(Instant.ofEpochSecond(100));
                          assertThat(it.cardSeconds()).isEqualTo(64);
                        }));
  }

  @Test
  void who_was_cancelled_while_waiting_did_not_run() {
    assertThat(Accounted.parse("penstock:i:a|7|CANCELLED by 0|100|100|").get("a"))
        .singleElement()
        .satisfies(it -> assertThat(it.ran()).isFalse());
  }

  @Test
  void a_job_without_an_end_has_no_seconds() {
    assertThat(Accounted.parse("penstock:i:a|7|RUNNING|100|Unknown|gres/gpu=8").get("a"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.ran()).isTrue();
              assertThat(it.end()).isNull();
              assertThat(it.cardSeconds()).isZero();
            });
  }

  @Test
  void a_number_that_was_used_again_is_two_records() {
    assertThat(
            Accounted.parse(
                "penstock:i:a|7|NODE_FAIL|100|104|gres/gpu=1\npenstock:i:a|7|COMPLETED|110|111|gres/gpu=1"))
        .hasEntrySatisfying("a", records -> assertThat(records).hasSize(2));
  }
}
