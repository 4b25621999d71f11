package dev.penstock.queues;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells at a glance whether rights, reservations or maintenance windows have changed since. Every
 * method needs an open transaction of the system or the operator.
 */
final class Revision {
  private final JdbcClient jdbc;

  Revision(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Goes up with every change; one row read by its key. */
  long current() {
    return jdbc.sql("SELECT value FROM queues.revision WHERE id = 1").query(Long.class).single();
  }

  /** Begins a change: nobody else's goes on before the open transaction has ended. */
  void raise() {
    jdbc.sql("UPDATE queues.revision SET value = value + 1 WHERE id = 1").update();
  }
}
