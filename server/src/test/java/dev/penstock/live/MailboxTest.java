package dev.penstock.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final Mailbox mailbox = new Mailbox();

  private static LiveEvent job(int number) {
    return LiveEvent.of(LiveEvent.Kind.JOB, String.valueOf(number), null);
  }

  @Test
  void keepsTheSameEventOnce() throws Exception {
    mailbox.put(job(1));
    mailbox.put(job(2));
    mailbox.put(job(1));
    assertThat(mailbox.take(Duration.ZERO)).containsExactly(job(1), job(2));
    assertThat(mailbox.take(Duration.ZERO)).isEmpty();
  }

  @Test
  void tellsASlowReaderToLookAtEverythingInsteadOfKeepingAll() throws Exception {
    for (int i = 0; i < 100_000; i++) {
      mailbox.put(job(i));
    }
    assertThat(mailbox.take(Duration.ZERO)).containsExactly(LiveEvent.ALL);
    mailbox.put(job(1));
    assertThat(mailbox.take(Duration.ZERO)).containsExactly(job(1));
  }

  @Test
  void wakesWhoWaitsWhenItIsNudgedOrClosed() throws Exception {
    mailbox.nudge();
    assertThat(mailbox.take(Duration.ofDays(1))).isEmpty();
    mailbox.close();
    mailbox.put(job(1));
    assertThat(mailbox.take(Duration.ofDays(1))).isEmpty();
    assertThat(mailbox.isClosed()).isTrue();
  }
}
