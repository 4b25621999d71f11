package dev.penstock.queues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.dispatch.centre.Forward;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ForecastBookTest {
  private static final long MINUTE = 60_000;

  private final ForecastBook book = new ForecastBook();

  private Forward.Start tell(UUID id, long now, long likely, long latest) {
    return Objects.requireNonNull(
        book.told(Map.of(id, new Forward.Start(now + likely, now + latest)), now).get(id));
  }

  @Test
  void countsHowManyStartedByWhatWasForecastOfThemFirst() {
    UUID id = new UUID(0, 1);
    assertThat(tell(id, 0, 10 * MINUTE, 20 * MINUTE))
        .isEqualTo(new Forward.Start(10 * MINUTE, 20 * MINUTE));
    tell(id, MINUTE, 60 * MINUTE, 90 * MINUTE);
    book.started(id, Instant.ofEpochMilli(15 * MINUTE));
    assertThat(book.kept()).isEqualTo(new ForecastBook.Kept(1, 0, 1));
    book.started(id, Instant.ofEpochMilli(16 * MINUTE));
    book.started(new UUID(0, 2), Instant.ofEpochMilli(16 * MINUTE));
    assertThat(book.kept().started()).isOne();
  }

  @Test
  void whatWasWithdrawnWhileItWaitedIsNotCounted() {
    UUID id = new UUID(0, 1);
    tell(id, 0, MINUTE, MINUTE);
    book.told(Map.of(), MINUTE);
    book.started(id, Instant.ofEpochMilli(2 * MINUTE));
    assertThat(book.kept().started()).isZero();
  }

  @Test
  void whatWasAlwaysTooEarlyIsToldLaterOnceEnoughHaveStarted() {
    for (int i = 0; i < 40; i++) {
      UUID id = new UUID(1, i);
      long now = i * (100 * MINUTE);
      tell(id, now, 10 * MINUTE, 20 * MINUTE);
      book.started(id, Instant.ofEpochMilli(now + 45 * MINUTE));
    }
    long now = 5_000 * MINUTE;
    Forward.Start told = tell(new UUID(2, 0), now, 10 * MINUTE, 20 * MINUTE);
    // nearly all lasted (45 + 5) / (10 + 5) of what was said, the offset included
    assertThat(told.likely() - now).isBetween(44 * MINUTE, 45 * MINUTE);
    assertThat(told.latest()).isGreaterThanOrEqualTo(told.likely());
  }

  @Test
  void whatIsBeyondTheHorizonStaysSo() {
    UUID id = new UUID(0, 1);
    Forward.Start beyond = new Forward.Start(Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(book.told(Map.of(id, beyond), 0)).containsEntry(id, beyond);
  }
}
