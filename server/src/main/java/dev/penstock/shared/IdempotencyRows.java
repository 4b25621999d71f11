package dev.penstock.shared;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What was answered to requests with an Idempotency-Key. */
@Component
final class IdempotencyRows {
  static final Duration KEPT = Duration.ofHours(24);

  /** What is known of a request that was sent before. */
  sealed interface Claim {
    /** It is new, and the caller's to carry out. */
    record Ours() implements Claim {}

    /** It is being carried out, or the server ended while it was. */
    record Pending(Instant since) implements Claim {}

    /** It was another request that came with this key. */
    record Different() implements Claim {}

    /**
     * It was carried out.
     *
     * @param answer null when the answer was too large to keep
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Done(byte @Nullable [] answer) implements Claim {}
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(byte[] fingerprint, Instant at, boolean answered, byte @Nullable [] answer) {}

  private final Access access;
  private final JdbcClient jdbc;
  private final Clock clock;

  IdempotencyRows(Access access, JdbcClient jdbc, Clock clock) {
    this.access = access;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  Claim claim(@Nullable OrgId org, byte[] id, byte[] fingerprint) {
    return in(
        org,
        () -> {
          if (insert(org, id, fingerprint)) {
            return new Claim.Ours();
          }
          Row row = read(id);
          if (!Arrays.equals(row.fingerprint, fingerprint)) {
            return new Claim.Different();
          }
          return row.answered ? new Claim.Done(row.answer) : new Claim.Pending(row.at);
        });
  }

  private boolean insert(@Nullable OrgId org, byte[] id, byte[] fingerprint) {
    Instant now = clock.instant();
    return jdbc.sql(
                """
                INSERT INTO shared.idempotency AS i (id, org_id, request_hash, at)
                VALUES (:id, :org, :hash, :now)
                ON CONFLICT (id) DO UPDATE SET request_hash = excluded.request_hash,
                  at = excluded.at, answered_at = NULL, answer = NULL
                WHERE i.at < :expired
                """)
            .param("id", id)
            .param("org", org == null ? null : org.value())
            .param("hash", fingerprint)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("expired", now.minus(KEPT).atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  private Row read(byte[] id) {
    return jdbc.sql(
            """
            SELECT request_hash, at, answered_at IS NOT NULL AS answered, answer
            FROM shared.idempotency WHERE id = :id
            """)
        .param("id", id)
        .query(
            (row, n) ->
                new Row(
                    row.getBytes("request_hash"),
                    row.getObject("at", java.time.OffsetDateTime.class).toInstant(),
                    row.getBoolean("answered"),
                    row.getBytes("answer")))
        .single();
  }

  void complete(@Nullable OrgId org, byte[] id, byte @Nullable [] answer) {
    in(
        org,
        () ->
            jdbc.sql(
                    "UPDATE shared.idempotency SET answered_at = :now, answer = :answer"
                        + " WHERE id = :id")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("answer", answer)
                .param("id", id)
                .update());
  }

  /** Nothing was done: the same key may be tried again. */
  void release(@Nullable OrgId org, byte[] id) {
    in(
        org,
        () -> jdbc.sql("DELETE FROM shared.idempotency WHERE id = :id").param("id", id).update());
  }

  private <T> T in(@Nullable OrgId org, Supplier<T> work) {
    return org == null ? access.system(work) : access.tenant(org, work);
  }

  /** Drops what is older than {@link #KEPT}. */
  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT2M")
  void sweep() {
    Instant before = clock.instant().minus(KEPT);
    access.runAsSystem(
        () ->
            jdbc.sql("DELETE FROM shared.idempotency WHERE at < :before")
                .param("before", before.atOffset(ZoneOffset.UTC))
                .update());
  }
}
